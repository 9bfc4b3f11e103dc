"""A screening that is taken from whoever has it open is closed at once, to Home, and nothing of it stays in sight."""

from __future__ import annotations

import gc
import warnings
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from ce_tui.core.pathway.interview.replies import mark
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.screening.phone import PhoneScreen
from ce_tui.screens.screening.section import ArrowKeyDialog, SectionScreen
from ce_tui.widgets.field import Field
from support.people import office
from support.people.at_the_door import NAME, at_home, until
from support.people.screens import App, second_terminal

LAST_WORDS = "Seen at the lighthouse again"


HAND_OVER = office.hand_over_to(NAME)


@pytest.fixture
def ref(home: Path) -> str:
    office.hub(home)
    return office.screening_of(home)


def at_bens(home: Path) -> AbstractAsyncContextManager[App]:
    return at_home(home, name=office.BEN, passphrase=office.SECRET)


async def open_in(door: App, section: str) -> None:
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
    door.app.navigator.show_section(section)
    await door.settle()


async def closed(door: App, ref: str) -> None:
    """Home is there, and says why; of the screening nothing is left but its reference in what is said."""
    await until(
        door, lambda: door.app.seat.kept_session is None or door.app.seat.kept_session.draft is None, "left"
    )
    await until(door, lambda: "it is closed here" in door.words(), "why")
    home, why = door.app.screen_stack
    assert isinstance(home, HomeScreen) and isinstance(why, ArrowKeyDialog)
    assert office.CHILD not in door.text() and LAST_WORDS not in door.text()
    assert ref not in door.text(), "nobody reads in a list what is not theirs"


@pytest.mark.parametrize("section", ["notes", "yellow", "details", "result", "review", "start"])
async def test_one_that_is_handed_over_while_it_is_open_goes_from_every_section(
    home: Path, ref: str, section: str
) -> None:
    async with at_bens(home) as door:
        await open_in(door, section)
        office.administrator_does(home, HAND_OVER)
        await closed(door, ref)
        assert f"passed on to {NAME}, so it is closed here" in door.words()


async def test_it_goes_at_the_next_mark_and_the_mark_is_kept_beside_it(home: Path, ref: str) -> None:
    async with at_bens(home) as door:
        await open_in(door, "yellow")
        office.administrator_does(home, HAND_OVER)
        pathway = door.draft.pathway
        section = door.app.screen
        assert isinstance(section, SectionScreen)
        section.changed(lambda answers: mark(answers, pathway, "Y2", "yes"))  # before any look at the clock
        await closed(door, ref)
    boss = second_terminal(home)
    assert "Y2" not in boss.screenings.open(ref).answers.marks
    assert [each.text for each in boss.words_left.of(ref)] == ["Y2: Yes"]
    boss.close()


async def test_last_words_are_told_to_whoever_typed_them_and_shown_to_whom_it_belongs_now(
    home: Path, ref: str
) -> None:
    async with at_bens(home) as door:
        await open_in(door, "notes")
        office.administrator_does(home, HAND_OVER)
        door.draft.type_notes(LAST_WORDS)
        await closed(door, ref)
        assert "What you had typed last was not saved yet: it is kept beside it" in door.words()
    async with at_home(home) as door:
        await until(door, lambda: "handed 1 screening of" in door.words(), "that it was handed over")
        await door.press("enter")
        await until(door, lambda: isinstance(door.app.screen, HomeScreen), "Home")
        await door.press("enter")
        await until(door, lambda: door.app.front.in_dialog, "the words")
        assert f"Words that {office.BEN} typed on" in door.words() and LAST_WORDS in door.words()
        await office.choose(door, "1")
        await until(door, lambda: "They stand at the end of the notes now" in door.words(), "taken")
        assert door.answers.notes.endswith(LAST_WORDS)
        assert door.draft.casebook.words_left.of(ref) == []


async def test_what_lies_over_it_goes_too(home: Path, ref: str) -> None:
    async with at_bens(home) as door:
        await open_in(door, "result")
        door.app.navigator.open("phone")
        await until(door, lambda: isinstance(door.app.screen, PhoneScreen), "the phone script")
        office.administrator_does(home, HAND_OVER)
        await closed(door, ref)


async def test_a_question_about_it_goes_too_and_nothing_is_exported(home: Path, ref: str) -> None:
    async with at_bens(home) as door:
        await open_in(door, "review")
        await office.choose(door, "Export the referral as plain text")
        await until(door, lambda: door.app.front.in_dialog, "where to")
        office.administrator_does(home, HAND_OVER)
        await closed(door, ref)
    boss = second_terminal(home)
    assert boss.log.entries(ref=ref, kinds=["export"]) == []
    boss.close()


async def test_a_lead_made_a_practitioner_sees_no_more_of_what_is_open(home: Path, ref: str) -> None:
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await door.press("enter")
        await office.say(door, "Supervision")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        office.administrator_does(home, lambda ada: ada.people.change_roles(office.LEAD, ["practitioner"]))
        await until(door, lambda: "does not read the screenings of others any more" in door.words(), "why")
        assert door.app.seat.open_draft is None and isinstance(door.app.screen_stack[0], HomeScreen)


async def test_nothing_of_it_is_seen_after_a_lock_beneath_which_it_was_passed_on(
    home: Path, ref: str
) -> None:
    async with at_bens(home) as door:
        await open_in(door, "notes")
        door.draft.type_notes(LAST_WORDS)
        await door.press("ctrl+l")
        office.administrator_does(home, HAND_OVER)
        shown: list[str] = []
        door.app.screen.query_one("#passphrase", Field).value = office.SECRET
        await door.press("enter")
        await until(door, lambda: shown.append(door.text()) or not door.app.seat.locked, "unlocked")  # type: ignore[func-returns-value]
        await closed(door, ref)
        assert not any(LAST_WORDS in each for each in shown)


async def test_signing_out_of_what_was_passed_on_holds_nobody_up(home: Path, ref: str) -> None:
    async with at_bens(home) as door:
        await open_in(door, "notes")
        office.administrator_does(home, HAND_OVER)
        door.draft.type_notes(LAST_WORDS)
        await door.press("ctrl+q")
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
    boss = second_terminal(home)
    assert [each.text for each in boss.words_left.of(ref)] == [LAST_WORDS]
    boss.close()


async def test_who_types_on_does_nothing_at_home_and_reads_why_until_they_go_on(home: Path, ref: str) -> None:
    async with at_bens(home) as door:
        await open_in(door, "notes")
        office.administrator_does(home, HAND_OVER)
        await closed(door, ref)
        await door.type("n and this, 1 2 q")
        await door.press("enter", "enter")
        await until(door, lambda: "it is closed here" in door.words(), "why, still")
        assert door.app.seat.open_draft is None, "no screening was begun"
        await door.press("down", "enter")
        await until(door, lambda: isinstance(door.app.screen, HomeScreen), "Home")
    boss = second_terminal(home)
    assert [each.ref for each in boss.index.all()] == [ref]
    boss.close()


async def test_where_the_app_ends_just_then_nothing_is_left_that_was_never_awaited(
    home: Path, ref: str
) -> None:
    async with at_bens(home) as door:
        await open_in(door, "notes")
        office.administrator_does(home, HAND_OVER)
        assert not door.draft.ask_anew()
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            assert door.app.navigator.leave_ended()
            door.app.workers.cancel_all()
            await door.settle()
            gc.collect()
    assert [str(each.message) for each in warned if "never awaited" in str(each.message)] == []
