"""Where letters and words end in a line: a letter keeps its accents and what is joined to it. Pure.

A name that was pasted from elsewhere may have é as two code points (Unicode Standard Annex 15, form NFD). What has no
width of its own belongs to the letter before it, and so does what a zero-width joiner stands before, as in emoji of
several parts (Annex 29).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rich.cells import get_character_cell_size

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_FIRST_MARK = "\u0300"


def letter_start(line: str, column: int) -> int:
    """`column`, or where it lies within a letter, the column at which that begins."""
    while _is_within(line, column):
        column -= 1
    return column


def letter_end(line: str, column: int) -> int:
    """`column`, or where it lies within a letter, the column at which that ends."""
    while _is_within(line, column):
        column += 1
    return column


def letter_before(line: str, column: int) -> int:
    """The column at which the letter before `column` begins; 0 at the beginning."""
    return letter_start(line, max(column - 1, 0))


def letter_after(line: str, column: int) -> int:
    """The column at which the letter after `column` ends; the line's end at most."""
    return letter_end(line, min(column + 1, len(line)))


def word_after(line: str, column: int) -> int:
    """The column at which the next word ends, whatever stands before it; the line's end where there is none."""
    found = re.compile(rf"[\w{_marks()}]+").search(line, column)
    return len(line) if found is None else letter_end(line, found.end())


@cache
def edges_of_words() -> re.Pattern[str]:
    """Finds where words begin and end; not told apart from letters, which `letter_start` and `letter_end` do."""
    marks = _marks()
    return re.compile(rf"(?<=[^\w{marks}])(?=\w)|(?<=[\w{marks}])(?=[^\w{marks}])")


def _is_within(line: str, column: int) -> bool:
    """Whether what stands at `column` belongs to the letter before it."""
    if not 0 < column < len(line):
        return False
    here = line[column]
    return line[column - 1] == _JOINER or (here >= _FIRST_MARK and get_character_cell_size(here) == 0)


@cache
def _marks() -> str:
    """Accents and joiners: they belong to the word of the letter before them, which Python's `\\w` does not know."""
    blocks = (range(0x300, 0x3100), range(0xA660, 0xAC00), range(0xFB00, 0xFE00), range(0xFE20, 0xFE30))
    marks = (
        chr(code) for block in blocks for code in block if unicodedata.category(chr(code)).startswith("M")
    )
    return "".join(marks) + _NON_JOINER + _JOINER
