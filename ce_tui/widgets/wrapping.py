"""Text in cells: its width, cutting that says so, wrapping, and its tones. Characters count as terminals show them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rich.cells import cell_len, chop_cells, set_cell_size

from ce_tui.core.pathway.words import TIERS

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


Tone = Literal[
    "", "yellow", "amber", "red", "alert", "heading", "hint", "hit", "key", "here", "chosen", "rule"
]
"""A tier; what must be known first; a heading; what helps; a search's hit; a key; where one is; what is chosen; a
rule. "": text."""
TIER_TONES: dict[str, Tone] = {tier: tier for tier in TIERS}
"""By the name of a tier or an outcome; others have none."""

Piece = tuple[str, Tone]
Row = str | Sequence[Piece]
"""A row of text: as it is, or in pieces with their tones."""


def fitted(row: Row, width: int) -> Iterator[Piece]:
    """The pieces of a row in exactly `width` cells: cut, which says so, or with blanks behind them."""
    left = width
    pieces: Sequence[Piece] = [(row, "")] if isinstance(row, str) else row
    for text, tone in pieces:
        shown = fit(text, left) if cells(text) > left else text
        left -= cells(shown)
        yield shown, tone
    yield " " * left, ""


def row_width(pieces: Iterable[Piece]) -> int:
    """How many cells the pieces of a row take."""
    return sum(cells(text) for text, _ in pieces)


_WHOM = re.compile(rf"\b[Pp]hone\b|{PHONE_NUMBER.pattern}")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_CLAUSE = re.compile(r"(?<=[.?!:;])\s+")
_KEPT = ((_SENTENCE, _WHOM), (_SENTENCE, PHONE_NUMBER), (_CLAUSE, PHONE_NUMBER))
"""What stays whole: the sentences that say whom to phone; without room for them, what has the numbers."""


def in_room(rows: Sequence[str], room: int, width: int) -> list[str]:
    """So many rows, the last of which says where some are left out."""
    if len(rows) <= room:
        return list(rows)
    return [*rows[: room - 1], cut_row(rows[room - 1], rows[room], width)]


def with_numbers(words: str, room: int, width: int, then: Sequence[str] = ()) -> list[str]:
    """The rows of words and those that follow, no more than there is room for.

    Where a number to phone that the words say would be left out with them, what stands around it gives way instead.
    """
    plain = in_room([*wrap(words, width), *then], room, width)
    if _numbers(" ".join(plain)) >= _numbers(words):
        return plain
    shortened = (_shortened(words, *kept, room, width, goes_on=bool(then)) for kept in _KEPT)
    return next(filter(None, shortened), plain)


def each_with_numbers(paragraphs: Sequence[str], room: int, width: int) -> list[str]:
    """The rows of paragraphs, each shortened as far as all of them need to have room."""
    whole = [wrap(words, width) for words in paragraphs]
    for most in range(max(map(len, whole), default=0), 0, -1):
        rows = [row for words in paragraphs for row in with_numbers(words, most, width)]
        if len(rows) <= room:
            return rows
    return in_room([row for rows in whole for row in rows], room, width)


def _numbers(words: str) -> int:
    """How many numbers to phone are said."""
    return len(PHONE_NUMBER.findall(words))


def _shortened(
    words: str, ends: re.Pattern[str], kept: re.Pattern[str], room: int, width: int, *, goes_on: bool
) -> list[str]:
    """The words with as much around what is to stay as there is room for; no rows: it cannot stay.

    `ends` parts the words, `kept` finds the parts that stay. `goes_on`: more is left out behind them.
    """
    parts = [part for part in ends.split(words) if part]
    wanted = [at for at, part in enumerate(parts) if kept.search(part)]
    if not wanted:
        return []
    first, last = wanted[0], wanted[-1] + 1
    before, after = (" ".join(some).split() for some in (parts[:first], parts[last:]))

    def rows(ahead: int, behind: int) -> list[str]:
        """So many words before and after it, with a sign where some are left out."""
        left_out = [CUT] if ahead < len(before) else []
        more = [CUT] if goes_on or behind < len(after) else []
        return wrap(" ".join([*before[:ahead], *left_out, *parts[first:last], *after[:behind], *more]), width)

    # The most words that have room; -1: not even none of them.
    ahead = bisect_left(range(len(before) + 1), True, key=lambda many: len(rows(many, 0)) > room) - 1
    if ahead < min(1, len(before)):  # with its first word at least: "Alert:"
        return []
    behind = bisect_left(range(len(after) + 1), True, key=lambda many: len(rows(ahead, many)) > room) - 1
    return rows(ahead, behind)


def cut_row(row: str, left_out: str, width: int) -> str:
    """A row that says that more is left out. A number stands in it whole or not at all: half of one is another one."""
    kept = row
    while kept and ((kept[-1].isdigit() and left_out[:1].isdigit()) or cells(f"{kept} {CUT}") > width):
        kept, _, left_out = kept.rpartition(" ")
    return f"{kept} {CUT}" if kept else fit(row + CUT, width)
