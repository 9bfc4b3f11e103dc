"""Tells what is pasted from what is typed. A paste is text and nothing else, whatever characters it holds.

Textual's parser reads an Escape within a paste as the beginning of a key: some thirty characters after it were
pressed as keys, so that a text copied from an e-mail could sign out, lock or choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

BEGIN, END = "\x1b[200~", "\x1b[201~"
LONGEST = 1_000_000
"""Characters that are kept of one paste: far more than any field takes, so that what is cut is said there."""


class Characters(NamedTuple):
    """Characters of keys. `afresh`: what came before was the beginning of a paste's bracket, not a key."""

    text: str
    afresh: bool = False


class Pasted(NamedTuple):
    """A whole paste."""

    text: str


class Pasting:
    """Splits what a terminal sends, which may come in pieces of any size. Holds back no key."""

    def __init__(self) -> None:
        self._tail = ""  # the end of what was typed: perhaps the beginning of a bracket
        self._paste: str | None = None
        self._held = ""  # the end of what was pasted: perhaps the beginning of the closing bracket

    def split(self, text: str) -> Iterator[Characters | Pasted]:
        """What was typed and what was pasted, in order."""
        while text:
            if self._paste is None:
                typed, text = self._until_begin(text)
                if typed.text or typed.afresh:
                    yield typed
            else:
                pasted, text = self._until_end(text)
                if pasted is not None:
                    yield pasted

    def _until_begin(self, text: str) -> tuple[Characters, str]:
        joined = self._tail + text
        at = joined.find(BEGIN)
        if at < 0:
            self._tail = joined[-len(BEGIN) + 1 :]
            return Characters(text), ""
        straddles = at < len(self._tail)
        typed = "" if straddles else joined[len(self._tail) : at]
        self._tail, self._paste = "", ""
        return Characters(typed, straddles), joined[at + len(BEGIN) :]

    def _until_end(self, text: str) -> tuple[Pasted | None, str]:
        text = self._held + text
        at = text.find(END)
        if at < 0:
            certain = max(len(text) - len(END) + 1, 0)
            self._keep(text[:certain])
            self._held = text[certain:]
            return None, ""
        self._keep(text[:at])
        pasted, self._paste, self._held = Pasted(self._paste or ""), None, ""
        return pasted, text[at + len(END) :]

    def _keep(self, text: str) -> None:
        assert self._paste is not None
        self._paste += text[: LONGEST - len(self._paste)]
