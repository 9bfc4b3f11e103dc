"""The process's own input and output as a console: a terminal, read key by key, or pipes and files, line by line.

On a terminal the line is edited here and not by the system, so that a half-typed line survives a lock, and that the
control keys of the full screen mean the same here. Nothing but letters, line ends and backspaces is sent; only
terminals of a known kind are asked to tell what is pasted, and, to hide what was written, to forget their scrollback.
"""

from __future__ import annotations

import os
import select
import shutil
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from ce_tui.lines.dialogue.console import LONGEST, ROWS, Event
from ce_tui.lines.dialogue.editing import LineEditor, echoed
from ce_tui.terminal.character_set import LenientDecoder, shown_in
from ce_tui.terminal.pasting import Characters, Pasted, Pasting
from ce_tui.terminal.safety import TYPED

WIDEST, NARROWEST = 100, 10  # columns: longer rows are hard to follow, in shorter ones no word has room
_KNOWN = (
    "xterm",
    "linux",
    "screen",
    "tmux",
    "rxvt",
    "putty",
    "vte",
    "konsole",
    "foot",
    "alacritty",
    "kitty",
)
_A_LETTER = 0.1  # seconds within which the bytes of one letter come
_FORGET_SCROLLBACK = b"\x1b[3J"
_TELLS_PASTES, _TELLS_NO_MORE = b"\x1b[?2004h", b"\x1b[?2004l"


class Terminal:
    """File descriptors as a console; use it as a context, which puts the terminal back as it was.

    `wake`: a descriptor that becomes readable when the process is to end; `ending` then says with which code.
    `taken_over`: the process before this one left it silent. `hands_on`: it is left so, for one that follows.
    `columns`: where rows are to be broken, into a pipe too; 0: as wide as the terminal is, and in a pipe nowhere.
    """

    def __init__(
        self,
        source: int,
        target: int,
        *,
        encoding: str,
        wake: int | None = None,
        ending: Callable[[], int] = lambda: 0,
        taken_over: bool = False,
    ) -> None:
        self.encoding = encoding
        self.touched: Callable[[], None] = lambda: None
        self._source, self._target = source, target
        self._wake, self._ending = wake, ending
        self._taken_over = taken_over
        self.hands_on = False
        self.columns = 0
        self._is_terminal = os.isatty(source) and os.isatty(target)
        self._editor = LineEditor()
        self._decoder = LenientDecoder(encoding)
        self._typed: deque[str | Pasted] = deque()
        self._pasting = Pasting()
        self._before: list[Any] | None = None
        self._echoes = True
        self._ended = self._gone = False  # nothing more to read; nobody left to write to

    def __enter__(self) -> Terminal:
        if self._is_terminal:
            self._take_over()
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            self._ask_of_known(_TELLS_NO_MORE)
            if self._is_terminal and self.hands_on:
                self._before[3] &= ~TYPED
            with suppress(termios.error):  # the terminal may have gone
                termios.tcsetattr(self._source, termios.TCSADRAIN, self._before)
            self._before = None

    def _take_over(self) -> None:
        """Keys one by one, none of them a signal or flow control; echoed here if the system did."""
        self._before = termios.tcgetattr(self._source)
        if self._taken_over:
            self._before[3] |= TYPED
        changed = list(self._before)
        self._echoes = bool(changed[3] & termios.ECHO)
        changed[0] &= ~(termios.IXON | termios.IXOFF | termios.INLCR | termios.IGNCR)
        changed[0] |= termios.ICRNL
        changed[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        termios.tcsetattr(self._source, termios.TCSADRAIN, changed)
        self._ask_of_known(_TELLS_PASTES)

    def _ask_of_known(self, sequence: bytes) -> None:
        """Send what only a terminal of a known kind takes for no text."""
        if self._is_terminal and os.environ.get("TERM", "").startswith(_KNOWN):
            self._send(sequence)

    @property
    def width(self) -> int:
        """The terminal's columns, within what can be followed, or fewer that were asked for; 0 for a pipe else."""
        if not self._is_terminal:
            return self.columns
        found = max(min(shutil.get_terminal_size((80, 24)).columns - 1, WIDEST), NARROWEST)
        return min(self.columns or found, found)

    @property
    def asks_on_the_row(self) -> bool:
        """On a terminal."""
        return self._is_terminal

    @property
    def begun(self) -> str:
        """What is typed of the line."""
        return self._editor.text

    # Writing

    def write(self, text: str) -> None:
        """Send words; a reader that has gone is an end of the input."""
        self._send(shown_in(text, self.encoding).encode(self.encoding, "replace"))

    def _send(self, content: bytes) -> None:
        view = memoryview(content)
        while view and not self._gone:
            try:
                view = view[os.write(self._target, view) :]
            except BlockingIOError:
                select.select([], [self._target], [], 1)
            except OSError:
                self._gone = self._ended = True

    def hide(self) -> None:
        """Blank lines push everything up; a terminal known to have a scrollback is asked to forget it."""
        rows = shutil.get_terminal_size((80, 24)).lines if self._is_terminal else ROWS
        self._send(b"\n" * max(rows, ROWS))
        self._ask_of_known(_FORGET_SCROLLBACK)

    # Reading

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        """The next event."""
        until = None if within is None else time.monotonic() + within
        self._show_typing(not secret)
        while True:
            while self._typed:
                event = self._take(self._typed.popleft(), secret)
                if event is not None:
                    return event
            if self._ended:
                return Event("end")
            left = None if until is None else max(until - time.monotonic(), 0)
            begun = self._is_terminal and self._decoder.is_waiting
            if begun:
                left = _A_LETTER if left is None else min(left, _A_LETTER)
            watched = [self._source] if self._wake is None else [self._source, self._wake]
            ready, _, _ = select.select(watched, [], [], left)
            if self._wake in ready:
                return Event("ending", code=self._ending())
            if ready:
                self._receive()
            elif begun:
                self._typed.extend(self._parted(self._decoder.flush()))
            else:
                return Event("waited")

    def _show_typing(self, show: bool) -> None:
        """Where words go into a pipe and are typed at a terminal, the system echoes them: not a secret."""
        if self._is_terminal or not os.isatty(self._source):
            return
        if self._before is None:
            self._before = termios.tcgetattr(self._source)
        changed = termios.tcgetattr(self._source)
        echo = changed[3] | termios.ECHO if show else changed[3] & ~termios.ECHO
        if echo != changed[3]:
            changed[3] = echo
            termios.tcsetattr(self._source, termios.TCSADRAIN, changed)

    def _receive(self) -> None:
        try:
            content = os.read(self._source, 4096)
        except OSError:  # EIO: the terminal has hung up
            content = b""
        self.touched()
        self._typed.extend(self._parted(self._decoder.decode(content) if content else self._decoder.flush()))
        self._ended = not content

    def _parted(self, text: str) -> Iterator[str | Pasted]:
        """Letter by letter; what is pasted at a terminal whole."""
        if not self._is_terminal:
            yield from text
            return
        for part in self._pasting.split(text):
            yield from part.text if isinstance(part, Characters) else [part]

    def _take(self, typed: str | Pasted, secret: bool) -> Event | None:
        if isinstance(typed, Pasted):
            echo, event = self._editor.paste(typed.text, secret=secret)
        elif self._is_terminal:
            echo, event = self._editor.type(typed, secret=secret)
        else:
            return self._take_from_pipe(typed)
        if echo and (self._echoes or echo == "\n"):
            self.write(echoed(echo, self.encoding))
        return event

    def _take_from_pipe(self, character: str) -> Event | None:
        """Whole lines, with nothing edited; one without an end is no answer: its sender was cut off."""
        if character == "\n":
            line, self._editor.text = self._editor.text.removesuffix("\r"), ""
            return Event("line", line)
        if len(self._editor.text) < LONGEST:
            self._editor.text += character
        return None

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Have these control characters be these commands from now on."""
        self._editor.keys = keys

    def take_begun(self) -> str:
        """What was begun, off the line."""
        begun, self._editor.text = self._editor.text, ""
        return begun

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        """Begin the line with it."""
        self._editor.text = begun
        if echo and begun and self._is_terminal and self._echoes:
            self.write(echoed(begun, self.encoding))
