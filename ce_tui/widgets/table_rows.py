"""A list's items as rows of a table: columns as wide as what stands in them, with heads, laid out once for a list.

A table's reference column is the heads of its items; the columns here are what stands beside those. Where a window has
no room for all of them, those that wrap get narrower first, then some give up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from ce_tui.widgets.item_rows import INDENT, Item
from ce_tui.widgets.tones import Tone
from ce_tui.widgets.wrapping import cells, fit, wrap

WIDEST_TABLE = 160
"""Cells that a table takes at most: farther apart, two words are not seen as of one row.

`styles/app.tcss` has it, too.
"""
_GAP = 2
_LEAST_WORD = 8
"""Cells that most words stand whole in."""


class Column(NamedTuple):
    """One column, as wide as what stands in it; `least`: the cells that it keeps of that where there is no room.

    `right`: its words stand at its right edge. `wraps`: what is longer goes on below; else it is cut, which says so.
    `gives_up`: where there is no room for all of them, 1 goes first; 0 never. `tone`: that of its words. `gap`: the
    cells before the next one.
    """

    title: str
    least: int = 6
    right: bool = False
    wraps: bool = False
    gives_up: int = 0
    tone: Tone = ""
    gap: int = _GAP


class Heads(NamedTuple):
    """The titles of columns, in a row below the words of a heading."""

    titles: str
    width: int
    """Cells that a heading's words take at most; what is longer goes on below."""
    beside: int = 0
    """Cells that they have where the titles stand in their row, behind them; 0: the titles do not."""

    @property
    def tones(self) -> Sequence[tuple[int, int, Tone]]:
        """None: it is all a heading."""
        return ()

    def rows(self, text: str) -> list[str]:
        """The heading's words with the titles."""
        if self.beside and cells(text) < self.beside:
            return [(fit(text, self.beside) + self.titles[self.beside :]).rstrip()]
        return [*wrap(text, self.width), self.titles]


class _Laid(NamedTuple):
    """A column as it is laid out: which of the cells stands in it, and how wide it and its title are."""

    at: int
    column: Column
    title: int
    width: int

    @property
    def spare(self) -> int:
        """Cells that it can do without."""
        return max(self.width - max(self.column.least, self.title), 0)

    @property
    def pattern(self) -> str:
        """What places words that are as many cells as characters, with the gap behind them."""
        return f"%{'' if self.column.right else '-'}{self.width}s{' ' * self.column.gap}"

    def parts(self, words: str) -> list[str]:
        """Words that it wraps or cuts, in rows."""
        if self.column.wraps:
            return wrap(words, self.width)
        return [words if cells(words) <= self.width else fit(words, self.width)]


class ItemTable:
    """Columns laid out for rows of cells, as texts of items beside their heads.

    `rows`: the cells of each row, one for each of `columns`; a column in which nothing stands is left out. `width`: of
    the list; `heads`: the title of the items' heads, and the cells of the longest; `above`: the words of headings that
    have the titles in their own row, for which the first column leaves room. Without any, titles stand below those.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        width: int,
        *,
        heads: tuple[str, int],
        above: Sequence[str] = (),
    ) -> None:
        lengths = [list(map(cells, each)) for each in zip(*rows, strict=True)]
        title, head = heads
        self._left = INDENT + (head + 1 if head else 0)
        self.width = max(min(width, WIDEST_TABLE) - self._left - 1, 1)
        """Cells that a row's text takes at most."""
        self._columns = [
            _Laid(at, column, cells(column.title), max(*lengths[at], cells(column.title)))
            for at, column in enumerate(columns)
            if lengths and any(lengths[at])
        ]
        covered = self._with_room_above(max(map(cells, above), default=0))
        self._fit_in(lengths)
        self._pattern = "".join(each.pattern for each in self._columns)
        self._full = sum(each.width + each.column.gap for each in self._columns)
        self.tones = tuple(self._spans())
        beside = self._start(covered) if above else 0
        self.heads = Heads(self._titles(title), self._left + self.width - 1, beside)

    # What items show

    def text(self, row: Sequence[str], below: str = "") -> str:
        """The text of an item with these cells; `below`: what stands below them, across the columns."""
        shown = self._row(tuple([row[each.at] for each in self._columns]))
        if below:
            shown += wrap(below, self.width)
        return "\n".join(shown)

    def rows(self, text: str) -> list[str]:
        """An item's text, which `text` made, in rows."""
        return text.split("\n")

    def heading(self, words: str) -> Item:
        """A heading with the titles of the columns."""
        return Item("", words, heading=True, columns=self.heads)

    def _row(self, row: tuple[str, ...]) -> list[str]:
        """The rows of one row's cells."""
        line = self._pattern % row
        stands = len(line) == self._full and line.isascii() and "\n" not in line
        if stands:  # each in its column, as most rows do
            return [line.rstrip()]
        parts = [each.parts(words.replace("\n", " ")) for words, each in zip(row, self._columns, strict=True)]
        return [self._line(each) for each in zip_longest(*parts, fillvalue="")]

    def _line(self, row: tuple[str, ...]) -> str:
        if "".join(row).isascii():
            return (self._pattern % row).rstrip()
        parts = []
        for words, each in zip(row, self._columns, strict=True):
            blank = " " * (each.width - cells(words))
            parts += [blank, words] if each.column.right else [words, blank]
            parts.append(" " * each.column.gap)
        return "".join(parts).rstrip()

    def _titles(self, title: str) -> str:
        """The row of titles, as a heading is drawn: one cell from the left."""
        shown = [fit(each.column.title, each.width).strip() for each in self._columns]
        return fit(f" {title}", self._left - 1) + self._line(tuple(shown))

    # How wide the columns are

    def _with_room_above(self, words: int) -> int:
        """Have the first column leave so many cells for a heading's words, where the heads do not: 1, where it does."""
        lacking = words + _GAP - self._start(0)
        if lacking <= 0 or not self._columns:
            return 0
        first = self._columns[0]
        least = max(lacking - first.column.gap, 1)
        self._columns[0] = first._replace(width=max(first.width, least), title=least)
        return 1

    def _start(self, index: int) -> int:
        """Where a column begins in a heading's text."""
        return self._left - 1 + sum(each.width + each.column.gap for each in self._columns[:index])

    def _fit_in(self, lengths: Sequence[Sequence[int]]) -> None:
        """Make columns narrower, then leave out what gives up. `lengths`: of each cell, column by column."""
        while (over := self._taken - self.width) > 0:
            going = [each for each in self._columns if each.column.gives_up]
            if sum(each.spare for each in self._columns) >= over:
                self._narrow(over, [Counter(each) for each in lengths])
            elif going:
                self._columns.remove(min(going, key=lambda each: each.column.gives_up))
            elif all(each.width == 1 for each in self._columns):
                return
            else:
                self._columns = list(self._still_narrower())

    def _still_narrower(self) -> Iterable[_Laid]:
        """Columns narrower by a cell than they are to be: those that wrap, which loses nothing; where that is no help,
        all of them.
        """
        wrapping = [each for each in self._columns if each.column.wraps and each.width > _LEAST_WORD]
        for each in self._columns:
            fewer = not wrapping or each in wrapping
            yield each._replace(width=max(each.width - 1, 1)) if fewer else each

    def _narrow(self, over: int, lengths: Sequence[Counter[int]]) -> None:
        """By so many cells: those that wrap before those that are cut, where it makes the fewest rows go on below."""

        def cost(each: _Laid) -> tuple[bool, int, int]:
            longer = sum(many for length, many in lengths[each.at].items() if length >= each.width)
            return not each.column.wraps, longer, -each.width

        for _ in range(over):
            least = min((each for each in self._columns if each.spare), key=cost)
            self._columns[self._columns.index(least)] = least._replace(width=least.width - 1)

    @property
    def _taken(self) -> int:
        return sum(each.width + each.column.gap for each in self._columns) - self._last_gap

    @property
    def _last_gap(self) -> int:
        return self._columns[-1].column.gap if self._columns else 0

    def _spans(self) -> Iterable[tuple[int, int, Tone]]:
        at = 0
        for each in self._columns:
            if each.column.tone:
                yield at, at + each.width, each.column.tone
            at += each.width + each.column.gap
