"""Textual's driver for our app: its keyboard, its output, and nothing that asks.

Unlike Textual's own it sends no queries, no mouse or focus modes, no keyboard protocol and no title; shows the
hardware cursor; clears the screen when it comes and when it goes; survives bytes that are not text; ends in order
when the terminal goes away; and sleeps while nothing happens. A slow or frozen line never holds up the app.
"""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Condition, Event, Lock, Thread
from typing import Any, Protocol, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.events import Key, Paste
from textual.geometry import Size
from textual.message import Message

from ce_tui.terminal.cells import MOST_COLUMNS, MOST_ROWS
from ce_tui.terminal.character_set import LenientDecoder, Pasted, Pasting, terminal_encoding
from ce_tui.terminal.pace import TypeAhead
from ce_tui.terminal.picture import Picture
from ce_tui.terminal.safety import TYPED
from ce_tui.terminal.signals import EndingSignals

_ESCAPE_WAIT = 0.05
"""Seconds between two looks at whether an Escape stands alone."""
_LOOKS = 4
"""So many looks after the last byte; then the thread sleeps until the next key."""


class Keyboard(Thread):
    """Reads keys and pastes from a file descriptor and hands them to `on_message`, in this thread.

    What else a terminal can send (a mouse, its size, answers to questions) was not asked for and goes nowhere.
    `on_gone` is called once, when the terminal has hung up. Between keys the thread sleeps.
    """

    def __init__(
        self, fd: int, encoding: str, on_message: Callable[[Message], None], on_gone: Callable[[], None]
    ) -> None:
        super().__init__(daemon=True, name="terminal-input")
        self._fd = fd
        self._decoder = LenientDecoder(encoding)
        self._parser = XTermParser()
        self._pasting = Pasting()
        self._on_message = on_message
        self._on_gone = on_gone
        self._ending = Event()
        self._wake_reader, self._wake_writer = os.pipe()

    def stop(self) -> None:
        """End the thread; returns when it has."""
        if not self._ending.is_set():
            self._ending.set()
            os.write(self._wake_writer, b"x")
            if self.is_alive():
                self.join(1)
            os.close(self._wake_writer)
            os.close(self._wake_reader)

    def run(self) -> None:
        """The thread."""
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        poll.register(self._wake_reader, select.POLLIN)
        looks = 0
        while not self._ending.is_set():
            ready = dict(poll.poll(_ESCAPE_WAIT * 1000 if looks else None))
            if self._ending.is_set():
                return
            if self._fd not in ready:
                looks -= 1
                self._feed(self._decoder.flush())
            elif data := self._read():
                looks = _LOOKS
                self._feed(self._decoder.decode(data))
            else:
                self._on_gone()
                return
            self._tick()

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, 65536)
        except OSError:
            return b""

    def _feed(self, text: str) -> None:
        for part in self._pasting.split(text):
            if isinstance(part, Pasted):
                self._on_message(Paste(part.text))
                continue
            if part.afresh:
                self._parser = XTermParser()
            try:
                self._hand_on(self._parser.feed(part.text) if part.text else ())
            except (ValueError, OverflowError, StopIteration):
                self._parser = XTermParser()  # it was an impossible sequence: begin afresh after it

    def _tick(self) -> None:
        self._hand_on(self._parser.tick())

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if isinstance(message, Key):
                self._on_message(message)


_PIECE = 1024
"""Bytes that are written at once: what overtakes the rest waits for no more than these."""


class Output(Thread):
    """Writes to a file descriptor, in order: what the line takes at once, the rest by this thread.

    To hand each letter to a thread would cost more than to draw it, with its waking and the wait for the interpreter.

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


_ENTER = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25h\x1b[m\x1b[2J"
"""Alternate screen, no wrapping, bracketed paste, visible cursor, clear."""
_LEAVE = "\x1b[m\x1b[H\x1b[2J\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
_CLEAR_SCROLLBACK = "\x1b[3J"
_CURTAIN = "\x1b[m\x1b[H\x1b[2J Locking.\r"
"""What hides the screen from the moment at which the key that locks arrives."""
_USUAL_COLUMNS, _USUAL_ROWS = 80, 24
_LONGEST_FAREWELL = 1.0
"""Seconds that a slow line gets for the last bytes."""


class DriverHost(Protocol):
    """What the driver asks of the app: `TerminalApp` says what each of it is."""

    takes_over: bool
    hands_on: bool

    @property
    def hiding_keys(self) -> frozenset[str]: ...

    @property
    def picture(self) -> Picture: ...

    def came_back(self) -> None: ...

    def end_orderly(self, code: int) -> None: ...


class TerminalDriver(Driver):
    """One terminal: its modes, its input, its output, its end."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = False,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=False, size=size)
        self._driven = cast("DriverHost", app)
        self.encoding = terminal_encoding()
        self._in = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._out = _terminal_descriptor()
        self._size = window_size(self._out)  # else Textual asks somebody who does not know what we draw
        self._before: list[Any] | None = None
        self._output: Output | None = None
        self._keyboard: Keyboard | None = None
        self.is_hidden = False
        """Whether nothing of the screen is shown just now."""
        self._hiding = Lock()
        self._told = Size(0, 0)
        self._type_ahead = TypeAhead(app, self._driven.picture.pace)
        self._endings = EndingSignals(self._loop, self._driven.end_orderly, self.restore_terminal)

    @property
    def is_busy(self) -> bool:
        """Whether the line has not taken everything yet."""
        return self._output is not None and self._output.is_busy

    def write(self, data: str) -> None:
        """Send `data`, but nothing while it is hidden. What the terminal's encoding lacks becomes a question mark."""
        with self._hiding:
            if not self.is_hidden:
                self._send(data)

    def hide(self) -> None:
        """Clear the screen ahead of waiting output, and send nothing more until `reveal`.

        From any thread: it waits for nothing that the app is busy with.
        """
        with self._hiding:
            if not self.is_hidden and self._output is not None:
                self.is_hidden = True
                self._output.replace(_CURTAIN.encode())

    def reveal(self) -> None:
        """Send again what is written from now on."""
        with self._hiding:
            self.is_hidden = False

    def send_message(self, message: Message) -> None:
        """Hand on what was typed, in its turn; the key that locks hides at once. Called in the keyboard's thread."""
        if isinstance(message, events.Key) and message.key in self._driven.hiding_keys:
            self.hide()
        self._endings.soon(self._take, message)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._output = Output(
            self._out, lambda: self._endings.soon(self._driven.picture.send), self._endings.terminal_is_gone
        )
        self._output.start()
        self._keyboard = Keyboard(
            self._in, self.encoding, self.process_message, self._endings.terminal_is_gone
        )
        self._before = _attributes(self._in)
        if self._driven.takes_over:
            self._before = echoing(self._before, True)
            self._drop_keys()
        self._take_over()
        self._endings.watch(resized=self._send_size, continued=self._come_back)
        self._keyboard.start()
        self._send_size()

    def disable_input(self) -> None:
        """Read no more keys, and drop those typed ahead: they are not for the shell."""
        if self._keyboard is not None:
            self._keyboard.stop()
            self._keyboard = None
            self._drop_keys()

    def stop_application_mode(self) -> None:
        """Give the terminal back, cleared."""
        self.disable_input()
        self._endings.watch_no_more()
        self._send(_LEAVE + (_CLEAR_SCROLLBACK if os.environ.get("TERM") == "linux" else ""))
        self._set_attributes(echoing(self._before, False) if self._driven.hands_on else self._before)

    def close(self) -> None:
        """Wait for the last bytes, not for ever."""
        if self._output is not None:
            self._output.stop(_LONGEST_FAREWELL)
            self._output = None

    def restore_terminal(self) -> None:
        """Give the terminal back at once, from any thread, when all else has failed. Never blocks."""
        self._set_attributes(self._before)
        with suppress(OSError):
            os.set_blocking(self._out, False)
            os.write(self._out, _LEAVE.encode())
            os.set_blocking(self._out, True)

    def _take_over(self) -> None:
        raw = _attributes(self._in)
        if raw is not None:
            iflag, oflag, _cflag, lflag = range(4)
            raw[iflag] &= ~(
                termios.IXON | termios.IXOFF | termios.IXANY | termios.ICRNL | termios.INLCR | termios.IGNCR
                | termios.ISTRIP | termios.BRKINT
            )  # fmt: skip
            raw[oflag] &= ~termios.OPOST
            raw[lflag] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
            raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
        self._set_attributes(raw)
        self._send(_ENTER)

    def _come_back(self) -> None:
        """After a stop: the shell may have changed the modes and written on the screen."""
        self._take_over()
        self._driven.came_back()

    def _take(self, message: Message) -> None:
        """Hand on what was typed, after the size of the window it was typed in: the signal of that may come later."""
        if window_size(self._out) != self._told:
            self._send_size()
        self._type_ahead.take(message)

    def _send_size(self) -> None:
        self._told = window_size(self._out)
        self._driven.picture.size_changed()
        self._app.post_message(events.Resize(self._told, self._told))

    def _send(self, data: str) -> None:
        if self._output is not None:
            self._output.write(data.encode(self.encoding, "replace"))

    def _drop_keys(self) -> None:
        with suppress(termios.error):
            termios.tcflush(self._in, termios.TCIFLUSH)

    def _set_attributes(self, attributes: list[Any] | None) -> None:
        if attributes is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._in, termios.TCSANOW, attributes)


def echoing(attributes: list[Any] | None, on: bool) -> list[Any] | None:
    """Attributes of a terminal with what is typed shown, and taken for signals, or neither: Ctrl+C would end a process
    that follows before it can say that it is no signal to it.
    """
    if attributes is None:
        return None
    changed = list(attributes)
    changed[3] = changed[3] | TYPED if on else changed[3] & ~TYPED
    return changed


def _attributes(fd: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(fd)
    except termios.error:
        return None


def _terminal_descriptor() -> int:
    """Where the screen is written: standard output where that is a terminal, never into a file by mistake."""
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return 1


def window_size(terminal: int) -> Size:
    """The columns and rows that are drawn on the terminal with this file descriptor.

    What nobody has measured, as behind a terminal that a script has opened, counts as 80 or 24, each by itself.
    """
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:
        columns, rows = 0, 0
    return Size(min(columns or _USUAL_COLUMNS, MOST_COLUMNS), min(rows or _USUAL_ROWS, MOST_ROWS))
