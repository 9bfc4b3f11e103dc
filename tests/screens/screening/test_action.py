"""Recording what was done, by keyboard: in few keys, at once or later, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.actions import Actions
from ce_tui.core.vault.casebook.own_account import OwnPreferences
from ce_tui.core.vault.errors import StoreFull
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.section import ArrowKeyDialog
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.widgets.dialogs import ConfirmDialog
from ce_tui.widgets.field import Field
from support.people import office
from support.people.acting import NIGHT_LINE, OFFICE, POLICE, at_noon, done, record_it, reply, tab_to
from support.people.at_the_door import at_home, until
from support.people.marking import amber, red
from support.people.screens import NAME, PASSPHRASE, App, app_at

WORDS = "Rang twice, she is at the station"
NEXT = "Nobody answered, and this cannot wait. If the child is in danger now: 999. Phone"


async def recording(app: App) -> None:
    """D, and the form is there."""
    await app.press("d")
    await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
    await app.settle()


async def recorded(app: App, words: str = "Recorded as number 1: ") -> None:
    await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")
    await app.settle()
    assert words in app.said, app.said


def value(app: App, question: str) -> str:
    widget = app.app.screen.query_one(f"#q-{question}")
    return widget.value if isinstance(widget, Field) else widget.chosen  # type: ignore[attr-defined]


# The shortest call


async def test_a_call_from_a_number_takes_five_keys(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await app.press("2")
        keys = ("d", "down", "space", "tab", "enter")
        for key in keys:
            await app.press(key)
            await app.settle()
        await app.until(lambda: app.app.front.in_dialog, "whom to phone next")
        assert [(each.to, each.came_of_it) for each in done(app.draft)] == [(OFFICE, "no answer")]


async def test_a_call_to_whoever_is_chosen_takes_seven(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        for key in ("d", "space", "tab", "down", "space", "tab", "enter"):
            await app.press(key)
        await recorded(
            app, f"Recorded as number 1: 25 November 2026, 12:00: Phone call to {OFFICE}. No answer."
        )


async def test_the_focus_is_where_something_is_to_be_said(home: Path) -> None:
    async with app_at(home, "result", change=amber) as app:
        await recording(app)
        assert app.said.startswith(f"To whom, or with whom: {OFFICE}: not chosen. Question 2 of")


async def test_where_it_is_said_whom_it_was_to_the_focus_is_on_what_came_of_it(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await app.press("2")
        await recording(app)
        assert app.said.startswith(
            f"Phone call to {OFFICE}. What came of it: Not known yet: chosen. Question 4 of 11."
        )
        assert value(app, "to") == OFFICE


PROPOSED = "To whom, or with whom (Proposed. Choose another if it was somebody else)"


@pytest.mark.parametrize("place", ["result", "review"])
async def test_on_red_who_is_to_be_phoned_now_is_proposed_and_said_to_be(home: Path, place: str) -> None:
    async with app_at(home, place, change=red) as app:
        at_noon(app)
        await recording(app)
        assert value(app, "to") == OFFICE
        assert f"Record it now: Phone call to {OFFICE}, as proposed" in app.words()
        assert app.said.startswith(
            f"Proposed: Phone call to {OFFICE}. Choose another if it was somebody else. What came of it: Not known "
            "yet: chosen. Question 4 of 11."
        )
        for key in ("down", "space", "tab", "enter"):
            await app.press(key)
        await app.until(lambda: app.app.front.in_dialog, "whom to phone next")
        assert [(each.to, each.came_of_it) for each in done(app.draft)] == [(OFFICE, "no answer")]
        await app.press("down", "enter")
        await recorded(app)
        await recording(app)
        assert app.said.startswith(f"Proposed: Phone call to {POLICE}. ")


async def test_what_is_proposed_is_changed_like_anything_else_and_goes_with_what_was_done(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await recording(app)
        await app.press("shift+tab", "shift+tab")
        assert PROPOSED in app.words()
        await reply(app, kind="police")
        assert value(app, "to") == POLICE and PROPOSED in app.words()
        await app.press("tab")
        assert app.said.startswith(f"To whom, or with whom: {POLICE}: chosen. Question 2 of 11.")
        await app.press("shift+tab")
        await reply(app, kind="form")
        assert value(app, "to") == "" and PROPOSED not in app.words()
        await reply(app, kind="phone")
        assert value(app, "to") == OFFICE
        await reply(app, to=NIGHT_LINE)
        assert PROPOSED not in app.words()
        await app.press("shift+tab")
        await reply(app, kind="police")
        assert value(app, "to") == NIGHT_LINE, "that was said"
        await tab_to(app, "now")
        assert app.said.startswith("Record it now. Enter records; what follows can be left out.")


async def test_all_of_it_is_recorded(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await recording(app)
        await reply(app, kind="meeting", to=OFFICE, came_of_it="assessment", at="yesterday 9.30")
        await reply(
            app, person="J. Worker", said=WORDS, reference="LOG 17", next="they ring back", by="tomorrow"
        )
        await reply(app, significant="yes")
        await record_it(app)
        await recorded(app)
        (action,) = done(app.draft)
        assert (action.kind, action.to, action.came_of_it, action.at) == (
            "meeting",
            OFFICE,
            "assessment",
            "2026-11-24T09:30",
        )
        assert (action.person, action.said, action.reference) == ("J. Worker", WORDS, "LOG 17")
        assert (action.next, action.by, action.significant) == ("they ring back", "2026-11-26", True)


async def test_the_page_keys_go_to_no_question_that_is_not_shown(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await recording(app)
        for key in ("pagedown", "pagedown", "pageup", "pagedown"):
            await app.press(key)
            await app.settle()
            assert not app.said.startswith("Somebody else: who")


async def test_somebody_else_asks_who_and_only_then(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await recording(app)
        assert "Somebody else: who" not in app.words()
        await reply(app, to="else")
        assert "Somebody else: who" in app.words()
        await tab_to(app, "now")
        await app.press("enter")
        assert app.said.startswith("Somebody else: who: empty. Error: Say to whom: a service or a role.")
        assert "! Error: Say to whom" in app.words()
        assert app.app.screen.query_one("#q-to_other", Field).has_focus_within_line
        await app.type("the school")
        await reply(app, to=POLICE)
        assert not app.app.screen.query_one("#q-to_other").display
        await reply(app, to="else")
        await tab_to(app, "now")
        await app.press("enter")
        await recorded(app)
        assert [each.to for each in done(app.draft)] == ["the school"]


# What cannot be


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        ("at", "23:30", "cannot be in the future: 25 November 2026, 23:30 is still to come"),
        ("at", "31 November 2026", "must be a real"),
        ("by", "31 November 2026", "must be a real"),
        ("by", "24 November 2026", "must be on or after the day on which it was done"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_time_that_cannot_be_is_said_where_it_stands_and_nothing_is_recorded(
    home: Path, question: str, typed: str, words: str, size: tuple[int, int]
) -> None:
    async with app_at(home, "review", change=amber, size=size) as app:
        at_noon(app)
        await recording(app)
        await reply(app, to=OFFICE, **{question: typed})
        await tab_to(app, "now")
        await app.press("enter")
        await app.settle()
        assert app.app.screen.query_one(f"#q-{question}", Field).has_focus_within_line
        assert (
            words in app.said
            and f"! Error: {'When it was done' if question == 'at' else 'By when'}" in app.words()
        )
        assert done(app.draft) == [] and value(app, question) == typed


@pytest.mark.parametrize("display", ["", FOR_SCREEN_READERS])
async def test_what_is_wrong_with_a_time_is_said_once(home: Path, display: str) -> None:
    async with app_at(home, "review", change=amber) as app:
        if display:
            app.app.appearance.choose("display", display)
        at_noon(app)
        await recording(app)
        await reply(app, to=OFFICE, at="31 November 2026")
        await app.press("tab")
        assert app.said.startswith("When it was done must be a real") and app.said.count("must be") == 1
        await tab_to(app, "now")
        await app.press("enter")
        await app.settle()
        assert app.said.count("must be a real") == 1, app.said
        assert app.said.count("Empty: now") <= 1 and app.said.lower().count("yesterday") <= 1, app.said


async def test_how_a_time_was_understood_is_said_as_it_is_left(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, at="yesterday 9.30")
        await app.press("tab")
        assert app.said.startswith("When it was done: 24 November 2026, 09:30. The person's name: empty.")


async def test_what_was_long_before_is_asked_about_and_can_be_mended(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await recording(app)
        await reply(app, to=OFFICE, at="1 November 2026 9:30")
        await record_it(app)
        await app.until(lambda: isinstance(app.app.screen, ConfirmDialog), "the question")
        assert "1 November 2026, 09:30 is more than a week before this screening" in app.words()
        await app.press("enter")
        await app.settle()
        assert isinstance(app.app.screen, ActionScreen) and done(app.draft) == []
        await reply(app, at="today 9:30")
        await record_it(app)
        await recorded(app)


# Nobody answered


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
async def test_no_answer_on_red_says_in_a_box_whom_to_phone_next(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "result", change=red, size=size) as app:
        at_noon(app)
        await app.press("2")
        await recording(app)
        await reply(app, came_of_it="no answer")
        await tab_to(app, "now")
        await app.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "the box")
        for key in ("enter", "space", "1", "2", "escape", "enter"):  # of somebody in a hurry
            await app.press(key)
            await app.until(lambda: app.app.front.in_dialog, "the box still")
            assert f"{NEXT} Essex Police, not an emergency on 101." in app.words()
        await app.press("down", "enter")
        await recorded(app)
        app.app.navigator.open("done")
        await app.settle()
        assert f"Not answered ({OFFICE}): phone the next number. Due now" in app.words()


async def test_it_is_there_after_a_lock(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await app.press("2")
        await recording(app)
        await reply(app, came_of_it="no answer")
        await tab_to(app, "now")
        await app.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "the box")
        await lock_and_unlock(app)
        assert app.app.front.in_dialog and NEXT in app.words()


async def test_no_answer_on_amber_says_only_that_it_is_recorded(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await recording(app)
        await reply(app, to=OFFICE, came_of_it="no answer")
        await tab_to(app, "now")
        await app.press("enter")
        await recorded(app)


# What is typed stays


async def lock_and_unlock(app: App) -> None:
    await app.pilot.press("ctrl+l")
    await app.until(lambda: isinstance(app.app.screen, LockScreen), "the lock")
    assert WORDS not in app.text()
    await app.until(lambda: bool(app.app.screen.query("#passphrase")), "the line for the passphrase")
    field = app.app.screen.query_one("#passphrase", Field)
    field.value = PASSPHRASE
    field.focus()
    await app.press("enter")
    await app.until(lambda: not app.app.seat.locked, "the place before the lock")
    await app.settle()


async def by_esc(app: App) -> None:
    await app.press("escape")
    await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")


async def by_back(app: App) -> None:
    await tab_to(app, "ways")
    await app.press("home", "down", "enter")
    await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")


async def by_home(app: App) -> None:
    await app.press("ctrl+o")
    await app.until(
        lambda: isinstance(app.app.screen, HomeScreen) and app.app.seat.open_draft is None, "Home"
    )
    await app.until(lambda: "Drafts: 1" in app.text(), "Home's list")


@pytest.mark.parametrize("leave", [by_esc, by_back, by_home])
async def test_what_was_typed_stands_there_again_and_it_is_said(home: Path, leave: object) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, to=OFFICE, said=WORDS)
        await leave(app)  # type: ignore[operator]
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await app.settle()
        assert (value(app, "to"), value(app, "said")) == (OFFICE, WORDS)
        assert app.said.startswith("You began this on 25 November 2026, 12:00, and it was not recorded yet:")
        assert f"Phone call to {OFFICE}. " in app.said


async def test_a_lock_hides_it_and_gives_it_back(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, said=WORDS)
        await lock_and_unlock(app)
        assert isinstance(app.app.screen, ActionScreen) and value(app, "said") == WORDS


async def test_what_was_typed_last_is_there_at_the_next_sign_in(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, person="J. Worker", said=WORDS)
        await app.app.ending.end_session()  # at once: within the second
    async with at_home(home) as door:
        await door.press("d")
        await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the form")
        await door.settle()
        assert (value(door, "said"), value(door, "person")) == (WORDS, "J. Worker")


async def test_a_line_that_drops_takes_nothing_of_it(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, said=WORDS)
        app.app.save_everything()
        app.app.ending.sign_out_at_once()
    async with at_home(home) as door:
        await door.press("d")
        await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the form")
        assert value(door, "said") == WORDS


async def test_a_number_that_is_left_again_is_not_kept_and_the_next_one_is_proposed(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        for number, to in (("2", OFFICE), ("3", POLICE)):
            await app.press("home", number)
            await recording(app)
            assert value(app, "to") == to and "You began this" not in app.said
            await app.press("escape")
            await app.settle()


async def test_dropping_asks_first(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, said=WORDS)
        for answer, there in (("1", True), ("2", False)):
            await tab_to(app, "ways")
            await app.press("end", "enter")
            await app.until(lambda: isinstance(app.app.screen, ConfirmDialog), "the question")
            assert "Drop what you typed here? Nothing of it is recorded." in app.words()
            await app.press(answer, "enter")
            await app.settle()
            assert isinstance(app.app.screen, ActionScreen) is there
        assert "Dropped: nothing was recorded." in app.said and done(app.draft) == []
        await recording(app)
        assert value(app, "said") == "" and "You began this" not in app.said


async def test_where_nothing_was_typed_dropping_asks_nothing(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await tab_to(app, "ways")
        await app.press("end", "enter")
        await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")


async def test_no_section_is_gone_to_from_it_unasked(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, said=WORDS)
        for key in ("ctrl+n", "ctrl+p", "ctrl+t"):
            await app.press(key)
            assert isinstance(app.app.screen, ActionScreen) and "First finish this form" in app.said


async def test_a_second_enter_records_nothing_twice(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        at_noon(app)
        await recording(app)
        await reply(app, to=OFFICE)
        await tab_to(app, "now")
        await app.pilot.press("enter", "enter")
        await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "the place before")
        assert len(done(app.draft)) == 1


# Where letters are text


async def test_d_is_a_letter_where_one_types(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await tab_to(app, "said")
        await app.type("dad said")
        assert value(app, "said") == "dad said" and isinstance(app.app.screen, ActionScreen)
    async with at_home(home) as door:
        await door.press("slash")
        await door.type("dd")
        assert isinstance(door.app.screen, HomeScreen)
        assert door.app.screen.query_one("#search", Field).value == "dd"
        assert "d record" not in door.text().splitlines()[-1]


# Where it cannot be kept, or recorded


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The disk takes nothing until it is undone."""

    def full(*_: object, **__: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(OwnPreferences, "set", full)
        patched.setattr(Actions, "record", full)
        yield patched


async def test_a_full_disk_is_said_and_nothing_leads_away_before_it_is_kept(
    home: Path, no_room: pytest.MonkeyPatch
) -> None:
    async with app_at(home, "review", change=amber) as app:
        await recording(app)
        await reply(app, to=OFFICE, said=WORDS)
        await record_it(app)
        await app.settle()
        assert "Not recorded: The disk is full" in app.said and "What you typed is kept here." in app.said
        await app.press("escape")
        assert isinstance(app.app.screen, ActionScreen) and "Your words are still here." in app.said
        assert "NOT SAVED" in app.text().splitlines()[0]
        await app.press("ctrl+o")
        assert isinstance(app.app.screen, ActionScreen) and "Not left: The disk is full." in app.said
        await app.press("ctrl+q")
        assert app.app.seat.kept_session is not None and "Not signed out: The disk is full." in app.said
        assert value(app, "said") == WORDS
        no_room.undo()
        await record_it(app)
        await recorded(app)
        assert "NOT SAVED" not in app.text().splitlines()[0]


async def test_one_that_is_handed_over_meanwhile_is_closed_and_says_why(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        await door.press("d")
        await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the form")
        await door.settle()
        await reply(door, to=OFFICE, said=WORDS)
        await tab_to(door, "now")
        office.administrator_does(home, office.hand_over_to(NAME))
        await door.press("enter")
        await until(door, lambda: isinstance(door.app.screen, ArrowKeyDialog), "why")
        assert f"passed on to {NAME}, so it is closed here" in door.words()
        assert WORDS not in door.text() and isinstance(door.app.screen_stack[0], HomeScreen)


# Seen and heard


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_question_can_be_read_where_it_is_answered(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "review", change=amber, size=size) as app:
        await recording(app)
        for question in ("kind", "to", "came_of_it", "at", "person", "said", "reference", "next", "by"):
            await tab_to(app, question)
            asked = app.app.screen._form.questions[question]  # type: ignore[attr-defined]
            assert asked.label in app.words(), question
            for words in (asked.hint, *(option.words for option in asked.options)):
                if not asked.options or size[1] > 20:
                    assert words in app.words(), (question, words)
        assert all(len(line) <= size[0] for line in app.text().splitlines())


async def test_every_choice_can_be_read_in_the_smallest_window(home: Path) -> None:
    async with app_at(home, "review", change=amber, size=(60, 20)) as app:
        await recording(app)
        for question in ("kind", "to", "came_of_it", "significant"):
            await tab_to(app, question)
            await app.press("home")
            for option in app.app.screen._form.questions[question].options:  # type: ignore[attr-defined]
                assert f"> ( ) {option.words}" in app.text() or f"> (x) {option.words}" in app.text()
                await app.press("down")


async def test_the_display_for_screen_readers_says_each_thing_once(home: Path) -> None:
    async with app_at(home, "review", change=amber) as app:
        app.app.appearance.choose("display", FOR_SCREEN_READERS)
        at_noon(app)
        await recording(app)
        await reply(app, to="else")
        for question, words in (
            ("came_of_it", "Chosen: Not known yet. 4 of 11.\nWhat came of it"),
            ("to_other", "A service or a role"),
            ("at", "Empty: now. Else now, 14:05"),
        ):
            await tab_to(app, question)
            assert words in app.said and app.words().count(" ".join(words.split())) == 1, app.text()
        await tab_to(app, "now")
        await app.press("enter")
        await app.settle()
        assert app.words().count("Say to whom: a service or a role") == 1, app.text()


async def test_a_fields_hint_and_its_place_are_two_sentences(home: Path) -> None:
    async with app_at(home, "start") as app:
        app.app.navigator.record()
        await app.settle()
        field = next(each for each in app.screen.query(Field) if each.label == "Their reference")
        field.focus()
        await app.settle()
        assert app.said.startswith(
            "Their reference: empty. A case or log number they gave. Question 8 of 11."
        )
