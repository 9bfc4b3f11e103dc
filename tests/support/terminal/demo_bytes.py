"""What the app sends over the line, key by key, on a walk through the demo at 80×24.

The budgets of the design are about these numbers; none of them depends on how busy the machine is.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from support.checkout import CHECKOUT
from support.terminal.pty_screen import DOWN, ENTER, ESCAPE, F1, SPACE, UP, PtyScreen, ctrl

DEPTHS: dict[str, dict[str, str | None]] = {
    "24-bit": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "linux"},
    "none": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
"""Environments in which a terminal gets so many colours."""

FIRST_SCREEN, SCREEN_CHANGE, MOVE, MARK, LETTER = 5_000, 2_000, 80, 80, 20
IN_TONES = 1.1
"""A screen may take a tenth more in a theme that gives words colours of their own."""

SCROLLED = 400
"""For a move that scrolls the list, so that texts which were not on the screen come over the line."""

BACK = 1.75
"""For coming back to a screen: bytes for each byte of the letters that the screen before it had not. A terminal keeps
nothing of what was on it, so the letters themselves have to come again: each in one byte, a piece of a thin line in 3.
"""

_QUIET = 0.12
_LIST = slice(7, 18)  # the lines of the screen on which the red tier's factors stand
_TEXTS = 20  # the column in which their texts begin


class Back(NamedTuple):
    """Coming back to a screen: the bytes that were sent, and those of the letters on it that had not been there."""

    count: int
    letters: int

    @property
    def for_a_letter(self) -> float:
        """Bytes for each of theirs."""
        return self.count / self.letters


@dataclass
class Sent:
    """Bytes of each step, in the order of the walk."""

    first_screen: int = 0
    screen_changes: dict[str, int] = field(default_factory=dict)
    moves: list[int] = field(default_factory=list)
    """In a list of factors, without scrolling, the status line included."""
    scrolls: list[int] = field(default_factory=list)
    """Moves in a list of factors that scroll it."""
    marks: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    backs: dict[str, Back] = field(default_factory=dict)
    idle: dict[str, int] = field(default_factory=dict)
    raw: bytes = b""
    """Everything."""


def open_demo(env: Mapping[str, str | None], config: Path | None = None) -> PtyScreen:
    """`ce-tui demo` in a terminal, Home on it and quiet; `config` is a configuration file."""
    ours = {"PYTHONPATH": str(CHECKOUT), "CE_TUI_CONFIG": str(config) if config else None}
    term = PtyScreen([sys.executable, "-m", "ce_tui", "demo"], ours | dict(env))
    term.wait_for("Enter opens it")
    term.settle(_QUIET)
    return term


def walk(env: Mapping[str, str | None], config: Path | None = None) -> Sent:
    """Home, a screening's sections, the factors of its red tier, its notes: what each step sends."""
    sent = Sent()
    with open_demo(env, config) as term:
        sent.first_screen = len(term.raw)
        sent.idle["Home"] = term.settle(1.5)
        while (
            "Robin Example" not in term.under_cursor
        ):  # a child who is known, with red signs: every tier is open
            assert term.press(DOWN, quiet=_QUIET) > 0
        _change(term, sent, ENTER, "3 Start")
        for section in ("4 Yellow", "5 Amber", "6 Red"):
            _change(term, sent, ctrl("N"), section)
        for key in [DOWN] * 10 + [UP] * 10:
            before = _texts(term)
            count = term.press(key)
            (sent.moves if _texts(term) == before else sent.scrolls).append(count)
        term.wait_for("R1, 1 of 11")
        sent.marks = [term.press(SPACE) for _ in range(3)]
        sent.idle["6 Red"] = term.settle(1.5)
        for place, key in (("help", F1), ("guidance", b"e")):
            sent.backs[place] = _there_and_back(term, key)
        _change(term, sent, ctrl("T"), "7 Notes")
        term.press(ENTER)  # a word that goes to the next line would be sent again
        sent.letters = _letters(term)
        assert "Seen" in term.text
        term.settle(1.2)  # until it is saved
        sent.idle["7 Notes"] = term.settle(1.5)
        sent.raw = bytes(term.raw)
    return sent


def _change(term: PtyScreen, sent: Sent, key: bytes, section: str) -> None:
    sent.screen_changes[section] = term.press(key, quiet=_QUIET)
    term.wait_for(section)
    assert term.line(0).endswith(section)


def _letters(term: PtyScreen) -> list[int]:
    """Four letters of some words: not those during which it was saved, which the header says where it is a new time."""
    counts: list[int] = []
    for letter in "Seen at the seafront":
        header = term.line(0)
        count = term.press(letter.encode(), quiet=_QUIET)
        if term.line(0) == header:
            counts.append(count)
        if len(counts) == 4:
            break
    return counts


def _there_and_back(term: PtyScreen, key: bytes) -> Back:
    here = term.screen.display[:]
    assert term.press(key, quiet=_QUIET) > 0
    there = term.screen.display[:]
    count = term.press(ESCAPE, quiet=0.3)
    assert term.screen.display == here
    pairs = zip("".join(there), "".join(here), strict=True)
    letters = [letter for before, letter in pairs if letter != before and letter != " "]
    return Back(count, len("".join(letters).encode()))


def _texts(term: PtyScreen) -> list[str]:
    return [line[_TEXTS:] for line in term.screen.display[_LIST]]
