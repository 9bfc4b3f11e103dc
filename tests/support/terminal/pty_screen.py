"""A program in a real pty and its output on an emulated screen: what a person at a terminal would see and press.

    with PtyScreen([sys.executable, "-m", "ce_tui"]) as term:
        term.wait_for("Sign in")
        sent = term.press(DOWN)          # bytes that the program wrote for one key

`raw` holds every byte that came. pyte, the emulator, does not know `dim`: look for that in `raw`.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

from support.terminal.eight_bits import EIGHT_BITS, EightBitStream

UP, DOWN, RIGHT, LEFT = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D"
HOME, END = b"\x1b[H", b"\x1b[F"
ENTER, TAB, BACK_TAB, ESCAPE, SPACE, BACKSPACE = b"\r", b"\t", b"\x1b[Z", b"\x1b", b" ", b"\x7f"
F1 = b"\x1bOP"

# Private sequences that pyte takes for text or for something else.
_UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*[$u][a-z]?")
MEASURING = ("COVERAGE_PROCESS_START", "MUTANTS_RUNNING")
"""What the measuring of lines (`scripts/mutants`) tells the processes that a test begins."""
_LONGEST = 60.0
_NAP = 0.03
_WIDEST, _TALLEST = 420, 220  # of what is shown of a larger window


def ctrl(letter: str) -> bytes:
    """Ctrl and a letter, as a terminal sends it."""
    return bytes([ord(letter.upper()) - 64])


class Screen(pyte.Screen):
    """pyte's screen, whose erasing leaves the background on cells that were never written too."""

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        for y in range(self.lines):
            for x in range(self.columns):
                self.buffer[y][x] = self.buffer[y][x]
        super().erase_in_display(how, *args, **kwargs)


class PtyScreen:
    """One program in a pty of its own, in an environment of its own (`env`; None as a value leaves one out)."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str | None] | None = None,
        *,
        columns: int = 80,
        rows: int = 24,
        encoding: str = "utf-8",
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.screen = Screen(*_emulated(columns, rows))
        self.raw = bytearray()
        self.status: int | None = None
        eight_bits = encoding == EIGHT_BITS
        self._stream = (EightBitStream if eight_bits else pyte.Stream)(self.screen)
        self._decode = codecs.getincrementaldecoder("latin-1" if eight_bits else encoding)("replace").decode
        environment: dict[str, str | None] = {
            k: os.environ[k] for k in ("PATH", "HOME", "USER", "TMPDIR", *MEASURING) if k in os.environ
        }
        environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(env or {})
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _become(argv, {k: v for k, v in environment.items() if v is not None}, rows, columns, cwd)
        self._reaped = False

    def __enter__(self) -> PtyScreen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what is there ----------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The screen, a line a line, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, number: int) -> str:
        """One line of the screen, from 0; negative from the bottom."""
        return self.screen.display[number].rstrip()

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the hardware cursor, from 0."""
        return self.screen.cursor.y, min(self.screen.cursor.x, self.screen.columns - 1)

    @property
    def under_cursor(self) -> str:
        """The rest of the line from the cursor on: what a braille line would show."""
        row, column = self.cursor
        return self.screen.display[row][column:].rstrip()

    # -- waiting ------------------------------------------------------------------------------------------------

    def wait_for(self, words: str, timeout: float = _LONGEST) -> None:
        """Read until `words` are on the screen; AssertionError with the screen if they never are."""
        self.wait_until(lambda: words in self.text, f"{words!r} on the screen", timeout)

    def wait_until_gone(self, words: str, timeout: float = _LONGEST) -> None:
        """Read until `words` are not on the screen."""
        self.wait_until(lambda: words not in self.text, f"no {words!r} on the screen", timeout)

    def wait_until(self, condition: Callable[[], bool], what: str, timeout: float = _LONGEST) -> None:
        """Read until `condition()` holds."""
        end = time.monotonic() + timeout
        while not condition():
            left = end - time.monotonic()
            if left <= 0 or self._read(min(left, 0.5)) < 0:
                if condition():
                    return
                raise AssertionError(f"waited in vain for {what}; the screen:\n{self.text}")

    def settle(self, quiet: float = 0.2, longest: float = 20.0) -> int:
        """Read until nothing came for `quiet` seconds and the program sleeps: the bytes that came.

        On a busy machine a program that has not answered yet waits for its turn: that is not the end of its answer.
        """
        end, total = time.monotonic() + longest, 0
        while time.monotonic() < end:
            got = self._read(quiet)
            if got < 0:
                break
            total += got
            if got == 0 and (busy := self._work()) is not None:
                got = self._read(_NAP)
                total += max(got, 0)
                if got <= 0 and self._work() == busy:
                    break
        return total

    def wait_for_rest(self, timeout: float = _LONGEST) -> None:
        """Read until the program sleeps; AssertionError where it is always at work."""
        self.wait_until(lambda: self._work() is not None, "rest", timeout)

    def wait_for_end(self, timeout: float = _LONGEST) -> int:
        """Read until the program has ended: its exit code, negative for a signal."""
        end = time.monotonic() + timeout
        while not self._has_ended():
            if time.monotonic() > end:
                raise AssertionError(f"the program has not ended; the screen:\n{self.text}")
            if self._read(0.1) < 0:
                select.select([], [], [], 0.02)
        while self._read(0) > 0:
            pass
        assert self.status is not None
        return os.waitstatus_to_exitcode(self.status)

    # -- acting --------------------------------------------------------------------------------------------------

    def read(self, timeout: float) -> int:
        """Read once: the bytes that came within `timeout` seconds, 0 where none did, -1 at the end."""
        return self._read(timeout)

    def send(self, data: bytes) -> None:
        """Send bytes and wait for nothing, reading meanwhile so that neither side is stuck."""
        view = memoryview(data)
        while view:
            readable, writable, _ = select.select([self.fd], [self.fd], [], 5)
            if readable and self._read(0) < 0:
                return
            if writable:
                view = view[os.write(self.fd, view[:1024]) :]

    def press(self, *keys: bytes, quiet: float = 0.15, first: float = 0.6) -> int:
        """Send keys one after another, each settled: the bytes that the program wrote for all of them.

        Waits `first` seconds at most for an answer, which may be none.
        """
        before = len(self.raw)
        for key in keys:
            self.send(key)
            self._read(first)
            self.settle(quiet)
        return len(self.raw) - before

    def type(self, words: str, quiet: float = 0.15) -> int:
        """Type `words` at full speed, then settle: the bytes that the program wrote."""
        before = len(self.raw)
        self.send(words.encode())
        self._read(0.6)
        self.settle(quiet)
        return len(self.raw) - before

    def paste(self, words: str, quiet: float = 0.2) -> int:
        """Paste `words`, bracketed as terminals do it."""
        before = len(self.raw)
        self.send(b"\x1b[200~" + words.encode("utf-8", "surrogatepass") + b"\x1b[201~")
        self._read(0.6)
        self.settle(quiet)
        return len(self.raw) - before

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as dragging a window does: any, 0 to 65,535 each way."""
        columns_shown, rows_shown = _emulated(columns, rows)
        self.screen.resize(rows_shown, columns_shown)
        _set_size(self.fd, rows, columns)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        if not self._reaped:
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal's side of the line, as a dropped connection does."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End the program, which was started here, and free the pty."""
        if not self._has_ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._reaped = True
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    # -- inside --------------------------------------------------------------------------------------------------

    def _read(self, timeout: float) -> int:
        """One read: the bytes that came, 0 on timeout, -1 at the end."""
        if self.fd < 0:
            return -1
        if not select.select([self.fd], [], [], timeout)[0]:
            return 0
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return -1
        if not data:
            return -1
        self.raw += data
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", self._decode(data)))
        return len(data)

    def _work(self) -> int | None:
        """How long the program's threads have run, in ns; None while one of them runs or waits for its turn."""
        ran = 0
        try:
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                if (task / "stat").read_text().rpartition(")")[2].split()[0] in "RD":
                    return None
                ran += int((task / "schedstat").read_text().split()[0])
        except OSError:  # a thread, or all of it, ended meanwhile
            return 0 if self._has_ended() else None
        return ran

    def _has_ended(self) -> bool:
        if not self._reaped:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._reaped, self.status = True, status
        return self._reaped


def _become(
    argv: Sequence[str],
    environment: dict[str, str],
    rows: int,
    columns: int,
    cwd: str | os.PathLike[str] | None,
) -> None:
    """In the child: turn into the program, in a terminal that has its size from the start."""
    try:
        _set_size(0, rows, columns)
        if cwd is not None:
            os.chdir(cwd)
        os.execvpe(argv[0], list(argv), environment)
    finally:
        os._exit(127)


def _emulated(columns: int, rows: int) -> tuple[int, int]:
    """The part of a window that is looked at; one without a size is one of 80 by 24."""
    return min(columns or 80, _WIDEST), min(rows or 24, _TALLEST)


def _set_size(fd: int, rows: int, columns: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
