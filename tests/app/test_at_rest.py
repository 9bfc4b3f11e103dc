"""While nobody presses a key almost nothing wakes the app: nothing is looked at again and again but the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from ce_tui.session.terminal_state import IdleWatch
from ce_tui.settings.config import IdleTimes
from ce_tui.terminal.signals import WakeTimer
from support.people.at_the_door import at_home, fill, signed_out, until
from support.people.clock import Clock
from support.people.screens import App

AT_MOST = 33
"""So many times in a minute the app may be woken: each three seconds to look at the store, each five, in a section, at
the open screening; and once an hour."""


async def wakings_in_a_minute(door: App, asked: list[float]) -> float:
    """What the timers that go on and on, and the idle clock, come to."""
    await door.pilot.pause()
    door.app.idle_clock.begin()
    widgets = [node for screen in door.app.screen_stack for node in screen.walk_children(with_self=True)]
    timers = [timer for node in (door.app, *widgets) for timer in node._timers]
    going_on = [timer._interval for timer in timers if timer._repeat != 0 and timer._active.is_set()]
    return sum(60 / seconds for seconds in (*going_on, asked[-1]))


async def to_a_tier(door: App) -> None:
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")
    door.app.navigator.show_section("yellow")


async def to_the_notes(door: App) -> None:
    await door.press("f5")
    await until(door, lambda: door.app.navigator.section == "notes", "the notes")


async def lock(door: App) -> None:
    await door.press("f9")
    await until(door, lambda: door.app.seat.locked, "the lock")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """After how many seconds the idle clock asked to be woken."""
    seconds: list[float] = []
    monkeypatch.setattr(WakeTimer, "after", lambda self, each: seconds.append(each))
    return seconds


async def test_at_rest_it_is_woken_a_few_times_in_a_minute_wherever_one_is(
    home: Path, asked: list[float]
) -> None:
    fill(home)
    async with signed_out(home) as door:
        assert 0 < await wakings_in_a_minute(door, asked) <= AT_MOST, "the sign-in"
    steps: list[Callable[[App], Awaitable[None]]] = [to_a_tier, to_the_notes, lock]
    async with at_home(home) as door:
        assert 0 < await wakings_in_a_minute(door, asked) <= AT_MOST, "Home"
        for step in steps:
            await step(door)
            assert 0 < await wakings_in_a_minute(door, asked) <= AT_MOST, step.__name__


async def test_it_is_woken_just_when_it_is_to_be_warned_and_locked(home: Path, asked: list[float]) -> None:
    fill(home)
    async with at_home(home) as door:
        clock = Clock()
        door.app.seat.idle = IdleWatch(IdleTimes(180, 30, 0), clock)
        for passed, ahead in ((0, 3.0), (148.5, 1.5), (150, 3.0), (179, 1.0)):
            clock.now = 1000.0 + passed
            door.app.idle_clock.begin()
            assert asked[-1] == pytest.approx(ahead, abs=0.02)
