"""What differs between a line as a terminal shows it and as it should, and how to get from one to the other."""

from __future__ import annotations

from operator import ne

from ce_tui.terminal.characters import is_certain
from ce_tui.terminal.frame import FrameRow

ERASE = 9
"""From so many blanks on, erasing and jumping is cheaper than writing them."""
SHIFT = 14
"""From so many differing cells on, moving the rest of the line is considered."""
_FARTHEST = 20
"""A line is moved by at most so many cells."""


def is_break(x: int, row: FrameRow) -> bool:
    """Whether to look afresh at column `x`: many blanks begin there, or the column may have come out wrong."""
    before, here = row.characters[x - 1], row.characters[x]
    if here == " " and before != " " and blanks_from(x, row) >= ERASE:
        return True
    return here != "" and is_certain(here) and not is_certain(before or row.characters[x - 2])


def shifted_line(before: FrameRow, row: FrameRow, differing: list[int]) -> tuple[int, FrameRow] | None:
    """By how many cells to move the line from the first differing one on (negative: to the left), and what it shows
    then; None where that saves too little, or where terminals may disagree about the columns."""
    if not ("".join(before.characters) + "".join(row.characters)).isascii() or "" in before.characters:
        return None
    start, width = differing[0], len(row.characters)
    best: tuple[int, int] = (len(differing) - SHIFT // 2, 0)
    for by in range(1, min(_FARTHEST, width - start - 1) + 1):
        pushed = sum(map(ne, row.characters[start + by :], before.characters[start : width - by])) + by
        pulled = sum(map(ne, row.characters[start : width - by], before.characters[start + by :])) + by
        best = min(best, (pushed, by), (pulled, -by))
    by = best[1]
    if by == 0:
        return None
    free, look = ["\0"] * abs(by), [row.looks[start]] * abs(by)
    if by > 0:
        middle, looks = free + before.characters[start : width - by], look + before.looks[start : width - by]
    else:
        middle, looks = before.characters[start - by :] + free, before.looks[start - by :] + look
    return by, FrameRow(before.characters[:start] + middle, before.looks[:start] + looks)


def differing_columns(before: FrameRow, row: FrameRow) -> list[int]:
    """Columns whose cells differ, in order; both halves of a wide character, or neither."""
    columns = [
        x
        for x, (a, b, c, d) in enumerate(
            zip(before.characters, row.characters, before.looks, row.looks, strict=True)
        )
        if a != b or c is not d
    ]
    if "" not in row.characters:
        return columns
    with_halves = set(columns)
    for x in columns:
        if row.characters[x] == "":
            with_halves.add(x - 1)
        elif row.characters[x + 1 : x + 2] == [""]:
            with_halves.add(x + 1)
    return sorted(with_halves)


def uniform_tail(row: FrameRow) -> int:
    """The column from which on the line is blank in one look."""
    x = len(row.characters)
    while x > 0 and row.characters[x - 1] == " " and row.looks[x - 1] is row.looks[-1]:
        x -= 1
    return x


def blanks_from(x: int, row: FrameRow) -> int:
    """How many blanks of one look follow from column `x` on."""
    end = x
    while end < len(row.characters) and row.characters[end] == " " and row.looks[end] is row.looks[x]:
        end += 1
    return end - x
