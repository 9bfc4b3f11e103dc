"""The line that is being typed: characters in, what is to be echoed out. Pure.

Only what a terminal's own line editing can do: delete a letter, a word, the whole line. The cursor stays at its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ce_tui.core.pathway.clean import clean_text
from ce_tui.lines.dialogue.cells import cells
from ce_tui.lines.dialogue.console import LONGEST, Event
from ce_tui.terminal.character_set import HARMFUL, LACKING, has, stand_in

_ENTER, _BACKSPACE = "\r\n", "\x7f\x08"
_CANCEL, _END, _KILL, _WORD, _ESCAPE = "\x03", "\x04", "\x15", "\x17", "\x1b"
_UNFINISHED = re.compile(r"\x1b(\[\[?|\[[0-?]*[ -/]*|O)?\Z")
_F1 = ("\x1bOP", "\x1b[11~", "\x1b[[A")


class LineEditor:
    """One line. `keys`: which control character is which command."""

    def __init__(self, keys: Mapping[str, str] | None = None) -> None:
        self.keys = keys or {}
        self.text = ""
        self._escape = ""
        self._after_return = False

    def type(self, character: str, *, secret: bool = False) -> tuple[str, Event | None]:
        """Take one character: what to echo, and what came of it. A secret is never echoed."""
        after_return, self._after_return = self._after_return, character == "\r"
        if character == "\n" and after_return:
            return "", None
        if self._escape or character == _ESCAPE:
            event = self._sequence(character)
            return "\n" if event is not None else "", event
        if character in _ENTER:
            line, self.text = self.text, ""
            return "\n", Event("line", line)
        if character in _BACKSPACE:
            return self._drop(1, secret), None
        if character == _KILL:
            return self._drop(len(self.text), secret), None
        if character == _WORD:
            kept = self.text.rstrip()
            return self._drop(len(self.text) - len(kept[: kept.rfind(" ") + 1]), secret), None
        if character == _CANCEL:
            self.text = ""
            return "\n", Event("dropped")
        if character == _END:
            return ("", None) if self.text else ("\n", Event("end"))
        if character in self.keys:
            return "\n", Event("key", self.keys[character])
        return self._put(" " if character == "\t" else character, secret), None

    def paste(self, text: str, *, secret: bool = False) -> tuple[str, Event | None]:
        """Take a paste, which is text and no key: one line as if it was typed, without its end; several at once, as one
        event whose text has line ends in it.
        """
        self._escape, self._after_return = "", False
        lines = "\n".join(map(_typed, clean_text(text, LONGEST).text.split("\n"))).strip("\n")
        if "\n" not in lines:
            return "".join(self._put(letter, secret) for letter in lines), None
        whole, self.text = f"{self.text}{lines}"[:LONGEST], ""
        return "\n", Event("line", whole)

    def _put(self, character: str, secret: bool) -> str:
        if HARMFUL.match(character) or len(self.text) >= LONGEST:
            return ""
        self.text += character
        return "" if secret else character

    def _drop(self, count: int, secret: bool) -> str:
        """Take letters off the end, each with its accents."""
        taken = 0
        while count > 0 and self.text:
            letter, self.text = self.text[-1], self.text[:-1]
            count -= 1
            if (width := cells(letter)) == 0:
                count = max(count, 1)
            taken += width
        return "" if secret else "\b \b" * taken

    def _sequence(self, character: str) -> Event | None:
        """Arrow keys and the like do nothing here, and nothing of them gets into the line; F1 is help."""
        self._escape += character
        if self._escape in _F1:
            self._escape = ""
            return Event("key", "help")
        if not _UNFINISHED.match(self._escape):
            self._escape = ""
        return None


def _typed(line: str) -> str:
    """A line as it is kept: what shows nothing is kept, what steers a terminal is not."""
    return HARMFUL.sub("", line.replace("\t", " "))


def echoed(typed: str, encoding: str) -> str:
    """What was typed as a terminal shows it that may lack letters of it: in as many cells as it takes elsewhere."""
    return "".join(
        letter if has(letter, encoding) else stand_in(letter).ljust(cells(letter), LACKING)[: cells(letter)]
        for letter in typed
    )
