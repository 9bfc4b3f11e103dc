"""Text in cells: width, cutting that says so, wrapping. Wide and combining characters count as terminals show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells, set_cell_size

CUT = "..."
PHONE_NUMBER = re.compile(r"(?<![\w-])(?:0\d{2,4}(?: ?\d{3,4}){1,3}|999|101)(?![\w-])")
_GLUE = "\0"  # stands for a blank at which no row may end
WIDEST = 90
"""Cells of a line that can be read without losing the way back; a wider window shows more, not longer lines.

`styles/app.tcss` has it, too.
"""


def cells(text: str) -> int:
    """How many cells a terminal shows `text` in."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: padded with spaces, or cut with "..." at the end."""
    wide = cells(text)
    if wide == width:
        return text
    if wide < width:
        return text + " " * (width - wide)
    if width <= len(CUT):
        return set_cell_size(text, max(width, 0))
    return set_cell_size(text, width - len(CUT)) + CUT


def wrap(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, broken at spaces where it can be. At least one line.

    A phone number is in one line: half of one is another one.
    """
    width = max(width, 1)
    if cells(text) <= width and "\n" not in text and not text.startswith(" "):  # as most rows of a long list
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph, width):
            trial = f"{line} {word}" if line else word
            if cells(trial) <= width:
                line = trial
                continue
            if line:
                lines.append(line)
            *whole, line = chop_cells(word, width) if cells(word) > width else [word]
            lines.extend(whole)
        lines.append(line)
    return lines


def _words(paragraph: str, width: int) -> Iterator[str]:
    """What is parted by blanks; a phone number with what is written together with it is one, where it fits."""
    if "0" not in paragraph:
        yield from paragraph.split(" ")
        return
    glued = PHONE_NUMBER.sub(lambda number: number[0].replace(" ", _GLUE), paragraph)
    for word in glued.split(" "):
        whole = word.replace(_GLUE, " ")
        yield from whole.split(" ") if _GLUE in word and cells(whole) > width else [whole]
