"""Home and what is due in a wide window: tables with heads; in others as they were."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers, Child, Decision
from ce_tui.core.pathway.document.document import naming
from ce_tui.screens.home import home_items
from ce_tui.screens.home.due import DueScreen
from ce_tui.screens.home.home_items import items_of
from ce_tui.settings.config import Config, ListSettings
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import item_pieces
from support.people import office
from support.people.acting import OFFICE
from support.people.at_the_door import CONFIG, NOON, new_casebook, until
from support.people.at_the_door import at_home as at_home_at
from support.people.listed import listed as summary
from support.people.screens import App
from support.stores.vault import set_clock

at_home = partial(at_home_at, clock=lambda: NOON)
WIDE = [(120, 40), (200, 60)]
SIZES = [(80, 24), *WIDE]
ALEX, ROBIN, FRED = "Alex Sample", "Robin Example", "Fred Redfern"
TITLES = ["Decided", "Due", "Area", "Screened", "Child", "Changed"]


def fill(home: Path) -> list[str]:
    """Alex's red draft for harm that was told, which nobody was phoned about; Robin's amber one that is decided to be
    yellow, and to be gone on with some day; Fred's, completed, of which nothing is marked.
    """
    casebook = new_casebook(home)
    set_clock(casebook, lambda: NOON)
    begin = casebook.screenings.begin
    alex = begin(say_danger(given(ALEX, {"A3": "suspected"}), "harm_today", True))
    robin = begin(given(ROBIN, {"A3": "suspected"}, Decision("yellow", "as the school saw it")))
    for kind in ("phone", "form"):
        said = {"next": "Ring the school", "by": "2026-11-26"} if kind == "form" else {}
        action = Action(at="2026-11-25T11:00", kind=kind, to=OFFICE, came_of_it="accepted", **said)
        casebook.actions.record(robin.ref, action)
    fred = begin(given(FRED, {}))
    casebook.screenings.complete(fred)
    casebook.close()
    return [alex.ref, robin.ref, fred.ref]


def given(child: str, marks: dict[str, str], decision: Decision | None = None) -> Answers:
    return Answers(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        screened_on="2026-11-24",
        marks=marks,
        notes="Seen by the lighthouse with someone older, twice.",
        child=Child(name=child),
        **({"decision": decision} if decision is not None else {}),
    )


async def due_at_home(door: App) -> None:
    await until(door, lambda: "What is due: " in door.text(), "what is due")
    await door.settle()


def listed(door: App, list_id: str = "screenings") -> ItemList:
    return door.app.screen.query_one(f"#{list_id}", ItemList)


def line_of(door: App, words: str) -> str:
    return next(line for line in door.text().splitlines() if words in line)


def last_of(door: App, ref: str) -> str:
    return [line for line in door.text().splitlines() if line[2:].startswith(ref)][-1]


def tones(found: ItemList, item_id: str) -> list[tuple[str, str]]:
    """The words that have a tone in the first row of an item."""
    at = next(at for at, item in enumerate(found.items) if item.id.startswith(item_id))
    laid = found._laid
    pieces = item_pieces(found.items[at], laid.rows[laid.tops[at]], laid.head, found.size.width, "  ")
    return [(words.strip(), tone) for words, tone in pieces if tone and words.strip()]


@pytest.mark.parametrize("size", WIDE)
async def test_home_is_a_table_whose_heads_stand_in_the_headings(home: Path, size: tuple[int, int]) -> None:
    alex, robin, fred = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        drafts, completed = line_of(door, " Drafts: 2"), line_of(door, " Completed: 1")
        assert drafts.split() == ["Drafts:", "2", *TITLES] and completed.split() == [
            "Completed:",
            "1",
            *TITLES,
        ]
        assert last_of(door, robin).split() == (
            f"{robin} Amber Yellow by 26 Nov: Ring the school Essex 24 Nov 2026 {ROBIN} 12:00".split()
        )
        row = last_of(door, alex)
        assert row.split() == (
            f"> {alex} Red: harm told !! now: nobody phoned yet Essex 24 Nov 2026 {ALEX} 12:00".split()
        )
        for title, words in (("Due", "now:"), ("Area", "Essex"), ("Child", ALEX)):
            assert drafts.index(title) == completed.index(title) == row.index(words)
        for title, words in (("Screened", "2026"), ("Changed", "12:00")):  # days, to the right
            assert drafts.index(title) + len(title) == row.index(words) + len(words)
        assert line_of(door, fred).split() == f"{fred} Nothing marked Essex 24 Nov 2026 {FRED} 12:00".split()


def test_the_cells_of_each_of_thousands_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(home_items, "leading", lambda each, naming: asked.append(each.ref) or "Red")
    found = [
        summary(ref=f"CE-{number:04}-00", outcome="red", mine=bool(number % 2)) for number in range(3000)
    ]
    how = home_items.ScreeningListing("names", naming(CONFIG.pathways().current, []), NOON.date(), 120)
    items = items_of(found, how, whole=True)
    assert len(asked) == len(set(asked)) == len(found) == len(items) - 2  # headings


@pytest.mark.parametrize("size", WIDE)
async def test_what_is_due_at_home_is_a_table_of_its_own(home: Path, size: tuple[int, int]) -> None:
    alex, *_ = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        lines = door.text().splitlines()
        at = lines.index(" What is due: 2 overdue")
        assert lines[at + 1].split() == "Reference Tier Due Since or by What is due Child".split()
        row = (
            f"{alex} Red: harm told !! due now 25 Nov 2026, 12:00 Phone now: nobody was phoned yet, as far as"
        )
        assert lines[at + 2].split()[: len(row.split())] == row.split()
        assert lines[at + 1].index("by") + 2 == lines[at + 2].index("12:00") + 5
        assert ALEX in lines[at + 2]
        police = next(line for line in lines if "Tell the police" in line)
        assert police.split() == (
            f"{alex} Red: harm told ! due now 25 Nov 2026, 12:00 Tell the police: not recorded {ALEX}".split()
        )


LONG_NAMES = ["Bartholomew Thistledown-Quillfeather", "Олена Шевченко-Приклад", "王小明" * 9, "x" * 80]


@pytest.mark.parametrize("name", LONG_NAMES)
async def test_beside_a_long_name_what_is_due_is_said_whole_in_the_narrowest_table(
    home: Path, name: str
) -> None:
    casebook = new_casebook(home)
    set_clock(casebook, lambda: NOON)
    alex = casebook.screenings.begin(say_danger(given(name, {"A3": "suspected"}), "harm_today", True))
    casebook.close()
    async with at_home(home, (100, 30)) as door:
        await due_at_home(door)
        row = next(line for line in door.text().splitlines() if line[2:].startswith(alex.ref))
        assert row.split()[1:8] == "Red: harm !! due now 25 Nov".split() and " 25 Nov 2026, 12:00 " in row
        found = "".join(door.text().split())
        assert all(word[:6] in found for word in name.split())


async def test_in_eighty_columns_all_stands_as_it_did(home: Path) -> None:
    alex, robin, fred = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        lines = door.text().splitlines()
        at = lines.index(" What is due: 2 overdue")
        assert lines[at + 1 : at + 12] == [
            f"  {alex} !! Red: harm told, Alex Sample. Phone now: nobody was phoned yet,",
            "             as far as is recorded. Due now, since 25 November 2026, 12:00",
            f"  {alex} ! Red: harm told, Alex Sample. Tell the police: not recorded. Due",
            "             now, since 25 November 2026, 12:00",
            "  New screening",
            " Drafts: 2",
            f"> {alex} Red: harm told  Essex     24 Nov 2026 Alex Sample, nobody    12:00",
            "             phoned yet",
            f"  {robin} Amber           Essex     24 Nov 2026 Robin Example          12:00",
            " Completed: 1",
            f"  {fred} Nothing marked  Essex     24 Nov 2026 Fred Redfern           12:00",
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_said_is_the_same_at_every_width(home: Path, size: tuple[int, int]) -> None:
    alex, robin, fred = fill(home)
    said = {
        alex: f"{alex}, draft, Red: harm told (the marks alone: amber), Essex, {ALEX}, nobody phoned yet, screened",
        robin: f"{robin}, draft, Amber, Essex, {ROBIN}, screened 24 November 2026, changed",
        fred: f"{fred}, completed, Nothing marked, Essex, {FRED}, screened 24 November 2026, changed",
    }
    async with at_home(home, size) as door:
        await due_at_home(door)
        for words in said.values():
            assert door.said.startswith(words)
            await door.press("down")
        await door.press("home")
        assert door.said.startswith(
            f"{alex}, Red: harm told, {ALEX}. Phone now: nobody was phoned yet, as far as"
        )
        assert "Enter opens it, at what was done." in door.said


@pytest.mark.parametrize("size", SIZES)
async def test_the_heads_have_no_number_and_enter_opens_the_row(home: Path, size: tuple[int, int]) -> None:
    alex, *_ = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        await door.press("4")  # two that are due, a new screening, Alex's
        assert listed(door).position == (4, 6) and door.said.startswith(f"{alex}, draft")
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        assert door.draft.screening.ref == alex


async def test_columns_come_and_go_with_the_width_and_the_current_one_stays(home: Path) -> None:
    alex, *_ = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        await door.press("4")
        for width, is_table in ((99, False), (100, True), (80, False), (160, True)):
            await door.pilot.resize_terminal(width, 30)
            await door.settle()
            assert ("Reference" in door.text()) is is_table, door.text()
            current = listed(door).current
            assert current is not None and current.id == alex
            assert all(len(line) <= width for line in door.text().splitlines())


@pytest.mark.parametrize("size", SIZES)
async def test_a_tier_stands_in_its_tone_and_no_name_does(home: Path, size: tuple[int, int]) -> None:
    alex, robin, fred = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        found = listed(door)
        assert {("Red", "red"), ("!!", "alert")} <= set(tones(found, f"due:{alex}"))
        assert [tone for tone in tones(found, alex) if tone[1] in ("red", "hit")] == [("Red", "red")]
        assert [tone for tone in tones(found, robin) if tone[1] in ("amber", "yellow")] == [
            ("Amber", "amber")
        ]
        assert {tone for _, tone in tones(found, fred)} == {"hint"}
        assert tones(found, fred)[-1] == ("12:00", "hint")


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_marks_what_was_searched_for(home: Path, size: tuple[int, int]) -> None:
    *_, fred = refs = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        await door.press("slash", *"Redf", "enter")
        await until(door, lambda: "1 screening found for: Redf" in door.text(), "what was found")
        assert ("Redf", "hit") in tones(listed(door), fred)
        await door.press("slash", "ctrl+u", *"LIGHTHOUSE", "enter")
        await until(door, lambda: "3 screenings found for: LIGHTHOUSE" in door.text(), "what was found")
        found = listed(door)
        excerpt = "Seen by the lighthouse with someone older, twice."
        if size in WIDE:  # the state has a column
            assert f"Found in: {excerpt}" in door.text()
            head = line_of(door, "Reference")
            assert [last_of(door, ref)[head.index("State") :].split()[0] for ref in refs] == [
                "draft",
                "draft",
                "completed",
            ]
        else:
            assert f"completed: {excerpt}" in door.text()
        row = next(row for row in found._laid.rows if excerpt in row.text)
        pieces = item_pieces(found.items[row.item], row, found._laid.head, size[0], "  ")
        assert [words for words, tone in pieces if tone == "hit"] == ["lighthouse"]
        assert ("Child" in door.text()) is (size in WIDE)
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "what was found")


async def test_where_names_are_hidden_no_column_has_one_and_nothing_is_marked(home: Path) -> None:
    fill(home)
    async with at_home(home, (120, 40), config=Config(lists=ListSettings(children="initials"))) as door:
        await due_at_home(door)
        assert "A. S." in door.text() and "Sample" not in door.text()
        await door.press("slash", *"sample", "enter")
        await until(door, lambda: "1 screening found. Esc" in door.text(), "what was found")
        assert all(not item.hits for item in listed(door).items) and "A. S." in door.text()
        await door.press("s")
        assert ALEX in door.text() and any(item.hits for item in listed(door).items)


async def test_the_display_for_screen_readers_says_no_heads(home: Path) -> None:
    alex, *_ = fill(home)
    heard = []
    for size in SIZES[:2]:
        async with at_home(home, size) as door:
            await due_at_home(door)
            door.app.appearance.choose("display", FOR_SCREEN_READERS)
            await door.press("end", "home")
            heard.append(" ".join(door.words().split()).partition(f"{alex}")[0])
            assert "Since or by" not in door.words() and "Decided" not in door.words()
    assert "What is due: 2 overdue" in heard[0]
    assert heard[0].split("Home")[-1] == heard[1].split("Home")[-1]


# All that is due


async def all_due(door: App) -> None:
    await office.go_to(door, "follow_ups", "What is due")
    await until(
        door, lambda: isinstance(door.app.screen, DueScreen) and bool(listed(door, "due").items), "all of it"
    )
    await door.settle()


@pytest.mark.parametrize("size", WIDE)
async def test_all_that_is_due_has_heads_under_each_heading_and_days_to_the_right(
    home: Path, size: tuple[int, int]
) -> None:
    alex, robin, _ = fill(home)
    async with at_home(home, size) as door:
        await due_at_home(door)
        await all_due(door)
        lines = door.text().splitlines()
        for words, ref, day in (
            ("Due by today: 2", alex, "2026, 12:00"),
            ("Later: 1", robin, "26 Nov 2026"),
        ):
            at = lines.index(f" {words}")
            assert lines[at + 1].split() == "Reference Tier Due Since or by What is due Child".split()
            assert ref in lines[at + 2]
            assert lines[at + 1].index("by") + 2 == lines[at + 2].index(day) + len(day)
        assert door.said.startswith(f"{alex}, Red: harm told, {ALEX}. Phone now")
        await door.pilot.resize_terminal(80, 24)
        await door.settle()
        assert (
            "Since or by" not in door.text()
            and f"> {alex} !! Red: harm told, {ALEX}. Phone now" in door.text()
        )
        await door.press("down", "down", "enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "what was chosen")
        assert door.draft.screening.ref == robin


async def test_in_eighty_columns_all_that_is_due_has_no_heads(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        await all_due(door)
        assert all(item.columns is None for item in listed(door, "due").items)
        assert "Reference" not in door.text()
