"""Bytes on their way to a terminal, written by a thread so that a slow or frozen line never holds up the app."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Condition, Thread

_PIECE = 1024
"""Bytes that are written at once: what overtakes the rest waits for no more than these."""


class Output(Thread):
    """Writes to a file descriptor, in order.

    `on_idle` is called, in this thread, each time that everything was taken; `on_gone` once, when nobody is there
    to read any more; what is written after that is dropped.
    """

    def __init__(self, fd: int, on_idle: Callable[[], None], on_gone: Callable[[], None]) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._fd = fd
        self._on_idle = on_idle
        self._on_gone = on_gone
        self._waiting = bytearray()
        self._writing = False
        self._ending = False
        self._gone = False
        self._overtaken = False
        self._changed = Condition()

    @property
    def is_busy(self) -> bool:
        """Whether something is still on its way."""
        return bool(self._waiting) or self._writing

    def write(self, data: bytes) -> None:
        """Send `data` as soon as the line takes it. Returns at once."""
        with self._changed:
            if not self._gone:
                self._waiting += data
                self._changed.notify()

    def replace(self, data: bytes) -> None:
        """Send `data` instead of everything that was not sent yet: it must begin with an escape sequence, which ends
        one that was cut off. Returns at once.
        """
        with self._changed:
            if not self._gone:
                self._waiting[:] = data
                self._overtaken = True
                self._changed.notify()

    def stop(self, longest: float) -> None:
        """Send what is left, for at most `longest` seconds; then give up on it."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self.is_alive():
            self.join(longest)

    def run(self) -> None:
        """The thread."""
        while (data := self._next()) is not None:
            try:
                while data and not self._overtaken:
                    data = data[os.write(self._fd, data[:_PIECE]) :]
            except OSError:
                self._give_up()
                return
            self._writing = False
            if not self._waiting and not self._ending:
                self._on_idle()

    def _next(self) -> bytes | None:
        with self._changed:
            while not self._waiting:
                if self._ending:
                    return None
                self._changed.wait()
            data = bytes(self._waiting)
            self._waiting.clear()
            self._overtaken = False
            self._writing = True
            return data

    def _give_up(self) -> None:
        with self._changed:
            self._gone = True
            self._writing = False
            self._waiting.clear()
        if not self._ending:
            self._on_gone()
