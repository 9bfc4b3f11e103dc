"""The process's own input and output as a console: a terminal, read key by key, or pipes and files, line by line.

On a terminal the line is edited here and not by the system, so that a half-typed line survives a lock, and that the
control keys of the full screen mean the same here. Nothing but letters, line ends and backspaces is sent; only
terminals of a known kind are asked to tell what is pasted, and, to hide what was written, to forget their scrollback.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import termios
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Timer
from types import FrameType
from typing import Any, Literal, NamedTuple

from ce_tui.core.pathway.shape import clean_text
from ce_tui.lines.dialogue.speech import cells
from ce_tui.terminal.character_set import (
    HARMFUL,
    LACKING,
    Characters,
    LenientDecoder,
    Pasted,
    Pasting,
    has,
    shown_in,
    stand_in,
)
from ce_tui.terminal.safety import TYPED, take_over
from ce_tui.threads import begin

ROWS = 60  # so many blank lines push everything out of view
LONGEST = 100_000  # characters of one line; the rest of a longer one is left out


class Event(NamedTuple):
    """An event of the console: a line, or several that were pasted at once; a command's key (`text`: its id); nothing
    for as long as was asked; the line was dropped (Ctrl+C); the end of the input; a signal that ends the program
    (`code`: the exit code).
    """

    kind: Literal["line", "key", "waited", "dropped", "end", "ending"]
    text: str = ""
    code: int = 0


_ENTER, _BACKSPACE = "\r\n", "\x7f\x08"
_CANCEL, _END, _KILL, _WORD, _ESCAPE = "\x03", "\x04", "\x15", "\x17", "\x1b"
_UNFINISHED = re.compile(r"\x1b(\[\[?|\[[0-?]*[ -/]*|O)?\Z")
_F1 = ("\x1bOP", "\x1b[11~", "\x1b[[A")


class LineEditor:
    """One line as it is edited. `keys`: which control character is which command."""

    def __init__(self, keys: Mapping[str, str] | None = None) -> None:
        self.keys = keys or {}
        self.text = ""
        self._escape = ""
        self._after_return = False

    def type(self, character: str) -> tuple[str, Event | None]:
        """Take one character: what to echo, unless it is secret, and what came of it."""
        after_return, self._after_return = self._after_return, character == "\r"
        if character == "\n" and after_return:
            return "", None
        if self._escape or character == _ESCAPE:
            # Arrow keys and the like do nothing, and nothing of them gets into the line; F1 is help.
            sequence = self._escape + character
            self._escape = sequence if _UNFINISHED.match(sequence) and sequence not in _F1 else ""
            return ("\n", Event("key", "help")) if sequence in _F1 else ("", None)
        if character in _ENTER:
            line, self.text = self.text, ""
            return "\n", Event("line", line)
        if character in _BACKSPACE:
            return self._drop(1), None
        if character == _KILL:
            return self._drop(len(self.text)), None
        if character == _WORD:
            kept = self.text.rstrip()
            return self._drop(len(self.text) - len(kept[: kept.rfind(" ") + 1])), None
        if character == _CANCEL:
            self.text = ""
            return "\n", Event("dropped")
        if character == _END:
            return ("", None) if self.text else ("\n", Event("end"))
        if character in self.keys:
            return "\n", Event("key", self.keys[character])
        return self._put(" " if character == "\t" else character), None

    def paste(self, text: str) -> tuple[str, Event | None]:
        """Take a paste, which is text and no key: one line as if it was typed, without its end.

        Several are one event whose text has line ends in it.
        """
        self._escape, self._after_return = "", False
        rows = clean_text(text, LONGEST).text.replace("\t", " ").split("\n")
        lines = "\n".join(HARMFUL.sub("", row) for row in rows).strip("\n")
        if "\n" not in lines:
            return "".join(map(self._put, lines)), None
        whole, self.text = f"{self.text}{lines}"[:LONGEST], ""
        return "\n", Event("line", whole)

    def _put(self, character: str) -> str:
        if HARMFUL.match(character) or len(self.text) >= LONGEST:
            return ""
        self.text += character
        return character

    def _drop(self, count: int) -> str:
        """Take letters off the end, each with its accents."""
        taken = 0
        while count > 0 and self.text:
            letter, self.text = self.text[-1], self.text[:-1]
            count -= 1
            if (width := cells(letter)) == 0:
                count = max(count, 1)
            taken += width
        return "\b \b" * taken


def echoed(typed: str, encoding: str) -> str:
    """A typed text as a terminal shows it that may lack letters: in as many cells as elsewhere."""
    return "".join(
        letter if has(letter, encoding) else stand_in(letter).ljust(cells(letter), LACKING)[: cells(letter)]
        for letter in typed
    )


GRACE = 10.0
"""Seconds from the signal until the process ends by force: a PDF may be in the making. Each answer is saved by then."""


class SignalWatch:
    """Takes over the signals that end the process. `wake` becomes readable then, `code` is the exit code."""

    def __init__(self) -> None:
        self.wake, self._waking = os.pipe()
        os.set_blocking(self._waking, False)
        self.code = 0
        take_over(self._on_ending)

    def _on_ending(self, number: int, _frame: FrameType | None) -> None:
        if self.code:
            return
        self.code = 128 + number
        last = Timer(GRACE, os._exit, [self.code])
        last.daemon = True
        begin(last)
        os.write(self._waking, b"!")


WIDEST, NARROWEST = 100, 10  # columns: longer rows are hard to follow, in shorter ones no word has room
_KNOWN = re.compile("xterm|linux|screen|tmux|rxvt|putty|vte|konsole|foot|alacritty|kitty")
_A_LETTER = 0.1  # seconds within which the bytes of one letter come
_FORGET_SCROLLBACK = b"\x1b[3J"
_TELLS_PASTES, _TELLS_NO_MORE = b"\x1b[?2004h", b"\x1b[?2004l"


class Terminal:
    """File descriptors as a console; use it as a context, which puts the terminal back as it was.

    Nothing here raises for a terminal that has gone: reading then gives the end.

    `signals`: watches for those that end the process. `taken_over`: the process before this one left it silent.
    `hands_on`: it is left so, for one that follows. `columns`: the width to break rows at, into a pipe too; 0: as wide
    as the terminal is, and in a pipe nowhere. `is_terminal`: whether it is one: then an answer is typed on the
    question's row; else each question ends its line. `touched`: called when something was typed, before it is taken.
    """

    def __init__(
        self,
        source: int,
        target: int,
        *,
        encoding: str,
        signals: SignalWatch | None = None,
        taken_over: bool = False,
    ) -> None:
        self.encoding = encoding
        self.touched: Callable[[], None] = lambda: None
        self._source, self._target = source, target
        self._signals = signals
        self._taken_over = taken_over
        self.hands_on = False
        self.columns = 0
        self.is_terminal = os.isatty(source) and os.isatty(target)
        self._editor = LineEditor()
        self._decoder = LenientDecoder(encoding)
        self._typed: deque[str | Pasted] = deque()
        self._pasting = Pasting()
        self._before: list[Any] | None = None
        self._echoes = True
        self._ended = self._gone = False  # nothing more to read; nobody left to write to

    def __enter__(self) -> Terminal:
        """Take keys one by one, none of them a signal or flow control; echo here if the system did."""
        if not self.is_terminal:
            return self
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
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            self._ask_of_known(_TELLS_NO_MORE)
            if self.is_terminal and self.hands_on:
                self._before[3] &= ~TYPED
            with suppress(termios.error):  # the terminal may have gone
                termios.tcsetattr(self._source, termios.TCSADRAIN, self._before)
            self._before = None

    def _ask_of_known(self, sequence: bytes) -> None:
        """Send what only a terminal of a known kind takes for no text."""
        if self.is_terminal and _KNOWN.match(os.environ.get("TERM", "")):
            self._send(sequence)

    @property
    def width(self) -> int:
        """The columns to break rows at; 0: rows are not broken.

        The terminal's, within what can be followed, or fewer that were asked for.
        """
        if not self.is_terminal:
            return self.columns
        found = max(min(shutil.get_terminal_size((80, 24)).columns - 1, WIDEST), NARROWEST)
        return min(self.columns or found, found)

    @property
    def begun(self) -> str:
        """The part typed of a line that has not ended yet."""
        return self._editor.text

    # Writing

    def write(self, text: str) -> None:
        """Send words. A reader that has gone is an end of the input."""
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
        """Push everything up by blank lines, and ask a known terminal to forget its scrollback."""
        rows = shutil.get_terminal_size((80, 24)).lines if self.is_terminal else ROWS
        self._send(b"\n" * max(rows, ROWS))
        self._ask_of_known(_FORGET_SCROLLBACK)

    # Reading

    def read(self, within: float, *, secret: bool = False) -> Event:
        """The next event, within so many seconds. A secret is not echoed."""
        until = time.monotonic() + within
        self._show_typing(not secret)
        while True:
            while self._typed:
                event = self._take(self._typed.popleft(), secret)
                if event is not None:
                    return event
            if self._ended:
                return Event("end")
            left = max(until - time.monotonic(), 0)
            begun = self.is_terminal and self._decoder.is_waiting
            watched = [self._source, *([self._signals.wake] if self._signals else [])]
            ready, _, _ = select.select(watched, [], [], min(left, _A_LETTER) if begun else left)
            if self._signals and self._signals.wake in ready:
                return Event("ending", code=self._signals.code)
            if ready:
                self._receive()
            elif begun:
                self._put(self._decoder.flush())
            else:
                return Event("waited")

    def _show_typing(self, show: bool) -> None:
        """Have the system echo what is typed at a terminal if words go into a pipe, but no secret."""
        if self.is_terminal or not os.isatty(self._source):
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
        self._put(self._decoder.decode(content) if content else self._decoder.flush())
        self._ended = not content

    def _put(self, text: str) -> None:
        """Have a text be taken: letter by letter, but what is pasted at a terminal whole."""
        if not self.is_terminal:
            self._typed.extend(text)
            return
        for part in self._pasting.split(text):
            self._typed.extend(part.text if isinstance(part, Characters) else [part])

    def _take(self, typed: str | Pasted, secret: bool) -> Event | None:
        if isinstance(typed, Pasted):
            echo, event = self._editor.paste(typed.text)
        elif self.is_terminal:
            echo, event = self._editor.type(typed)
        elif typed == "\n":  # of a pipe whole lines are taken, with nothing edited
            return Event("line", self.take_begun().removesuffix("\r"))
        else:  # a line without an end is no answer: its sender was cut off
            self._editor.text += typed if len(self._editor.text) < LONGEST else ""
            return None
        if echo == "\n" or (echo and self._echoes and not secret):
            self.write(echoed(echo, self.encoding))
        return event

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Have these control characters be these commands from now on."""
        self._editor.keys = keys

    def take_begun(self) -> str:
        """Take what was begun off the line."""
        begun, self._editor.text = self._editor.text, ""
        return begun

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        """Begin the line with what was taken off it."""
        self._editor.text = begun
        if echo and begun and self.is_terminal and self._echoes:
            self.write(echoed(begun, self.encoding))
