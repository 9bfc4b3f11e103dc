"""When nobody has pressed a key: when to warn, when to lock, when to end. Pure: no terminal and no Textual.

Both front ends ask an `IdleWatch` which stage has come and how long until the next; it starts no timer. Time is
CLOCK_BOOTTIME: no change of the clock moves it, and the sleep of the machine counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Protocol, runtime_checkable

from ce_tui.core.clock import since_start
from ce_tui.core.words.counting import say_seconds
from ce_tui.settings.lock_times import IdleTimes


class Stage(Enum):
    """How far it has come. `LOCKED` at work means that it is to be locked now."""

    AT_WORK = "at work"
    WARNED = "warned"
    LOCKED = "locked"
    OVER = "over"


@runtime_checkable
class MayBeCall(Protocol):
    """A place, in either front end, where somebody may be phoning."""

    @property
    def is_call(self) -> bool:
        """Whether somebody phones while it is open."""


def is_on_call(places: Iterable[object]) -> bool:
    """Whether the script or the record of a call is among what is open."""
    return any(isinstance(each, MayBeCall) and each.is_call for each in places)


class IdleWatch:
    """The time since the last key of one person at one terminal. `clock` gives seconds."""

    def __init__(self, times: IdleTimes | None = None, clock: Callable[[], float] = since_start) -> None:
        self.times = times or IdleTimes()
        self.is_on_call: Callable[[], bool] = lambda: False
        """Tells whether somebody phones."""
        self._calls = False  # whether the last key was pressed there
        self._clock = clock
        self._locked = False
        self._since = clock()

    @property
    def _times(self) -> IdleTimes:
        """Those that hold now."""
        return self.times.on_call if self._calls and self.is_on_call() else self.times

    @property
    def quiet_for(self) -> float:
        """Seconds since the last key, or since it was locked."""
        return self._clock() - self._since

    @property
    def stage(self) -> Stage:
        """How far it has come by now. Only a key, a lock and an unlock take it back."""
        times, quiet = self._times, self.quiet_for
        if self._locked:
            return Stage.OVER if times.end and quiet >= times.end else Stage.LOCKED
        if not times.idle or quiet < times.quiet:
            return Stage.AT_WORK
        return Stage.WARNED if quiet < times.idle else Stage.LOCKED

    @property
    def warned_for(self) -> float:
        """Seconds since the warning, while one stands."""
        return self.quiet_for - self._times.quiet

    @property
    def until_next(self) -> float | None:
        """Seconds until the next stage comes by itself; None: it never does."""
        times = self._times
        if self._locked:
            ahead = times.end
        elif not times.idle:
            return None
        else:
            ahead = times.quiet if self.stage is Stage.AT_WORK else times.idle
        return max(ahead - self.quiet_for, 0.0) if ahead else None

    @property
    def until_lock(self) -> float:
        """Seconds until it locks, while at work and not never."""
        return max(self._times.idle - self.quiet_for, 0.0)

    def key(self) -> None:
        """A key was pressed: time begins anew, in whichever stage. What is due already is to be asked before."""
        self._calls = self.is_on_call()
        self._since = self._clock()

    def lock(self) -> None:
        """It is locked from now on."""
        self._locked = True
        self.key()

    def unlock(self) -> None:
        """Somebody is at work again."""
        self._locked = False
        self.key()


def warning(seconds: float) -> str:
    """What is said once before it locks: what will happen, what is kept, what to do."""
    return (
        f"No key was pressed for a while: this locks in {say_seconds(seconds)}. Everything is kept. Press any key to "
        "stay: it does nothing else."
    )


def call_words(times: IdleTimes, key: str) -> str:
    """What is said where somebody phones, if it locks later there. `key`: what locks at once."""
    if times.on_call.idle == times.idle:
        return ""
    if not times.on_call.idle:
        return f"While you phone it does not lock by itself: {key} locks."
    return f"While you phone it locks {say_seconds(times.on_call.idle)} after the last key here; {key} locks at once."
