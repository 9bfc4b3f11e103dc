"""Idle time by a clock that the test moves: warned, locked, over, and what a key changes."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.clock import since_start
from ce_tui.core.words.plain import say_seconds
from ce_tui.session.terminal_state import IdleWatch, Stage, call_words, warning
from ce_tui.settings.config import MINUTES, IdleTimes
from ce_tui.settings.preferences import lock_time


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def watch(idle: float = 180, warn: float = 30, end: float = 900) -> tuple[IdleWatch, Clock]:
    clock = Clock()
    return IdleWatch(IdleTimes(idle, warn, end), clock), clock


def test_it_warns_half_a_minute_before_it_locks_after_three_minutes() -> None:
    idle, clock = watch()
    assert (idle.stage, idle.until_next) == (Stage.AT_WORK, 150)
    clock.now += 149.9
    assert idle.stage is Stage.AT_WORK
    clock.now += 0.1
    assert (idle.stage, idle.until_next, idle.until_lock) == (Stage.WARNED, 30, 30)
    clock.now += 30
    assert idle.stage is Stage.LOCKED


def test_any_key_begins_the_time_anew_as_often_as_one_likes() -> None:
    idle, clock = watch()
    for _ in range(20):
        clock.now += 170
        assert idle.stage is Stage.WARNED
        idle.key()
        assert idle.stage is Stage.AT_WORK


def test_locked_it_is_over_a_quarter_of_an_hour_after_the_last_key() -> None:
    idle, clock = watch()
    idle.lock()
    clock.now += 899
    assert (idle.stage, idle.until_next) == (Stage.LOCKED, 1)
    idle.key()  # somebody reads whom to call
    clock.now += 899
    assert idle.stage is Stage.LOCKED
    clock.now += 1
    assert (idle.stage, idle.until_next) == (Stage.OVER, 0)


def test_unlocked_it_begins_anew() -> None:
    idle, clock = watch()
    idle.lock()
    clock.now += 899
    idle.unlock()
    assert (idle.stage, idle.until_next) == (Stage.AT_WORK, 150)


def test_never_means_never() -> None:
    idle, clock = watch(idle=0, end=0)
    clock.now += 1e9
    assert (idle.stage, idle.until_next) == (Stage.AT_WORK, None)
    idle.lock()
    clock.now += 1e9
    assert (idle.stage, idle.until_next) == (Stage.LOCKED, None)


def test_a_warning_as_long_as_the_time_itself_leaves_half_of_it_in_peace() -> None:
    idle, clock = watch(idle=40, warn=60)
    clock.now += 19
    assert idle.stage is Stage.AT_WORK
    clock.now += 1
    assert idle.stage is Stage.WARNED


def test_what_an_account_chose_comes_before_what_the_deployment_says() -> None:
    times = IdleTimes()
    assert times.for_account("") == times
    assert times.for_account("10").idle == 600
    assert times.for_account("never").idle == 0
    assert times.for_account("10").end == times.end
    for odd in ("0", "-1", "7", "61", "1e9", "x", "٣", "180.0", " 5"):
        assert times.for_account(odd) == times


def test_each_choice_says_after_how_long_it_locks() -> None:
    said = lock_time(IdleTimes(idle=180)).words
    assert list(said.items()) == [
        ("", "As set for this terminal: after 3 minutes without a key"),
        ("1", "After 1 minute without a key"),
        ("2", "After 2 minutes without a key"),
        ("3", "After 3 minutes without a key"),
        ("5", "After 5 minutes without a key"),
        ("10", "After 10 minutes without a key"),
        ("15", "After 15 minutes without a key"),
        ("20", "After 20 minutes without a key"),
        ("30", "After 30 minutes without a key"),
        ("60", "After 60 minutes without a key"),
        ("never", "Never: only when you press the key that locks"),
    ]
    assert (
        lock_time(IdleTimes(idle=45)).words[""] == "As set for this terminal: after 45 seconds without a key"
    )
    assert lock_time(IdleTimes(idle=0)).words[""] == "As set for this terminal: never"
    for chosen in said:
        locks = IdleTimes().for_account(chosen).idle
        assert locks == (180 if not chosen else 0 if chosen == "never" else int(chosen) * 60)


def test_it_can_be_turned_off_or_made_twenty_times_as_long() -> None:
    assert max(MINUTES) * 60 >= 20 * IdleTimes().idle
    assert IdleTimes().warn >= 20  # WCAG 2.2.1: twenty seconds to extend


def test_it_counts_the_time_that_the_machine_sleeps() -> None:
    boot = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert since_start() - boot < 5
    assert IdleWatch(IdleTimes())._clock is since_start


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(30, "30 seconds"), (29.96, "30 seconds"), (1, "1 second"), (0, "1 second"), (60, "1 minute"), (90, "90 seconds"),
     (180, "3 minutes")],
)  # fmt: skip
def test_times_are_said_in_whole_seconds_or_minutes(seconds: float, words: str) -> None:
    assert say_seconds(seconds) == words
    assert f"locks in {words}." in warning(seconds)


SECONDS = st.floats(0, 1e5)


@given(SECONDS, SECONDS, SECONDS, st.lists(st.one_of(st.floats(0, 2e5), st.sampled_from("klu"))))
def test_at_whatever_times_it_waits_for_the_next_stage_and_never_skips_back(
    idle: float, warn: float, end: float, steps: list[float | str]
) -> None:
    watched, clock = watch(idle, warn, end)
    order = list(Stage)
    for step in steps:
        if isinstance(step, str):
            {"k": watched.key, "l": watched.lock, "u": watched.unlock}[step]()
            continue
        before, ahead = watched.stage, watched.until_next
        clock.now += step
        after = watched.stage
        assert order.index(after) >= order.index(before)
        if ahead is None:
            assert after is before
        elif step >= ahead + 1e-3 and before is not Stage.LOCKED:
            assert after is not before or before is Stage.OVER


def test_it_needs_nothing_that_draws() -> None:
    drawing = "[m for m in ('textual', 'rich', 'click') if m in sys.modules]"
    program = f"import sys, ce_tui.session.terminal_state; print({drawing})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# While somebody phones


def test_from_the_first_key_at_a_call_until_it_is_left_it_locks_after_twenty_minutes() -> None:
    idle, clock = watch()
    calls = False
    idle.is_on_call = lambda: calls
    idle.key()
    calls = True  # it is opened
    clock.now += 149
    assert (idle.stage, idle.until_lock) == (Stage.AT_WORK, 31)
    idle.key()
    clock.now += 1169
    assert (idle.stage, idle.until_next, idle.until_lock) == (Stage.AT_WORK, 1, 31)
    clock.now += 1
    assert (idle.stage, idle.warned_for) == (Stage.WARNED, 0)
    clock.now += 30
    assert idle.stage is Stage.LOCKED
    idle.key()
    calls = False  # it is left
    clock.now += 180
    assert idle.stage is Stage.LOCKED


@given(st.integers(0, 86_400), st.integers(0, 86_400), st.sampled_from(["", "never", *map(str, MINUTES)]))
def test_a_call_never_shortens_the_time_of_an_account(idle: int, call: int, chosen: str) -> None:
    times = IdleTimes(idle=idle, call=call).for_account(chosen)
    on_call = times.on_call
    if times.idle == 0 or call == 0:
        assert on_call.idle == 0, "never"
    else:
        assert on_call.idle == max(times.idle, call)
    assert replace(on_call, idle=times.idle) == times
    assert bool(call_words(times, "lock")) is (on_call.idle != times.idle)


def test_what_is_said_where_somebody_phones_names_the_key_that_locks_at_once() -> None:
    assert call_words(IdleTimes(), "Ctrl+L") == (
        "While you phone it locks 20 minutes after the last key here; Ctrl+L locks at once."
    )
    assert call_words(IdleTimes(call=300), "lock") == (
        "While you phone it locks 5 minutes after the last key here; lock locks at once."
    )
    assert call_words(IdleTimes(call=0), "lock") == "While you phone it does not lock by itself: lock locks."
