"""A call after so many seconds, those in which the machine slept counted: where they are over it comes as it wakes."""

from __future__ import annotations

import asyncio
import ctypes
import os
import time
import weakref
from collections.abc import Callable
from contextlib import suppress


class Waking:
    """One such call at a time, in the loop's thread, without looking at a clock in between.

    `counts_sleep` is False where the system has no such timer: then a usual one is used, which stands still while the
    machine sleeps, so whoever must not be late after that has to be called often.
    """

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._timer = _timer()
        self._usual: asyncio.TimerHandle | None = None
        if self._timer >= 0:
            weakref.finalize(self, os.close, self._timer)

    @property
    def counts_sleep(self) -> bool:
        """Whether the time in which the machine sleeps counts."""
        return self._timer >= 0

    def after(self, seconds: float) -> None:
        """Call after so many seconds from now, instead of whenever it was to be."""
        loop = asyncio.get_running_loop()
        if self._timer >= 0 and _set(self._timer, max(seconds, 0.001)):
            loop.add_reader(self._timer, self._came)
            return
        if self._usual is not None:
            self._usual.cancel()
        self._usual = loop.call_later(seconds, self._call)

    def _came(self) -> None:
        with suppress(BlockingIOError):  # it was set anew meanwhile
            os.read(self._timer, 8)
            self._call()


def _timer() -> int:
    """A timer of the system (timerfd) as a descriptor that can be read when its time has come; -1: there is none."""
    with suppress(AttributeError, OSError):
        made = ctypes.CDLL(None).timerfd_create(time.CLOCK_BOOTTIME, os.O_NONBLOCK | os.O_CLOEXEC)
        return int(made)
    return -1


def _set(timer: int, seconds: float) -> bool:
    """Have a timer's time come once, after so many seconds. Whether that was taken."""
    whole = int(seconds)
    once = (ctypes.c_long * 4)(0, 0, whole, int((seconds - whole) * 1e9))
    return int(ctypes.CDLL(None).timerfd_settime(timer, 0, ctypes.byref(once), None)) == 0
