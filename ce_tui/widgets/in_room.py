"""Words in so many rows: what is left out is said, no number is cut in two, and a number to phone stays in sight."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from ce_tui.widgets.wrapping import CUT, PHONE_NUMBER, cells, fit, wrap

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
    return next(_shortened(words, room, width, goes_on=bool(then)), plain)


def each_with_numbers(paragraphs: Sequence[str], room: int, width: int) -> list[str]:
    """The rows of paragraphs, each shortened like that as far as it takes for all of them to have room."""
    whole = [wrap(words, width) for words in paragraphs]
    for most in range(max(map(len, whole), default=0), 0, -1):
        rows = [row for words in paragraphs for row in with_numbers(words, most, width)]
        if len(rows) <= room:
            return rows
    return in_room([row for rows in whole for row in rows], room, width)


def _numbers(words: str) -> int:
    """How many numbers to phone are said."""
    return len(PHONE_NUMBER.findall(words))


class _Around(NamedTuple):
    """Words, by what is to stay whole in them; `goes_on`: more is left out behind them."""

    before: Sequence[str]
    vital: str
    after: Sequence[str]
    goes_on: bool

    def rows(self, width: int, before: int, after: int) -> list[str]:
        """So many words before and after it, with a sign where some are left out."""
        left_out = [CUT] if before < len(self.before) else []
        goes_on = [CUT] if self.goes_on or after < len(self.after) else []
        shown = [*self.before[:before], *left_out, self.vital, *self.after[:after], *goes_on]
        return wrap(" ".join(shown), width)


def _shortened(words: str, room: int, width: int, *, goes_on: bool) -> Iterator[list[str]]:
    """The words with as much around what is to stay as there is room for; the most that can stay comes first."""
    for ends, kept in _KEPT:
        parts = [part for part in ends.split(words) if part]
        wanted = [at for at, part in enumerate(parts) if kept.search(part)]
        if not wanted:
            continue
        first, last = wanted[0], wanted[-1] + 1
        before, after = (" ".join(some).split() for some in (parts[:first], parts[last:]))
        rows = partial(_Around(before, " ".join(parts[first:last]), after, goes_on).rows, width)
        many = _most(len(before), room, partial(rows, after=0))
        if many >= min(1, len(before)):  # with its first word at least: "Alert:"
            yield rows(many, _most(len(after), room, partial(rows, many)))


def _most(longest: int, room: int, rows: Callable[[int], list[str]]) -> int:
    """The most words with which the rows have room; -1: not even without any."""
    return bisect_left(range(longest + 1), True, key=lambda many: len(rows(many)) > room) - 1


def cut_row(row: str, left_out: str, width: int) -> str:
    """A row that says that more is left out. A number stands in it whole or not at all: half of one is another one."""
    kept = row
    while kept and (_is_half_a_number(kept, left_out) or cells(f"{kept} {CUT}") > width):
        kept, _, left_out = kept.rpartition(" ")
    return f"{kept} {CUT}" if kept else fit(row + CUT, width)


def _is_half_a_number(row: str, left_out: str) -> bool:
    return row[-1:].isdigit() and left_out[:1].isdigit()
