"""Nobody there: warned in words, locked, signed out in the end, and nothing lost; by a clock that the test moves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.app.app import CeApp
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.screens.reading.display import LockTimeScreen
from ce_tui.session.session import Session
from ce_tui.session.terminal_state import (
    KEYS_CHANGE,
    REVOKED,
    SOMEONE_ELSE,
    STORE_MOVED,
    SUSPENDED,
    UNUSED,
    SessionExit,
)
from ce_tui.settings.config import IdleTimes
from ce_tui.widgets.dialogs import MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.keyed_dialog import ProgressDialog
from ce_tui.widgets.text_view import TextView
from support.people import office
from support.people.at_the_door import CONFIG, NAME, NOON, PASSPHRASE, at_home, fill, signed_out, until
from support.people.clock import clock_of, pass_time
from support.people.marking import red
from support.people.screens import App, app_at, second_terminal

WARNED = "No key was pressed for a while: this locks in 30 seconds."


async def open_first(door: App) -> None:
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")


async def unlock(door: App) -> None:
    field = door.app.screen.query_one("#passphrase", Field)
    field.value = PASSPHRASE
    field.focus()
    await door.press("enter")
    await until(door, lambda: not door.app.seat.locked, "the place before the lock")


def warned(door: App) -> bool:
    return "No key was pressed for a while" in door.words()


# The warning


async def test_it_is_warned_in_words_before_it_locks(home: Path) -> None:
    async with app_at(home, "yellow", "Y2") as door:
        clock = clock_of(door)
        await pass_time(door, clock, 149)
        assert not warned(door)
        await pass_time(door, clock, 1)
        assert WARNED in door.words()
        assert "Press any key to stay: it does nothing else." in door.words()
        assert door.text().splitlines()[0].startswith(" PRESS ANY KEY")
        await pass_time(door, clock, 30)
        assert door.app.seat.locked and isinstance(door.app.screen, LockScreen)


async def test_any_key_gives_the_whole_time_again_and_does_nothing_else(home: Path) -> None:
    async with app_at(home, "yellow", "Y2") as door:
        clock, before = clock_of(door), door.text()
        for key in ("space", "y", "ctrl+n", "escape", "1", "f1"):
            await pass_time(door, clock, 170)
            assert warned(door)
            await door.press(key)
            assert door.text() == before
        assert door.answers.marks == {}
        await door.press("space")
        assert door.answers.marks == {"Y2": "yes"}


# On the phone

ON_CALL = "While you phone it locks 20 minutes after the last key here; Ctrl+L locks at once."


@pytest.mark.parametrize(
    "go",
    [lambda app: app.navigator.open("phone"), lambda app: app.navigator.record()],
    ids=["phone", "record"],
)
async def test_on_the_phone_it_locks_later_from_the_first_key_until_the_call_is_left(
    home: Path, go: Callable[[CeApp], None]
) -> None:
    async with app_at(home, "result", change=red) as door:
        clock = clock_of(door)
        go(door.app)
        await door.settle()
        assert ON_CALL in door.said
        await pass_time(door, clock, 150)
        assert warned(door), "somebody opened it and went away"
        await door.press("down")
        await pass_time(door, clock, 1169)
        assert not warned(door) and not door.app.seat.locked
        await pass_time(door, clock, 1)
        assert WARNED in door.words()
        await door.press("down")
        await door.press("escape")
        await pass_time(door, clock, 179)
        assert warned(door)
        await pass_time(door, clock, 1)
        assert door.app.seat.locked


async def test_what_is_written_down_on_the_phone_may_take_as_long(home: Path) -> None:
    async with app_at(home, "result", change=red) as door:
        clock = clock_of(door)
        door.app.navigator.open("phone")
        await door.settle()
        door.app.screen.query_one("#phone", TextView).go_to("note=said")
        await door.press("o")
        await pass_time(door, clock, 1000)
        assert not warned(door) and not door.app.seat.locked


async def test_the_record_of_what_is_no_call_locks_as_ever(home: Path) -> None:
    async with app_at(home, "result", change=red) as door:
        clock = clock_of(door)
        door.app.navigator.record(kind="form")
        await door.settle()
        assert "While you phone" not in door.said
        await door.press("down")
        await pass_time(door, clock, 150)
        assert warned(door)


async def test_the_longer_time_of_an_account_stays_and_a_kiosk_has_its_own(home: Path) -> None:
    kiosk = replace(CONFIG, lock=IdleTimes(call=300))
    async with app_at(home, "result", change=red, config=kiosk) as door:
        clock = clock_of(door)
        door.app.navigator.open("phone")
        await door.settle()
        assert (
            "While you phone it locks 5 minutes after the last key here; Ctrl+L locks at once." in door.said
        )
        door.app.seat.idle.times = door.app.seat.idle.times.for_account("10")
        await door.press("down")
        await pass_time(door, clock, 569)
        assert not warned(door)
        await pass_time(door, clock, 31)
        assert door.app.seat.locked


async def test_a_key_that_was_on_its_way_when_the_warning_came_does_its_work(home: Path) -> None:
    async with app_at(home, "notes") as door:
        clock = clock_of(door)
        await pass_time(door, clock, 150.2)
        assert warned(door)
        await door.press("S")
        assert not warned(door)
        await pass_time(door, clock, 151.5)
        assert warned(door)
        await door.press("x")
        await door.type("een")
        assert door.answers.notes == "Seen"


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+q"])
async def test_the_keys_that_lock_and_sign_out_do_so_after_the_warning_too(home: Path, key: str) -> None:
    async with app_at(home, "yellow") as door:
        clock = clock_of(door)
        await pass_time(door, clock, 160)
        await door.press(key)
        assert door.app.seat.locked or door.app.seat.kept_session is None


async def test_a_question_is_warned_over_and_still_there_after_the_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        clock = clock_of(door)
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await pass_time(door, clock, 150)
        assert WARNED in door.words()
        await pass_time(door, clock, 30)
        assert door.app.seat.locked
        await unlock(door)
        assert door.app.front.in_dialog and "Where does the child live?" in door.text()
        assert not warned(door)


async def test_a_window_that_is_too_small_is_warned_too(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        clock = clock_of(door)
        await door.pilot.resize_terminal(50, 12)
        await door.settle()
        await pass_time(door, clock, 150)
        assert WARNED in door.words()
        clock.now += 2
        await door.press("x")
        assert "too small" in door.words()


async def test_what_happens_meanwhile_does_not_take_the_warning_away(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        clock = clock_of(door)
        await pass_time(door, clock, 150)
        door.screen.refresh_frame()
        door.screen.say("something else")
        await door.settle()
        assert WARNED in door.words()
        door.app.navigator.open("contacts")
        await door.settle()
        await pass_time(door, clock, 1)
        left = (29, 30)  # whether the look that comes by itself was before the second or after it
        assert any(f"this locks in {seconds} seconds" in door.words() for seconds in left)


async def test_the_whole_warning_fits_the_smallest_window(home: Path) -> None:
    async with app_at(home, "yellow", size=(60, 20)) as door:
        clock = clock_of(door)
        await pass_time(door, clock, 150)
        assert "Press any key to stay: it does nothing else." in door.words()
        assert "..." not in "".join(door.text().splitlines()[-5:-1])


async def test_a_question_that_ends_by_itself_after_the_warning_does_no_harm_and_the_next_is_warned_on(
    home: Path,
) -> None:
    async with app_at(home, "yellow") as door:
        clock, steps = clock_of(door), ProgressDialog("Exporting.")
        await door.app.push_screen(steps)
        await pass_time(door, clock, 150)
        assert WARNED in door.words()
        steps.dismiss(None)
        door.app.push_screen(MessageDialog("What is shown once."))
        await door.settle()
        await pass_time(door, clock, 1)
        assert warned(door) and "What is shown once." in door.words()
        await pass_time(door, clock, 1)
        await door.press("enter")
        assert not warned(door) and isinstance(door.app.screen, MessageDialog)


async def test_a_window_that_grows_after_the_warning_that_it_locks_is_warned_in_too(home: Path) -> None:
    async with app_at(home, "yellow", "Y2") as door:
        clock = clock_of(door)
        await door.pilot.resize_terminal(20, 5)
        await door.settle()
        await pass_time(door, clock, 150)
        assert warned(door)
        await door.pilot.resize_terminal(80, 24)
        await door.settle()
        await pass_time(door, clock, 1)
        assert warned(door)
        await pass_time(door, clock, 1)
        await door.press("space")
        assert not warned(door) and door.answers.marks == {}


async def test_a_screen_reader_is_told_in_one_place(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        clock = clock_of(door)
        door.app.appearance.show_for_screen_readers(True)
        await door.settle()
        header = door.text().splitlines()[0]
        await pass_time(door, clock, 150)
        assert WARNED in door.words()
        assert door.text().splitlines()[0] == header


# Locking


async def test_a_machine_that_slept_locks_at_the_first_look_and_takes_no_key_before(home: Path) -> None:
    async with app_at(home, "yellow", "Y2") as door:
        clock = clock_of(door)
        clock.now += 8 * 3600
        await door.press("space")
        assert door.app.seat.locked
        await unlock(door)
        assert door.answers.marks == {}


async def test_it_saves_when_it_locks_by_itself(home: Path) -> None:
    async with app_at(home, "notes") as door:
        clock = clock_of(door)
        door.draft.type_notes("Typed, and then away.")
        await pass_time(door, clock, 180)
        await until(door, lambda: door.app.seat.kept_session.draft.saved, "saving")
        ref = door.app.seat.kept_session.draft.screening.ref
        other = second_terminal(home)
        assert other.screenings.open(ref).answers.notes == "Typed, and then away."
        other.close()


async def test_whoever_reads_whom_to_call_at_the_lock_is_not_cut_off(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        clock = clock_of(door)
        await pass_time(door, clock, 180)
        await door.press("ctrl+g", "1", "1", "enter")
        for _ in range(5):
            await pass_time(door, clock, 800)
            await door.press("down")
        await door.press("home")
        assert "999" in door.text()
        assert door.app.ending.departure is None


async def test_an_account_can_choose_another_time_or_never(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        clock = clock_of(door)
        await door.app.run_action("app.lock_time")
        await door.settle()
        assert "(x) As set for this terminal: after 3 minutes without a key" in door.words()
        await door.press("end", "space")
        assert door.app.seat.idle.times.idle == 0
        await pass_time(door, clock, 1e6)
        assert not door.app.seat.locked and not warned(door)
        await door.press("home", "down", "down", "space")
        await pass_time(door, clock, 119)
        assert warned(door)
        await pass_time(door, clock, 1)
        assert door.app.seat.locked
    async with at_home(home) as door:
        assert door.app.seat.idle.times.idle == 120


async def test_nobody_changes_the_time_of_someone_else_at_the_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l", "ctrl+g")
        assert "When it locks" not in door.text()
        await door.press("escape")
        door.app.push_screen(LockTimeScreen())
        await door.press("end", "space")
        assert door.app.seat.idle.times.idle == 180


async def test_the_demo_does_not_lock_until_it_is_asked_to(home: Path) -> None:
    fill(home)
    pathways = CONFIG.pathways()
    app = CeApp(CONFIG, home, Session(second_terminal(home), pathways, lambda: NOON))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.seat.demo and app.seat.idle.times == IdleTimes(0, 30, 0)
        await app.ending.end_session()


# The sign-in


async def test_what_is_half_typed_at_the_sign_in_is_cleared_after_a_warning(home: Path) -> None:
    fill(home)
    async with signed_out(home) as door:
        clock = clock_of(door)
        before = door.text()
        await pass_time(door, clock, 1e6)
        assert door.text() == before  # nothing is typed, so nothing is said
        await door.press(*"Pat", "tab", *"secret")
        await pass_time(door, clock, 150)
        assert "what is typed here is cleared in 30 seconds" in door.words()
        clock.now += 2
        await door.press("x")
        assert door.app.screen.query_one("#name", Field).value == "Pat"
        assert door.app.screen.query_one("#passphrase", Field).value == "secret"
        await pass_time(door, clock, 180)
        assert door.app.screen.query_one("#name", Field).value == ""
        assert door.app.screen.query_one("#passphrase", Field).value == ""
        assert "What was typed here is cleared" in door.words()


# Endings


async def test_a_lock_to_which_nobody_comes_back_signs_out(home: Path) -> None:
    async with app_at(home, "notes") as door:
        clock = clock_of(door)
        door.draft.type_notes("Typed, and then away.")
        casebook, ref = door.draft.casebook, door.draft.screening.ref
        await pass_time(door, clock, 180)
        await pass_time(door, clock, 899)
        assert door.app.ending.departure is None
        await pass_time(door, clock, 1)
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        await until(door, lambda: casebook._desk.closed, "the store closed, which a thread of its own does")
        assert door.app.ending.departure is UNUSED
        other = second_terminal(home)
        assert other.screenings.open(ref).answers.notes == "Typed, and then away."
        other.close()


async def test_someone_else_can_sign_in_at_the_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l", "tab", "down", "enter")
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is SOMEONE_ELSE


async def test_who_is_asked_out_is_saved_and_signed_out(home: Path) -> None:
    async with app_at(home, "notes") as door:
        door.draft.type_notes("Typed in the middle of")
        ref = door.draft.screening.ref
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Sessions, "asked_out", True)
            await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is KEYS_CHANGE
        other = second_terminal(home)
        assert other.screenings.open(ref).answers.notes == "Typed in the middle of"
        other.close()


async def test_who_works_in_a_folder_that_was_moved_away_is_signed_out_and_told_where_their_words_are(
    home: Path, tmp_path: Path
) -> None:
    async with app_at(home, "notes") as door:
        door.draft.type_notes("Typed in the middle of")
        ref = door.draft.screening.ref
        home.rename(tmp_path / "moved")
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is STORE_MOVED
        assert "lies in the folder that was moved away" in STORE_MOVED.words
        other = second_terminal(tmp_path / "moved")
        assert other.screenings.open(ref).answers.notes == "Typed in the middle of"
        other.close()


async def test_an_end_that_has_begun_is_not_broken_off_where_the_screening_is_left_too(home: Path) -> None:
    async with app_at(home, "notes") as door:
        door.draft._ended = "This screening is someone else's now."
        assert door.app.ending.depart(SUSPENDED)
        door.app.leave_ended()
        await until(door, lambda: door.app.seat.kept_session is None, "the end")


@pytest.mark.parametrize(("done", "departure"), [("people.suspend", SUSPENDED), ("revoking.revoke", REVOKED)])
async def test_whose_account_is_shut_out_meanwhile_is_signed_out_and_told_why(
    home: Path, done: str, departure: SessionExit
) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    async with at_home(home, name=office.BEN, passphrase=office.SECRET) as door:
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the screening")
        door.draft.type_notes("Typed in the middle of")
        administrator = office.entered(home, office.ADMIN)
        job = threading.Thread(target=attrgetter(done)(administrator), args=(office.BEN,))
        job.start()
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is departure
        await until(door, lambda: not job.is_alive(), "the administrator's end")
        job.join()
        assert administrator.people.hand_over(office.BEN, NAME) == 1
        administrator.close()
    again = second_terminal(home)
    assert again.screenings.open(ref).answers.notes == "", "no save by an account that is shut out"
    (left,) = again.words_left.of(ref)
    assert (left.by, left.text) == (office.BEN, "Typed in the middle of")
    again.close()


async def test_an_ending_stops_what_goes_on_in_order(home: Path) -> None:
    async with app_at(home, "review") as door:
        review, ended = door.screen, asyncio.Event()

        async def job() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()
            assert review.draft

        worker = review.run_worker(job())
        await door.pilot.pause()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Sessions, "asked_out", True)
            await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert ended.is_set() and worker.is_cancelled
        assert door.app.crash is None


async def test_what_cannot_be_saved_keeps_it_from_ending(home: Path) -> None:
    async with app_at(home, "notes") as door:
        clock = clock_of(door)

        def full(*_: object, **__: object) -> None:
            raise StoreFull

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Screenings, "save", full)
            door.draft.type_notes("Words that must not be lost.")
            await pass_time(door, clock, 180)
            await pass_time(door, clock, 5000)
            assert door.app.ending.departure is None and door.app.seat.locked
            assert "NOT SAVED YET: The disk is full" in door.words()
            await door.press("tab", "down", "enter")
            assert "Not signed out, because not all is saved yet." in door.words()
        clock.now += 5000
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is UNUSED


async def test_words_that_another_terminal_came_before_are_kept_apart_and_said_at_the_next_sign_in(
    home: Path,
) -> None:
    async with app_at(home, "notes") as door:
        clock = clock_of(door)
        ref = door.draft.screening.ref
        other = second_terminal(home)
        other.screenings.open(ref)
        theirs = other.screenings.take_over(ref)
        other.screenings.save(replace(theirs, answers=replace(theirs.answers, notes="Theirs.")))
        other.close()
        door.draft.type_notes("Mine.")
        await pass_time(door, clock, 180)
        assert not door.app.seat.kept_session.draft.saved
        await pass_time(door, clock, 900)
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
    casebook = second_terminal(home)
    notes = {each.ref: casebook.screenings.open(each.ref).answers.notes for each in casebook.index.all()}
    casebook.close()
    assert notes.pop(ref) == "Theirs."
    [(apart, mine)] = notes.items()
    assert mine == "Mine."
    words = f"someone else had saved {ref}: your words are kept apart, as {apart}."
    async with at_home(home) as door:
        await until(door, lambda: words in door.words(), "what was kept")
    async with at_home(home) as door:
        assert "kept apart" not in door.words()


async def test_a_suspended_account_is_not_unlocked_and_signed_out(home: Path) -> None:
    fill(home)
    boss = second_terminal(home)
    boss.people.add_account("Pat Example", "twelve purple otters sing", ["practitioner"])
    async with at_home(home, name="Pat Example", passphrase="twelve purple otters sing") as door:
        await door.press("ctrl+l")
        boss.people.suspend("Pat Example")
        field = door.app.screen.query_one("#passphrase", Field)
        field.value = "twelve purple otters sing"
        await door.press("enter")
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
        assert door.app.ending.departure is SUSPENDED
        assert door.app.seat.locked
    boss.close()


async def test_why_a_session_has_ended_is_said_at_the_sign_in_until_the_first_key(home: Path) -> None:
    fill(home)
    app = CeApp(CONFIG, home, after=KEYS_CHANGE.words)
    async with app.run_test(size=(80, 24)) as pilot:
        door = App(app, pilot)
        await until(door, lambda: isinstance(app.screen, SignInScreen), "the sign-in")
        await until(door, lambda: door.said.startswith(KEYS_CHANGE.words), "why")
        assert KEYS_CHANGE.words in door.words()
        await door.press("tab")
        assert not door.said.startswith(KEYS_CHANGE.words)


def test_the_words_at_an_ending_hold_no_name() -> None:
    for departure in (UNUSED, SOMEONE_ELSE, KEYS_CHANGE, SUSPENDED, REVOKED):
        assert departure.words and NAME not in departure.words
