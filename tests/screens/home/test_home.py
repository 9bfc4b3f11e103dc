"""Home: what there is, finding it, opening it where it was left, beginning a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.index import Index
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.vault.store.database import connect
from ce_tui.screens.home.home import HomeScreen
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.at_the_door import CHEAP, CONFIG, NAME, PASSPHRASE, at_home, fill, new_casebook, until
from support.people.screens import App, app_at, second_terminal
from support.stores.anchored import killed_at

OTHER, OTHERS_PASSPHRASE = "Ottoline Madeup", "quiet gravel under nine bicycles"


async def test_drafts_come_before_what_is_completed_and_the_first_draft_is_current(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        lines = door.text().splitlines()
        drafts = lines.index(" Drafts: 2")
        assert lines[drafts + 1].startswith("> CE-")
        assert "Zephyrine" in lines[drafts + 1]  # amber, before what has no mark
        completed = lines.index(" Completed: 1")
        assert completed > drafts
        assert "Red" in lines[completed + 1] and "Peregrine" in lines[completed + 1]
        assert "nobody phoned yet" in lines[completed + 2]
        assert "2 drafts, 1 completed." in door.said


async def test_the_status_line_says_all_of_a_screening_in_words(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        assert (
            "draft, Amber, Thurrock, Zephyrine Quillfeather, nothing done yet, screened 24 November 2026, changed"
            in door.said
        )


async def test_at_either_end_of_the_list_an_arrow_says_that_there_is_nothing_further(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        for end, arrow, words in (("end", "down", "Last"), ("home", "up", "First")):
            await door.press(end)
            here = door.app.screen.here  # type: ignore[attr-defined]
            before = door.said
            assert not before.startswith(words)
            await door.press(arrow, arrow)
            assert door.said == f"{words} in the list. {before}" and door.app.screen.here == here  # type: ignore[attr-defined]
        await door.press("down")
        assert not door.said.startswith("First")
        door.app.appearance.show_for_screen_readers(True)
        await door.press("end", "down")
        assert "Last in the list" not in door.said


async def test_the_list_stands_there_though_what_was_begun_cannot_be_read(home: Path) -> None:
    refs = fill(home)
    casebook = second_terminal(home)
    casebook.preferences.set(f"begun action.{refs[0]}", "{}")
    casebook.close()
    async with at_home(home) as door:
        db = connect(home / "store.db", unlock(Home(home), NAME, PASSPHRASE).database_key)
        db.execute("UPDATE preferences SET value = '' WHERE key LIKE 'begun action.%'")
        db.close()
        await door.press("enter", "ctrl+o")
        await until(door, lambda: "A preference of an account" in door.said, "why it cannot be read")
        assert " Drafts: 2" in door.text().splitlines()


async def test_a_child_who_is_missing_now_is_named_so_in_the_row_and_in_words(home: Path) -> None:
    async with app_at(home, "start", "missing_now") as app:
        await app.press("home", "space", "ctrl+o")
        await app.until(lambda: "Drafts: 1" in app.text(), "Home")
        row = next(line for line in app.text().splitlines() if "CE-" in line and "Nothing marked" in line)
        assert "missing now, child's" in row
        await app.until(lambda: "Nothing marked, Essex, missing now," in app.said, "the row in words")


async def test_an_empty_home_says_how_to_begin(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        assert "No screenings yet. N, or Enter here, begins the first one." in door.text()


async def test_danger_where_no_screening_is_open_is_answered_with_999(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        for key in ("f7", "f8"):
            await door.press("down", key)
            said = "No screening is open: this key is for one that is. In danger now: phone 999. "
            assert door.said.startswith(said), key
            await door.press("f4", key)
            assert door.said == said.strip(), f"{key} in the go-to menu"
            await door.press("escape")


async def test_a_new_screening_asks_the_area_first_with_the_hubs_own_preselected(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        assert "> 2 Essex (your hub's usual area)" in " ".join(door.text().split())
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "Start")
        assert door.draft.answers.locality == "essex"


async def test_a_draft_opens_where_it_was_left_and_says_so(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "the draft at Start")
        door.app.navigator.show_section("yellow", "Y4")
        await door.settle()
        await door.press("ctrl+o")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "yellow", "the draft at Yellow")
        assert "Opened where you left it." in door.said
        await door.press("down")
        assert "Opened where you left it." not in door.said


async def test_a_search_finds_names_and_words_of_the_notes_with_an_excerpt(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("slash", *"lighthouse", "enter")
        await until(door, lambda: "3 screenings found for: lighthouse" in door.text(), "what was found")
        assert "Seen at the lighthouse with someone older." in door.text()
        await door.press("slash", "ctrl+u", *"quillfeather", "enter")
        await until(door, lambda: "1 screening found for: quillfeather" in door.text(), "what was found")
        await door.press("escape")
        await until(door, lambda: "Drafts: 2" in door.text(), "all screenings again")


async def test_a_search_without_a_hit_says_so_and_keeps_the_words(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("slash", *"xylophone", "enter")
        await until(door, lambda: "No screening found for: xylophone" in door.said, "that nothing was found")


async def test_whoever_moves_on_as_a_search_is_cleared_stays_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are shown again at once: were the first draft current once they have been read, the key before were lost."""
    fill(home)
    async with at_home(home) as door:
        read = Event()
        await door.press("/", *"Bartholomew", "enter")
        await until(door, lambda: "Esc shows all" in door.said, "the hit")
        first = door.screen.here
        for name in ("first", "all"):
            monkeypatch.setattr(Index, name, _held_until(read, getattr(Index, name)))
        await door.press("escape", "down")
        second = door.screen.here
        assert second != first, "all are shown at once"
        read.set()
        await until(door, lambda: not door.app.workers, "the list read anew")
        assert door.screen.here == second
        assert "2 drafts, 1 completed." in door.said


async def test_a_search_that_is_cleared_before_it_has_found_anything_shows_nothing_any_more(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home)
    async with at_home(home) as door:
        read = Event()
        monkeypatch.setattr(Index, "search", _held_until(read, Index.search))
        await door.press("/", *"Bartholomew", "enter", "escape", "down")
        here, shown = door.screen.here, door.text()
        read.set()
        await until(door, lambda: not door.app.workers, "the end of the search")
        for _ in range(10):
            await door.pilot.pause(0.02)
        assert door.screen.here == here and "Esc shows all" not in door.said
        assert door.text().splitlines()[3:12] == shown.splitlines()[3:12]


def _held_until(event: Event, method: Callable[..., Any]) -> Callable[..., Any]:
    def held(*given: Any) -> Any:
        event.wait(60)
        return method(*given)

    return held


async def test_the_go_to_menu_leads_to_the_search(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+g")
        menu = door.app.screen.query_one(ItemList)
        assert menu.go_to("command:app.search")
        await door.press("enter")
        await until(door, lambda: door.said.startswith("Search: empty"), "the line to search in")


@pytest.mark.parametrize("list_first", [True, False])
async def test_a_list_that_was_being_read_takes_no_focus_from_the_search(
    home: Path, list_first: bool
) -> None:
    fill(home)
    async with at_home(home) as door:
        screen = door.app.screen
        assert isinstance(screen, HomeScreen)
        screen._arrived = False
        steps = [screen._show_all, screen.start_search]
        for step in steps if list_first else steps[::-1]:
            step()
        await until(door, lambda: door.said.startswith("Search: empty"), "the line to search in")


async def test_a_lead_gives_a_reason_before_anothers_screening_opens(home: Path) -> None:
    casebook = new_casebook(home)
    casebook.people.add_account(OTHER, OTHERS_PASSPHRASE, ["practitioner"])
    casebook.close()
    others = sign_in(home, OTHER, OTHERS_PASSPHRASE, CasebookSettings(argon=CHEAP))
    pathway = CONFIG.pathways().current.id
    others.screenings.begin(
        Answers(pathway=pathway, locality="essex", marks={}, child=Child(name="Hidden Name"))
    )
    others.close()
    async with at_home(home) as door:
        assert f"by {OTHER}" in door.text()
        assert "Hidden Name" not in door.text()
        await door.press("enter")
        await until(door, lambda: "Give your reason" in door.text(), "the question for the reason")
        await door.press("enter")
        assert "type something" in door.text()
        await door.press(*"Supervision", "enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the screening")
        assert door.draft.answers.child.name == "Hidden Name"


async def test_a_narrow_window_shows_every_word_of_a_screening(home: Path) -> None:
    fill(home)
    async with at_home(home, (60, 20)) as door:
        assert "Nothing marked, Thurrock, 24 Nov 2026, Bartholomew" in " ".join(door.text().split())
        assert "..." not in "".join(line for line in door.text().splitlines() if "Thurrock" in line)


async def test_hostile_text_in_a_name_is_shown_as_text(home: Path) -> None:
    casebook = new_casebook(home)
    pathway = CONFIG.pathways().current.id
    casebook.screenings.begin(
        Answers(pathway=pathway, locality="essex", marks={}, child=Child(name="[bold]A1[/b] \x1b[2J"))
    )
    casebook.close()
    async with at_home(home) as door:
        assert "[bold]A1[/b]" in door.text()


async def test_a_lead_sees_their_own_screenings_before_the_hubs(home: Path) -> None:
    office.hub(home)
    others = office.screening_of(home)
    fill_more(home)
    async with at_home(home) as door:
        words = door.words()
        assert words.index("Drafts: 1") < words.index("The hub's drafts: 1") < words.index(others)
        assert "1 draft, 0 completed. Others in the hub: 1." in door.said


async def test_who_reads_no_case_finds_at_home_what_is_theirs(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home, name=office.ADMIN, passphrase=office.SECRET) as door:
        assert "Your roles read no screenings." in door.words()
        assert "New screening" not in door.text() and office.BEN not in door.text()
        assert "Search" not in door.text() and "n new" not in door.text()
        await office.choose(door, "Accounts", "Accounts: 4")


async def test_the_lead_is_told_at_home_what_waits_for_a_decision(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home, clock=lambda: datetime.now(UTC) - timedelta(days=400))
    rules = office.entered(home, office.ADMIN)
    rules.reviews.set_rules(Retention(drafts=Rule(after="90 days")))
    rules.close()
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: "Due for your decision on keeping: 1." in door.words(), "what waits")
        await office.choose(door, "! Due for your decision", "Due for a decision: 1")
        assert ref in door.text()


async def test_whose_screening_is_marked_for_deletion_is_told_at_home_by_whom(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    lead = office.entered(home, office.LEAD)
    lead.keeping.mark(ref, "Kept long enough")
    lead.close()
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        words = f"{ref} was marked for deletion by {office.LEAD}"
        await until(door, lambda: words in door.words(), "what is marked")
        assert "Drafts" not in door.text()
        await door.press("home", "enter")
        assert f"{ref} was marked for deletion by {office.LEAD}" in door.said


async def test_a_lead_finds_the_hubs_screenings_by_what_the_list_says_and_not_by_what_is_in_them(
    home: Path,
) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        for words, found in (("ben yellow", 1), (ref.lower(), 1), (office.CHILD.split()[0].lower(), 0)):
            await door.press("slash", "ctrl+u")
            await door.type(words)
            await door.press("enter")
            said = f"{'1' if found else 'No'} screening found for: {words}"
            await until(door, lambda said=said: said in door.words(), said)
            assert (ref in door.text().replace(words, "")) is bool(found)


def fill_more(home: Path) -> None:
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    casebook.screenings.begin(Answers(pathway=CONFIG.pathways().current.id, locality="essex", marks={}))
    casebook.close()


async def test_the_area_that_was_asked_is_not_asked_again_before_start_was_left(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await door.press("3", "enter")
        await until(door, lambda: door.app.navigator.section == "start", "Start")
        assert await tabbed(door) == [
            "immediate_risk",
            "harm_today",
            "missing_now",
            "placed_by",
            "known_to_practitioner",
            "screened_on",
            "locality",
        ]
        assert "You said so when you began this screening. It can be changed here." in door.words()
        await door.press("home", "space")  # it can still be changed
        assert door.draft.answers.locality == "southend"
        await door.press("f2", "f3")
        await until(door, lambda: door.app.navigator.section == "start", "Start again")
        asked = await tabbed(door)
        assert asked.index("locality") == 3 and "CE Pathway Southend" in door.words()


async def tabbed(door: App) -> list[str]:
    """The questions of Start in the order in which Tab goes through them."""
    met = [door.screen.here]
    while True:
        await door.press("tab")
        if not door.screen.here:
            await door.press("shift+tab")
            return met
        if door.screen.here != met[-1]:
            met.append(door.screen.here)


async def test_of_a_long_list_the_first_rows_and_then_all_are_read_once_on_arriving(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook = new_casebook(home)
    child = Child(name="Made-up Child")
    many = [Answers(pathway="set-2026-06", locality="essex", child=child, marks={"R1": "suspected"})] * 70
    casebook.screenings.import_answers(many)
    casebook.close()
    read = list[str]()
    for name in ("first", "all"):
        monkeypatch.setattr(Index, name, _noted(getattr(Index, name), name, read))
    async with at_home(home) as door:
        await until(door, lambda: "70 drafts" in door.said, "all of them, counted")
        assert "What is due: 140 overdue" in door.text()  # a call each, and the police
        assert read == ["first", "all"]


def _noted(method: Callable[..., Any], name: str, noted: list[str]) -> Callable[..., Any]:
    def noting(*given: Any) -> Any:
        noted.append(name)
        return method(*given)

    return noting


async def test_a_session_that_was_killed_is_said_in_a_line_at_the_foot_and_nothing_lies_over_home(
    home: Path, tmp_path: Path
) -> None:
    fill(home)
    killed = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    image = killed_at(home, tmp_path / "killed")
    killed.close()
    async with at_home(image) as door:
        await door.settle()
        said = "did not end with a sign-out: see whether your last changes are there."
        assert said in door.words() and not door.app.front.in_dialog
    async with at_home(image) as door:
        await door.settle()
        assert "did not end" not in door.words()
