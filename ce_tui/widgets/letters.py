"""Where letters and words end in a line: a letter keeps its accents, an emoji its parts. Pure.

A name that was pasted from elsewhere may have é as two code points (Unicode Standard Annex 15, form NFD). Letters are
told apart as the screen does when it draws them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rich.cells import split_graphemes


def letter_before(line: str, column: int) -> int:
    """The column at which the letter begins that ends at `column`, or that `column` lies in; 0 at the beginning."""
    if line.isascii():
        return max(column - 1, 0)
    return max((start for start, _, _ in split_graphemes(line)[0] if start < column), default=0)


def letter_after(line: str, column: int) -> int:
    """The column at which the letter ends that begins at `column`, or that `column` lies in; the line's end at most."""
    if line.isascii():
        return min(column + 1, len(line))
    return min((end for _, end, _ in split_graphemes(line)[0] if end > column), default=len(line))


def word_after(line: str, column: int) -> int:
    """The column at which the next word ends, whatever stands before it; the line's end where there is none."""
    found = re.search(rf"[\w{_marks()}]+", line[column:])
    return len(line) if found is None else column + found.end()


@cache
def edges_of_words() -> re.Pattern[str]:
    """Finds where words begin and end."""
    marks = _marks()
    return re.compile(rf"(?<=[^\w{marks}])(?=\w)|(?<=[\w{marks}])(?=[^\w{marks}])")


@cache
def _marks() -> str:
    """Accents and their like: they belong to the word of the letter before them, which Python's `\\w` does not know."""
    blocks = (range(0x300, 0x3100), range(0xA660, 0xAC00), range(0xFB00, 0xFE30))
    return "".join(
        chr(code) for block in blocks for code in block if unicodedata.category(chr(code)).startswith("M")
    )
