"""Bytes on their way to a terminal: what it takes is written at once, the rest by a thread, so that a slow or frozen
line never holds up the app.

To hand each letter to a thread would cost more than to draw it, with its waking and the wait for the interpreter.
"""

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
        self._door = _open_again(fd)

    @property
    def is_busy(self) -> bool:
        """Whether something is still on its way."""
        return bool(self._waiting) or self._writing

    def write(self, data: bytes) -> None:
        """Send `data` as soon as the line takes it. Returns at once."""
        with self._changed:
            if not self._gone:
                self._waiting += data[self._taken_at_once(data) :]
                if self._waiting:
                    self._changed.notify()

    def replace(self, data: bytes) -> None:
        """Send `data` instead of everything that was not sent yet: it must begin with an escape sequence, which ends
        one that was cut off. Returns at once.
        """
        with self._changed:
            if not self._gone:
                self._waiting[:] = data[self._taken_at_once(data) :]
                if self._waiting:
                    self._overtaken = True
                    self._changed.notify()

    def _taken_at_once(self, data: bytes) -> int:
        """How many bytes the line took now, without waiting; none while others are on their way."""
        if self.is_busy or self._door < 0:
            return 0
        try:
            return os.write(self._door, data)
        except OSError:  # full, or gone: the thread finds out
            return 0

    def stop(self, longest: float) -> None:
        """Send what is left, for at most `longest` seconds; then give up on it."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self.is_alive():
            self.join(longest)
        with self._changed:
            if self._door >= 0:
                os.close(self._door)
                self._door = -1

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


def _open_again(fd: int) -> int:
    """The terminal behind `fd` opened once more, not to wait on; -1 where it is none or cannot be.

    A descriptor of its own: `fd` may be shared with the shell, which would inherit that nothing waits.
    """
    try:
        door = os.open(os.ttyname(fd), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return -1
    if os.fstat(door).st_rdev != os.fstat(fd).st_rdev:
        os.close(door)
        return -1
    return door
