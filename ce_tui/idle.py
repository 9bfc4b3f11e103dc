"""When nobody has pressed a key: when to warn, when to lock, when to end. Pure: no terminal and no Textual.

Both front ends ask an `IdleWatch` which stage has come and how long until the next; it starts no timer. Time is
CLOCK_BOOTTIME: no change of the clock moves it, and the sleep of the machine counts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

PREFERENCE = "lock.idle"
"""The preference of an account: minutes in digits, `NEVER`, or empty for what the deployment says."""
NEVER = "never"
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""What an account can choose: from a third of the default to twenty times as long, beside `NEVER` (WCAG 2.2.1)."""


class Stage(Enum):
    """How far it has come. `LOCKED` at work means that it is to be locked now."""

    AT_WORK = "at work"
    WARNED = "warned"
    LOCKED = "locked"
    OVER = "over"


class IdleTimes(NamedTuple):
    """Seconds; 0 stands for never.

    `idle`: from the last key until it locks. `warn`: so long before that it is warned (half of `idle` where there is
    no such time before). `end`: from the lock, or from the last key pressed at the lock, until the process ends.
    """

    idle: float = 180.0
    warn: float = 30.0
    end: float = 900.0

    @property
    def quiet(self) -> float:
        """Seconds from the last key until the warning."""
        return self.idle - self.warn if self.warn < self.idle else self.idle / 2

    def for_account(self, preference: str) -> IdleTimes:
        """These times with what an account chose; what is not a choice changes nothing."""
        if preference == NEVER:
            return self._replace(idle=0.0)
        if preference.isascii() and preference.isdigit() and int(preference) in MINUTES:
            return self._replace(idle=int(preference) * 60.0)
        return self


def since_start() -> float:
    """Seconds since the machine started, its sleep included."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class IdleWatch:
    """The time since the last key of one person at one terminal. `clock` gives seconds."""

    def __init__(self, times: IdleTimes | None = None, clock: Callable[[], float] = since_start) -> None:
        self.times = times or IdleTimes()
        self._clock = clock
        self._locked = False
        self._since = clock()

    @property
    def quiet_for(self) -> float:
        """Seconds since the last key, or since it was locked."""
        return self._clock() - self._since

    @property
    def stage(self) -> Stage:
        """How far it has come by now. Only a key, a lock and an unlock take it back."""
        times, quiet = self.times, self.quiet_for
        if self._locked:
            return Stage.OVER if times.end and quiet >= times.end else Stage.LOCKED
        if not times.idle or quiet < times.quiet:
            return Stage.AT_WORK
        return Stage.WARNED if quiet < times.idle else Stage.LOCKED

    @property
    def warned_for(self) -> float:
        """Seconds since the warning, while one stands."""
        return self.quiet_for - self.times.quiet

    @property
    def until_next(self) -> float | None:
        """Seconds until the next stage comes by itself; None: it never does."""
        times = self.times
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
        return max(self.times.idle - self.quiet_for, 0.0)

    def key(self) -> None:
        """A key was pressed: time begins anew, in whichever stage. What is due already is to be asked before."""
        self._since = self._clock()

    def lock(self) -> None:
        """It is locked from now on."""
        self._locked = True
        self.key()

    def unlock(self) -> None:
        """Somebody is at work again."""
        self._locked = False
        self.key()


def choices(deployed: IdleTimes) -> dict[str, str]:
    """What an account can choose: the preference's value and its words. `deployed` are the deployment's times."""
    usual = f"after {say_seconds(deployed.idle)} without a key" if deployed.idle else "never"
    return (
        {"": f"As set for this terminal: {usual}"}
        | {str(minutes): f"After {say_seconds(minutes * 60)} without a key" for minutes in MINUTES}
        | {NEVER: "Never: only when you press the key that locks"}
    )


def warning(seconds: float) -> str:
    """What is said once before it locks: what will happen, what is kept, what to do."""
    return (
        f"No key was pressed for a while: this locks in {say_seconds(seconds)}. Everything is kept. Press any key to "
        "stay: it does nothing else."
    )


def say_seconds(seconds: float) -> str:
    """So many seconds in words, in whole ones or whole minutes: "30 seconds", "3 minutes"."""
    whole = max(math.floor(seconds + 0.5), 1)
    number, unit = (whole // 60, "minute") if whole % 60 == 0 else (whole, "second")
    return f"{number} {unit}{'' if number == 1 else 's'}"
