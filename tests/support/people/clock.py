"""Time that passes when a test says so."""

from __future__ import annotations

from ce_tui.session.terminal_state import IdleWatch
from ce_tui.settings.config import IdleTimes
from support.people.screens import App


class Clock:
    """Seconds since whenever."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def clock_of(door: App, times: IdleTimes | None = None) -> Clock:
    """The clock by which an app at work judges idle time, from now on."""
    clock, before = Clock(), door.app.seat.idle
    door.app.seat.idle = IdleWatch(times or before.times, clock)
    door.app.seat.idle.is_on_call = before.is_on_call
    return clock


async def pass_time(door: App, clock: Clock, seconds: float) -> None:
    """Let time pass, and let the app look at its clock once."""
    clock.now += seconds
    door.app.call_later(door.app.idle_clock.look)
    await door.pilot.pause()
    await door.pilot.pause()
