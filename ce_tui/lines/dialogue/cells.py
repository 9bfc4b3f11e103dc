"""How many cells of a terminal, or of a braille line, letters take. Pure."""

from __future__ import annotations

import re
import unicodedata

_NO_WIDTH = re.compile("[\u200c\u200d\u1160-\u11ff]")
"""Joiners, and the later parts of a Hangul syllable."""


def cells(text: str) -> int:
    """How many cells a text takes, which has no line ends."""
    return len(text) if text.isascii() else sum(map(_of, text))


def _of(letter: str) -> int:
    """How many one letter takes: none where it stands on the letter before it."""
    category = unicodedata.category(letter)
    if category in ("Mn", "Me") or _NO_WIDTH.match(letter):
        return 0
    if category == "Cn":  # not assigned when this Python was made: wide where emoji and Han go on growing
        return 2 if "\U0001f000" <= letter < "\U00040000" else 1
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
