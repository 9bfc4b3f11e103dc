"""What is due: it leads Home, three things at most; all of it is a list; each leads to what was done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.screens.home.due import DueScreen
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.done import DoneScreen
from ce_tui.settings.config import Config, ListSettings
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.acting import OFFICE
from support.people.at_the_door import CONFIG, NAME, NOON, at_home, new_casebook, until
from support.people.screens import App
from support.stores.vault import set_clock

CHILDREN = [
    "Zephyrine Quillfeather",
    "Bartholomew Thistledown",
    "Peregrine Marshmallow",
    "Cornelius Applewhite",
]
DUE_NOW = "Phone now: nobody was phoned yet, as far as is recorded. Due now, since "
POLICE = "Tell the police: not recorded. Due now, since "
BY_REFERENCE = Config(lists=ListSettings(children="references"))
BY_INITIALS = Config(lists=ListSettings(children="initials"))


def fill(home: Path, children: int = 1, mark: str = "R2") -> list[str]:
    """Red drafts of made-up children: their references, the last one begun last."""
    casebook = new_casebook(home)
    refs = []
    for number, child in enumerate(CHILDREN[:children]):
        set_clock(casebook, lambda number=number: NOON - timedelta(hours=10 - number))
        refs.append(casebook.screenings.begin(given(child, mark)).ref)
    casebook.close()
    return refs


def given(child: str, mark: str = "R2") -> Answers:
    return Answers(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        screened_on="2026-11-25",
        marks={mark: "suspected" if mark[0] in "AR" else "yes"},
        child=Child(name=child),
    )


async def due_at_home(door: App) -> None:
    await until(door, lambda: "What is due: " in door.text(), "what is due")
    await door.settle()


def rows(door: App, list_id: str = "screenings") -> list[str]:
    found = door.app.screen.query_one(f"#{list_id}", ItemList)
    return [f"{item.head} {item.text}".strip() for item in found.items]


async def all_due(door: App) -> None:
    await office.go_to(door, "follow_ups", "What is due")
    await until(door, lambda: isinstance(door.app.screen, DueScreen) and bool(rows(door, "due")), "all of it")
    await door.settle()


# At Home


async def test_where_nothing_is_due_nothing_is_said(home: Path) -> None:
    fill(home, mark="Y1")
    async with at_home(home) as door:
        await door.settle()
        assert rows(door)[0] == "New screening" and "due" not in door.words().lower()
        await office.go_to(door, "follow_ups", "Nothing is due.")
        assert isinstance(door.app.screen, DueScreen)


async def test_what_is_due_leads_home_and_the_first_draft_stays_current(home: Path) -> None:
    (ref,) = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        assert rows(door)[0] == "What is due: 2 overdue"
        assert rows(door)[1] == f"{ref} !! Red, {CHILDREN[0]}. {DUE_NOW}25 November 2026, 02:00"
        assert rows(door)[2] == f"{ref} ! Red, {CHILDREN[0]}. {POLICE}25 November 2026, 02:00"
        assert rows(door)[3] == "New screening"
        assert door.said.startswith(f"{ref}, draft, Red, Essex, {CHILDREN[0]}, nobody phoned yet")
        assert "What is due: 2 overdue, first in the list. 1 draft, 0 completed." in door.said


async def test_three_stand_there_at_most_and_the_rest_is_one_key_away(home: Path) -> None:
    refs = fill(home, 4)
    async with at_home(home) as door:
        await due_at_home(door)
        found = rows(door)
        assert found[0] == "What is due: 8 overdue"
        assert [row.split()[0] for row in found[1:4]] == refs[:3]
        assert found[4] == "All that is due: 5 more. Enter shows it"
        await office.choose(door, "All that is due")
        await until(
            door, lambda: isinstance(door.app.screen, DueScreen) and bool(rows(door, "due")), "all of it"
        )
        assert rows(door, "due")[0] == "Due by today: 8"
        assert [row.split()[0] for row in rows(door, "due")[1:]] == [*refs, *refs], (
            "the police after the calls"
        )
        await door.press("escape")
        assert isinstance(door.app.screen, HomeScreen)


async def test_enter_opens_it_at_what_was_done_and_esc_goes_to_the_section(home: Path) -> None:
    (ref,) = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        await door.press("home", "enter")
        await until(door, lambda: isinstance(door.app.screen, DoneScreen), "what was done")
        await door.settle()
        assert door.draft.screening.ref == ref
        await door.press("escape")
        assert door.app.navigator.section == "start"


async def test_d_records_about_the_screening_that_is_current_wherever_it_stands(home: Path) -> None:
    first, second = fill(home, 2)
    async with at_home(home) as door:
        await due_at_home(door)
        for keys, ref in ((("home",), first), (("end",), second), (("home", "down"), second)):
            await door.press(*keys, "d")
            await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the form")
            await door.settle()
            assert door.draft.screening.ref == ref
            await door.press("ctrl+o")
            await until(door, lambda: isinstance(door.app.screen, HomeScreen), "Home")
            await due_at_home(door)


async def test_d_on_what_is_no_screening_says_what_to_do(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        await door.press("home", "down", "down", "d")
        assert isinstance(door.app.screen, HomeScreen)
        assert "Move to the screening first that something was done about." in door.said


async def test_what_was_recorded_takes_it_away(home: Path) -> None:
    (ref,) = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        session = door.app.seat.kept_session
        assert session is not None
        set_clock(session.casebook, lambda: NOON)
        police = f"{ref} ! Red, {CHILDREN[0]}. {POLICE}25 November 2026, 02:00"
        for kind, to, left in (
            ("phone", OFFICE, ["What is due: 1 overdue", police]),
            ("police", "Essex Police", []),
        ):
            action = Action(at="2026-11-25T11:00", kind=kind, to=to, came_of_it="accepted")
            session.casebook.actions.record(ref, action)
            door.app.navigator.open("contacts")
            await door.settle()
            await door.press("escape")
            wanted = [*left, "New screening"]
            await until(door, lambda wanted=wanted: rows(door)[: len(wanted)] == wanted, "Home without it")
        assert "nobody phoned yet" not in door.words()


# Whose it is


async def test_a_lead_sees_how_much_is_due_in_the_hub_and_where(home: Path) -> None:
    office.hub(home)
    ben = office.entered(home, office.BEN)
    ref = ben.screenings.begin(given(CHILDREN[0])).ref
    ben.close()
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(
            door,
            lambda: "! Due in the hub: 2 overdue, all of them red. Enter shows it" in door.words(),
            "the hub's",
        )
        assert not any(row.startswith("What is due") for row in rows(door))
        await office.choose(door, "! Due in the hub")
        await until(
            door, lambda: isinstance(door.app.screen, DueScreen) and bool(rows(door, "due")), "all of it"
        )
        assert rows(door, "due")[0] == "The hub's, due by today: 2"
        assert rows(door, "due")[1].startswith(f"{ref} !! Red, by {office.BEN}. Phone now")
        assert CHILDREN[0] not in door.text()
        await door.press("enter")
        await office.say(door, "Supervision")
        await until(door, lambda: isinstance(door.app.screen, DoneScreen), "what was done")
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        await due_at_home(door)
        assert "Due in the hub" not in door.words()


async def test_a_lead_who_gives_no_reason_opens_nothing(home: Path) -> None:
    office.hub(home)
    ben = office.entered(home, office.BEN)
    ben.screenings.begin(given(CHILDREN[0]))
    ben.close()
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: "! Due in the hub" in door.words(), "the hub's")
        for key in ("enter", "d"):
            await door.press("end", key)
            await until(door, lambda: door.app.front.in_dialog, "the question why")
            await door.press("escape")
            await until(door, lambda: not door.app.front.in_dialog, "Home")
            await door.settle()
            assert isinstance(door.app.screen, HomeScreen) and door.app.seat.open_draft is None


async def test_whoever_only_manages_accounts_is_told_of_nothing_that_is_due(home: Path) -> None:
    office.hub(home)
    ben = office.entered(home, office.BEN)
    ben.screenings.begin(given(CHILDREN[0]))
    ben.close()
    async with at_home(home, name=office.ADMIN, passphrase=office.SECRET) as door:
        await door.settle()
        assert "due" not in door.words().lower() and not office.offered(door, "follow_ups")
        await door.press("d")
        assert isinstance(door.app.screen, HomeScreen)


async def test_a_screening_that_was_taken_away_meanwhile_says_so(home: Path) -> None:
    office.hub(home)
    ben = office.entered(home, office.BEN)
    ben.screenings.begin(given(CHILDREN[0]))
    ben.close()
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        await due_at_home(door)
        await all_due(door)
        office.administrator_does(home, office.hand_over_to(NAME))
        await door.press("enter")
        await until(door, lambda: "that you can open" in door.said, "that it cannot be opened")


# Names


@pytest.mark.parametrize(("config", "shown"), [(BY_REFERENCE, "!! Red. "), (BY_INITIALS, "!! Red, Z. Q. ")])
async def test_names_are_hidden_as_in_the_list_and_one_key_shows_them_for_now(
    home: Path, config: Config, shown: str
) -> None:
    (ref,) = fill(home)
    async with at_home(home, config=config) as door:
        await due_at_home(door)
        assert rows(door)[1].startswith(f"{ref} {shown}Phone now") and "Quillfeather" not in door.text()
        await door.press("s")
        assert rows(door)[1].startswith(f"{ref} !! Red, {CHILDREN[0]}. Phone now")
        await door.press("s")
        assert rows(door)[1].startswith(f"{ref} {shown}Phone now")
        await door.press("home")
        assert "Quillfeather" not in door.said
        await all_due(door)
        assert rows(door, "due")[1].startswith(f"{ref} {shown}Phone now")
        assert "Quillfeather" not in door.text()


async def test_a_lock_hides_the_names_there_too(home: Path) -> None:
    fill(home)
    async with at_home(home, config=BY_REFERENCE) as door:
        await due_at_home(door)
        await door.press("s")
        under = door.app.screen
        await door.press("ctrl+l")
        listed = under.query_one("#screenings", ItemList)
        assert "Quillfeather" not in "".join(item.text + item.said for item in listed.items)


# Seen and heard


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_all_of_it_can_be_read_at_every_size(home: Path, size: tuple[int, int]) -> None:
    fill(home, 4)
    async with at_home(home, size) as door:
        await due_at_home(door)
        for list_id in ("screenings", "due"):
            found = door.app.screen.query_one(f"#{list_id}", ItemList)
            await door.press("home")
            for item in [item for item in found.items if not item.heading]:
                assert found.current is item
                assert set(item.text.split()) <= set(door.words().split()), door.text()
                await door.press("down")
            if list_id == "screenings":
                await all_due(door)


async def test_in_a_small_window_one_leads_so_that_the_first_draft_is_in_sight(home: Path) -> None:
    refs = fill(home, 4)
    async with at_home(home, (60, 20)) as door:
        await due_at_home(door)
        assert [row.split()[0] for row in rows(door)[1:3]] == [refs[0], "All"]
        assert rows(door)[2] == "All that is due: 7 more. Enter shows it"
        assert "What is due: 8 overdue" in door.text() and f"> {refs[0]} Red" in door.text()


async def test_the_display_for_screen_readers_says_it_once_in_words(home: Path) -> None:
    (ref,) = fill(home)
    async with at_home(home) as door:
        await due_at_home(door)
        door.app.appearance.choose("display", FOR_SCREEN_READERS)
        await door.press("home")
        words = (
            f"{ref}, Red, {CHILDREN[0]}. {DUE_NOW}25 November 2026, 02:00. Enter opens it, at what was done."
        )
        assert door.words().count(words) == 1 and door.words().count("What is due: 2 overdue") <= 2
        assert "!!" not in door.text()
        await all_due(door)
        assert door.words().count(words) == 1 and "Due by today: 2" in door.words()


async def test_where_a_limit_comes_from_is_said_with_it(home: Path) -> None:
    fill(home, mark="A3")
    async with at_home(home) as door:
        await all_due(door)
        assert "something is done about amber by the next working day" in door.said
