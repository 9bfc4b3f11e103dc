"""Hang-ups and endings: everything saved, then out; and never a process that outlives its terminal."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer

import msgspec

from ce_tui.opaque import Opaque
from ce_tui.terminal.safety import take_over
from ce_tui.threads import begin


class WakeTimer:
    """Calls a function in the loop's thread after a time, one call at a time.

    `counts_sleep` is False where the system has no such timer: then a usual one is used, which stands still while the
    machine sleeps, so whoever must not be late after that has to be called often.
    """

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._timer = _timer()
        self.counts_sleep = self._timer >= 0
        """Whether the time in which the machine sleeps counts."""
        self._usual: asyncio.TimerHandle | None = None
        if self.counts_sleep:
            weakref.finalize(self, os.close, self._timer)

    def after(self, seconds: float) -> None:
        """Call after so many seconds from now, instead of whenever it was to be."""
        loop = asyncio.get_running_loop()
        if self.counts_sleep and _set(self._timer, max(seconds, 0.001)):
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
        return int(ctypes.CDLL(None).timerfd_create(time.CLOCK_BOOTTIME, os.O_NONBLOCK | os.O_CLOEXEC))
    return -1


def _set(timer: int, seconds: float) -> bool:
    """Have a timer's time come once, after so many seconds. Whether that was taken."""
    whole = int(seconds)
    once = (ctypes.c_long * 4)(0, 0, whole, int((seconds - whole) * 1e9))
    return int(ctypes.CDLL(None).timerfd_settime(timer, 0, ctypes.byref(once), None)) == 0


GRACE = 5.0
"""Seconds from the hang-up until the process ends by force, if it has not by itself."""


class EndingSignals(Opaque):
    """Turns signals and a vanished terminal into one orderly ending.

    `end(code)` is called once, in the loop's thread: it saves and asks the app to exit with `code`. If the process
    is still there after `GRACE` seconds, `restore()` is called and the process ended.
    """

    _loop: asyncio.AbstractEventLoop
    _end: Callable[[int], None]
    _restore: Callable[[], None]
    _began: Lock = msgspec.field(default_factory=Lock)

    def watch(self, *, resized: Callable[[], None], continued: Callable[[], None]) -> None:
        """Take the signals over. `resized` and `continued` are called in the loop's thread."""
        take_over(lambda number, _: self._begin(128 + number))
        signal.signal(signal.SIGCONT, lambda *_: self.soon(continued))
        signal.signal(signal.SIGWINCH, lambda *_: self.soon(resized))

    def watch_no_more(self) -> None:
        """Leave size and stops to the system again; endings stay orderly until the process has gone."""
        for number in (signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)

    def terminal_is_gone(self) -> None:
        """The terminal has hung up, with or without a signal. From any thread."""
        self._begin(128 + signal.SIGHUP)

    def _begin(self, code: int) -> None:
        if not self._began.acquire(blocking=False):
            return
        last = Timer(GRACE, self._by_force, [code])
        last.daemon = True
        begin(last)
        self.soon(self._end, code)

    def _by_force(self, code: int) -> None:
        try:
            self._restore()
        finally:
            os._exit(code)

    def soon(self, call: Callable[..., None], *arguments: object) -> None:
        """Call in the loop's thread, as long as there is one. From any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *arguments)
