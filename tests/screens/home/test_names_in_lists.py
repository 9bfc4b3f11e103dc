"""Names at a shared desk: lists show names, initials or references, and one key shows the names for now."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.settings.config import Config, ListSettings
from ce_tui.settings.preferences import FOR_SCREEN_READERS, children_shown
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.at_the_door import CHILDREN, PASSPHRASE, at_home, fill, new_casebook, until
from support.people.screens import App

BY_INITIALS = Config(lists=ListSettings(children="initials"))
BY_REFERENCE = Config(lists=ListSettings(children="references"))
HIDDEN = "Names are hidden: S shows them."


def kept_about(door: App) -> str:
    """All that the screen in front holds, shown or not: rows, words for the status line, the status line."""
    lists = door.app.screen.query(ItemList).results(ItemList)
    items = [part for each in lists for item in each.items for part in (item.text, item.said, item.head)]
    return "\n".join([door.text(), *items, *([door.said] if door.app.screen.query("StatusLine") else [])])


def names_in(text: str) -> list[str]:
    """Which words of the children's names stand in a text."""
    return [word for name in CHILDREN for word in name.split() if word.casefold() in text.casefold()]


async def test_initials_stand_where_names_would_and_it_is_said(home: Path) -> None:
    fill(home)
    async with at_home(home, config=BY_INITIALS) as door:
        assert names_in(kept_about(door)) == []
        for initials in ("Z. Q.", "B. T.", "P. M."):
            assert initials in kept_about(door)
        assert ", Thurrock, Z. Q., nothing done yet, screened 24 November 2026" in door.said
        assert HIDDEN in door.said and " s names " in door.text().splitlines()[-1]


async def test_by_reference_nothing_of_the_name_is_there(home: Path) -> None:
    refs = fill(home)
    async with at_home(home, (60, 20), config=BY_REFERENCE) as door:
        assert names_in(kept_about(door)) == [] and "Q." not in door.text()
        assert all(ref in door.text() for ref in refs)
        assert ", Thurrock, nothing done yet, screened 24 November 2026" in door.said


async def test_one_key_shows_the_names_until_the_list_is_left(home: Path) -> None:
    fill(home)
    async with at_home(home, config=BY_REFERENCE) as door:
        await door.press("s")
        assert len(names_in(door.text())) == 6
        assert "Names are shown until you leave this list or it locks: S hides them." in door.said
        await door.press("s")
        assert names_in(kept_about(door)) == [] and HIDDEN in door.said
        await door.press("s", "f6")  # Contacts
        await until(door, lambda: "Contacts" in door.text().splitlines()[0], "Contacts")
        await door.press("escape")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert names_in(kept_about(door)) == []
        await door.press("s", "enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        await door.press("ctrl+o")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert names_in(kept_about(door)) == []


async def test_it_is_reached_from_the_menu_and_a_question_over_the_list_leaves_it_as_it_is(
    home: Path,
) -> None:
    fill(home)
    async with at_home(home, config=BY_REFERENCE) as door:
        await door.press("f4")
        await door.type("names for now")
        await door.press("enter")
        await until(door, lambda: len(names_in(door.text())) == 6, "the names")
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await door.press("escape")
        await until(door, lambda: not door.app.front.in_dialog, "Home")
        assert len(names_in(door.text())) == 6


@pytest.mark.parametrize("question", [False, True])
async def test_the_lock_hides_them_for_good_from_a_question_over_the_list_too(
    home: Path, question: bool
) -> None:
    fill(home)
    async with at_home(home, config=BY_REFERENCE) as door:
        await door.press("s")
        assert len(names_in(door.text())) == 6
        under = door.app.screen
        if question:
            await door.press("n")
            await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await door.press("ctrl+l")
        assert door.app.seat.locked
        listed = under.query_one("#screenings", ItemList)
        assert names_in("".join(item.text + item.said for item in listed.items)) == []
        await door.type(PASSPHRASE)
        await door.press("enter")
        await until(door, lambda: not door.app.seat.locked, "the way back")
        if question:
            await door.press("escape")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert names_in(kept_about(door)) == [] and HIDDEN in door.said


async def test_a_search_finds_by_name_and_shows_neither_it_nor_what_it_was_found_by(home: Path) -> None:
    (first, *_) = fill(home)
    async with at_home(home, config=BY_INITIALS) as door:
        await door.press("slash", *"quillfeather", "enter")
        await until(door, lambda: "1 screening found. Esc shows all again." in door.text(), "what was found")
        found = door.app.screen.query_one("#screenings", ItemList)
        assert found.current is not None and found.current.id == first
        assert names_in("".join(item.text + item.said for item in found.items)) == []
        assert "Z. Q." in door.said and HIDDEN in door.said
        await door.press("s")
        assert "1 screening found for: quillfeather." in door.text()
        assert "Zephyrine Quillfeather" in door.said
        await door.press("s")
        assert names_in("".join(item.text + item.said for item in found.items)) == []


async def test_a_search_without_a_hit_shows_no_name_either(home: Path) -> None:
    fill(home)
    async with at_home(home, config=BY_INITIALS) as door:
        await door.press("slash", *"xylophone", "enter")
        await until(door, lambda: "No screening found. Esc shows all again." in door.said, "nothing found")


async def test_the_accounts_own_choice_comes_first_holds_at_once_and_is_kept(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        assert len(names_in(door.text())) == 6 and "s names" not in door.text()
        await door.press("f4")
        await door.type("Display")
        await door.press("enter")
        await until(door, lambda: "Lists show children by" in door.text(), "Display")
        await door.press("tab", "tab")
        assert "(x) As set for this terminal: name" in door.text()
        await door.press("end", "space")
        assert "Lists show children by: Reference alone: chosen" in door.said
        await door.press("escape")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert names_in(kept_about(door)) == []
    async with at_home(home) as door:
        assert names_in(kept_about(door)) == []
        await door.press("s")
    async with at_home(home, config=BY_INITIALS) as door:
        assert names_in(kept_about(door)) == [] and "Z. Q." not in door.text()
        session = door.app.seat.kept_session
        assert session is not None
        children_shown("initials").keep(session.casebook, "names")
    async with at_home(home, config=BY_INITIALS) as door:
        assert len(names_in(door.text())) == 6


async def test_what_was_found_follows_a_choice_made_meanwhile(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("slash", *"lighthouse", "enter")
        await until(door, lambda: "3 screenings found for: lighthouse" in door.text(), "what was found")
        door.app.navigator.open("display")
        await until(door, lambda: "Lists show children by" in door.text(), "Display")
        await door.press("tab", "tab", "end", "space", "escape")
        await until(door, lambda: "3 screenings found. Esc" in door.text(), "what was found")
        assert names_in(kept_about(door)) == [] and "lighthouse" not in door.said


async def test_where_names_are_shown_the_key_says_so(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("s")
        assert door.said.startswith("Lists show names here. Display, in the go-to menu, changes that.")


async def test_nobody_chooses_from_before_the_sign_in_nor_from_the_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        door.app.navigator.open("display")
        await until(door, lambda: "Colours" in door.text(), "Display")
        assert "Lists show children by" not in door.text()


async def test_the_display_for_screen_readers_follows_it(home: Path) -> None:
    fill(home)
    async with at_home(home, config=BY_INITIALS) as door:
        door.app.appearance.choose("display", FOR_SCREEN_READERS)
        await door.press("down", "up")
        assert names_in(kept_about(door)) == [] and "Z. Q." in door.text() and HIDDEN in door.text()
        await door.press("s")
        assert "Zephyrine Quillfeather" in " ".join(door.text().split())


async def test_a_missing_name_and_one_that_initials_give_away(home: Path) -> None:
    casebook = new_casebook(home)
    pathway = office.CONFIG.pathways().current.id
    for name in ("", "李 小龙"):
        casebook.screenings.begin(
            Answers(pathway=pathway, locality="essex", marks={}, child=Child(name=name))
        )
    casebook.close()
    async with at_home(home, config=BY_INITIALS) as door:
        assert any(
            "child's name not given" in item.text for item in door.app.screen.query_one(ItemList).items
        )
        assert "李" not in kept_about(door) and "小" not in kept_about(door)


async def test_a_leads_hub_and_the_queue_of_keeping_name_no_child(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home, config=BY_REFERENCE) as door:
        assert f"by {office.BEN}" in door.text()
        await door.press("s")
        await office.go_to(door, "keeping", "Nothing. Screenings come here")
        assert office.CHILD.split()[0] not in kept_about(door)
