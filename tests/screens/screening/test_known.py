"""Whether a child is known here already, by keyboard: said in Details, read from the list, opened or said there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.words.comparison import KNOWN_HERE, NOTHING_FOUND
from ce_tui.screens.screening.done import KnownScreen
from ce_tui.screens.screening.result import ResultScreen
from ce_tui.session.words.known import TOO_LITTLE
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.at_the_door import CONFIG, at_home
from support.people.screens import App, app_at, second_terminal

ZEPHYRINE = Child(name="Zephyrine Quillfeather", date_of_birth="2011-04-03")
BORN = "3 apr 2011"


def also_screened(casebook: Casebook, child: Child = ZEPHYRINE) -> str:
    """A child of a screening made at another terminal: its reference."""
    answers = Answers(
        pathway=CONFIG.pathways().current.id, locality="essex", child=child, marks={"A3": "suspected"}
    )
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(screening)
    return screening.ref


async def types_the_child(app: App, name: str = "Zephyrine Quillfeather", born: str = BORN) -> None:
    """In Details, from the name on: the name, Tab, the birth date, Tab."""
    await app.type(name)
    await app.press("tab")
    if born:
        await app.type(born)
        await app.press("tab", "tab", "tab")


async def at_known(app: App) -> None:
    await office.go_to(app, "known", "")
    await app.settle()
    assert isinstance(app.app.screen, KnownScreen)


def rows(app: App) -> list[str]:
    found = app.app.screen.query_one("#known", ItemList)
    return [f"{item.head} {item.text}".strip() for item in found.items]


async def test_once_the_name_stands_it_is_said_and_the_list_says_why_and_opens_it(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        other = also_screened(app.draft.casebook)
        await app.type("Zephyrine Quillfeather")
        await app.press("tab")
        assert "This child may be known: 1 screening (1 perhaps). Go to: Known here already." in app.said
        await at_known(app)
        [row, ask] = rows(app)
        assert row.startswith(
            f"{other} Perhaps the same child (forename: the same; surname: the same). Amber, "
        )
        assert row.endswith("Zephyrine Quillfeather, born 3 April 2011, draft")
        assert "for you to say" in ask
        mine = app.draft.screening.ref
        await app.press("home")
        assert f"{other}, Perhaps the same child" in app.said
        assert "Enter: open it, or say whether it is the same child." in app.said
        await app.press("enter")
        assert "Open it" in app.words() and "It is not the same child" in app.words()
        await app.press("enter")
        await app.until(lambda: app.draft.screening.ref == other, "the other one")
        await app.settle()
        assert isinstance(app.app.screen, ResultScreen), "not where one types"
        assert f"Opened {other}. {mine} is saved: Home lists it." in app.said


async def test_with_the_birth_date_it_is_said_anew_and_the_same_is_not_said_twice(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        also_screened(app.draft.casebook)
        await types_the_child(app)
        assert "Read as 3 April 2011" in app.said
        assert "This child may be known: 1 screening (1 probably)." in app.said
        await at_known(app)
        assert "Probably the same child (birth date: the same; forename: the same" in rows(app)[0]
        await app.press("escape")
        await app.settle()
        await app.press("shift+tab", "tab")
        assert "may be known" not in app.said


async def test_whoever_leaves_the_section_from_the_year_hears_it_in_review_and_in_details_again(
    home: Path,
) -> None:
    async with app_at(home, "details", "child.name") as app:
        also_screened(app.draft.casebook)
        await app.type("Zephyrine Quillfeather")
        app.app.navigator.show_section("review")
        await app.settle()
        assert app.said.startswith("This child may be known: 1 screening (1 perhaps). Go to: Known")
        assert "Enter goes there" in app.said or "needed" in app.said, "and where one is"
        app.app.navigator.show_section("details")
        await app.settle()
        assert "This child may be known: 1 screening" in app.said
        assert "Your details. Your name: " in app.said, "and where one is"


async def test_of_one_whom_nobody_knows_nothing_is_said_and_the_list_says_so(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        await types_the_child(app)
        assert "known" not in app.said
        await at_known(app)
        assert rows(app) == [NOTHING_FOUND]


async def test_where_too_little_is_typed_it_says_what_is_needed(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        also_screened(app.draft.casebook)
        await types_the_child(app, "Zephyrine", "")
        assert "known" not in app.said
        await at_known(app)
        assert rows(app) == [TOO_LITTLE]
        await app.press("enter")
        assert isinstance(app.app.screen, KnownScreen)


async def test_of_a_colleagues_only_that_the_hub_knows_one(home: Path) -> None:
    office.hub(home)
    ada = second_terminal(home)
    also_screened(ada)
    ada.close()
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as app:
        session = app.app.seat.kept_session
        assert session is not None
        session.begin("essex")
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        await types_the_child(app)
        assert KNOWN_HERE in app.said and "may be known" not in app.said
        await at_known(app)
        assert rows(app) == [
            f"{KNOWN_HERE} Give them this reference: {app.draft.screening.ref}. {NOTHING_FOUND}"
        ]


async def test_a_lead_who_gives_no_reason_stays_where_they_were(home: Path) -> None:
    office.hub(home)
    ben = office.entered(home, office.BEN)
    other = also_screened(ben)
    ben.close()
    async with at_home(home) as app:
        session = app.app.seat.kept_session
        assert session is not None
        mine = session.begin("essex").screening.ref
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        await types_the_child(app)
        await at_known(app)
        assert rows(app)[0].startswith(other) and "Zephyrine" not in rows(app)[0]
        await app.press("home", "enter", "enter")
        await app.until(lambda: "Give your reason" in app.words(), "the question for the reason")
        await app.press("escape")
        await app.settle()
        assert app.draft.screening.ref == mine and app.draft.editable
        await app.press("escape", "f7")
        await app.until(lambda: app.app.front.in_dialog, "whether the child is at immediate risk")


async def test_the_same_child_is_said_by_keys_and_the_list_stays_where_one_was(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        casebook = app.draft.casebook
        refs = {also_screened(casebook), also_screened(casebook)}
        await types_the_child(app)
        await at_known(app)
        assert "Enter choose" in app.words()
        mine = app.draft.screening.ref
        await app.press("home", "down")
        chosen = rows(app)[1].partition(" ")[0]
        await app.press("enter", "2", "enter")
        assert "Both stay as they are." in app.words(), "what follows is said first"
        await app.press("enter")
        await app.settle()
        assert rows(app)[1].startswith(f"{chosen} Probably"), "the safe answer is no"
        await app.press("enter", "2", "enter", "2", "enter")
        await app.until(lambda: rows(app)[0].startswith(f"{chosen} The same child, as "), "the list anew")
        await app.settle()
        assert app.said.startswith(f"{mine} and {chosen} are of the same child now.")
        current = app.app.screen.query_one("#known", ItemList).current
        assert current is not None and current.id == chosen
        [other] = refs - {chosen}
        await app.press("home", "down", "enter", "3", "enter")
        await app.until(lambda: rows(app)[1].startswith(f"{other} Not the same child, as "), "both said")
        assert "for you to say" in rows(app)[2]
        await app.press("home", "enter", "2", "enter")
        await app.until(lambda: rows(app)[0].startswith(f"{chosen} Probably"), "taken back")
        await app.settle()
        assert app.said.startswith("Taken back: it is open again whether ")


async def test_esc_leaves_the_question_and_changes_nothing(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        other = also_screened(app.draft.casebook)
        await types_the_child(app)
        await at_known(app)
        await app.press("home", "enter", "escape")
        assert isinstance(app.app.screen, KnownScreen) and rows(app)[0].startswith(f"{other} Probably")


async def test_what_was_said_is_listed_where_too_little_is_typed_to_look(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        other = also_screened(app.draft.casebook)
        app.draft.casebook.pairings.say(app.draft.screening.ref, other, same=True)
        await types_the_child(app, "Zephyrine", "")
        assert "The same child: 1 screening. Go to: Known here already." in app.said
        await at_known(app)
        [too_little, row, _] = rows(app)
        assert too_little == TOO_LITTLE and row.startswith(f"{other} The same child, as ")


async def test_of_a_colleagues_that_a_lead_said_to_be_the_same_no_reference_is_shown(home: Path) -> None:
    office.hub(home)
    ada = second_terminal(home)
    adas = also_screened(ada)
    ada.close()
    ben = office.entered(home, office.BEN)
    bens = also_screened(ben)
    ben.close()
    lead = office.entered(home, office.LEAD)
    lead.pairings.say(bens, adas, same=True, reason="One school")
    lead.close()
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as app:
        session = app.app.seat.kept_session
        assert session is not None
        session.open(bens)
        app.app.navigator.show_section("review")
        await app.settle()
        told = "It was said that a colleague's screening is of this child: ask your lead."
        assert told in app.said
        await at_known(app)
        assert rows(app) == [f"{told} Give them this reference: {bens}. {NOTHING_FOUND}"]
        assert adas not in app.words()


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
async def test_all_of_it_can_be_read_at_every_size(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "details", "child.name", size=size) as app:
        also_screened(app.draft.casebook)
        await types_the_child(app)
        await at_known(app)
        words = app.words()
        assert "forename: the same; surname: the same" in words and "for you to say" in words
        await app.press("home", "enter")
        words = app.words()
        assert (
            "Probably the same child (birth date: the same" in words and "It is not the same child" in words
        )
        await app.press("2", "enter")
        words = app.words()
        assert "Both stay as they are." in words and "Yes, they are of the same child" in words
