"""A draft that was begun by mistake is thrown away by keys, from Home or from its Review; nothing else is."""

from __future__ import annotations

from pathlib import Path

from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import at_home, fill, new_casebook, until
from support.people.office import BEN, LEAD, SECRET, agree, choose, hub, screening_of
from support.people.screens import App


async def begin(door: App) -> str:
    """Begin a screening where the hub usually is: its reference."""
    await door.press("n")
    await until(door, lambda: door.app.front.in_dialog, "the question which area")
    await door.press("enter")
    await until(door, lambda: door.app.navigator.section == "start", "Start")
    return door.draft.screening.ref


async def go_home(door: App) -> None:
    await door.press("ctrl+o")
    await until(door, lambda: bool(door.app.screen.query("#screenings")), "Home")
    await until(door, lambda: bool(door.app.screen.query_one("#screenings", ItemList).items), "its list")


async def test_from_home_it_is_asked_and_gone(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        ref = await begin(door)
        await go_home(door)
        assert f"{ref} is still empty: X discards it." in door.said
        await door.press("x")
        await until(door, lambda: f"Discard {ref} for good?" in door.words(), "the question")
        await door.press("escape")
        await until(door, lambda: not door.app.front.in_dialog, "the question gone")
        assert ref in door.text()
        await door.press("x")
        await until(door, lambda: f"Discard {ref} for good?" in door.words(), "the question")
        await agree(door, "No screenings yet.")
        assert f"{ref} is discarded. The log keeps that it was there, and empty." in door.said


async def test_one_with_words_in_it_is_kept_and_it_is_said_why(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("x")
        await until(door, lambda: "is not empty, so it is not discarded" in door.said, "why not")
        assert "Drafts: 2" in door.text()
        await door.press("home", "x")
        await until(door, lambda: "Move to the draft first" in door.said, "what to do first")


async def test_from_its_review_it_leads_home(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        ref = await begin(door)
        door.app.navigator.show_section("review")
        await door.settle()
        await choose(door, "8 Discard this draft: it is empty", f"Discard {ref} for good?")
        await agree(door, "No screenings yet.")
        assert f"{ref} is discarded." in door.said
        assert (
            door.app.seat.kept_session is not None and door.app.seat.kept_session.casebook.index.all() == []
        )


async def test_review_does_not_offer_it_once_something_was_said(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await begin(door)
        door.app.navigator.show_section("yellow")
        await door.settle()
        await door.press("y")
        door.app.navigator.show_section("review")
        await door.settle()
        assert "Discard this draft" not in door.text()


async def test_a_lead_is_told_whose_it_is_and_the_way_to_keeping_which_is_there(home: Path) -> None:
    hub(home)
    ref = screening_of(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await until(door, lambda: ref in door.text(), "the hub's list")
        await until(door, lambda: door.app.screen.query_one("#screenings", ItemList).go_to(ref), "it")
        await door.press("x")
        await until(door, lambda: f"{ref} is {BEN}'s. Only whoever" in door.said, "whose it is")
        assert "As a lead you decide in Keeping" in door.said and "Ctrl+G, then Keeping, leads" in door.said
        await door.press("ctrl+g", *"keeping", "enter")
        await until(door, lambda: "Decide on a screening by its reference" in door.text(), "Keeping")
