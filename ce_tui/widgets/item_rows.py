"""The items of a list, laid out in rows: a head that stays on an item's first row, its text wrapped beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from ce_tui.core.pathway.shape import folded
from ce_tui.widgets.wrapping import WIDEST, Piece, Tone, cells, fit, wrap

INDENT = 2
"""Cells before a head: for the ">" of the current item."""
_NARROWEST = 8
"""Cells that a text gets, however narrow the list is."""
_ENOUGH = 40
"""Cells that a text of several rows has beside its tail; with fewer the tail stands in a row of its own below it."""
_LONG, _HANGING, _LEFT = 16, 4, 36
"""A head longer than the first is no column for all texts where these would have fewer cells than the last: each text
begins behind its own head, and its further rows stand so many cells further right than the head."""
_LEFT_TO_CLOSE = 48
"""The same for items that are `close`, however short their heads are."""


@dataclass(eq=False, repr=False)
class Item:
    """One item: `id`; `head`, which stays on its first row ("Y1 [x]"); `text`, wrapped beside it; `tail` at the right.

    `said` are its words in the status line, where they differ from head and text. A heading can't be current. The
    text of an item that is `flush` begins where the others' heads do. In a narrow list the text of one that is `close`
    begins behind its own head, and those of the others too: more of them are in sight. `tone` is that of the words
    `toned` where they stand in head and text, of its head where there are none; `also` are more such words. `hits` are
    words that were searched for. `columns`: its text is laid out in columns already, and is not wrapped.
    """

    id: str
    text: str
    head: str = ""
    tail: str = ""
    said: str = ""
    heading: bool = False
    flush: bool = False
    close: bool = False
    tone: Tone = ""
    toned: str = ""
    also: tuple[Piece, ...] = ()
    hits: tuple[str, ...] = ()
    columns: ItemTable | ColumnHeads | None = None

    @property
    def shown(self) -> tuple[object, ...]:
        """What is seen of it, but for its text."""
        tones = self.columns.tones if self.columns is not None else ()
        return (
            self.head,
            self.tail,
            self.heading,
            self.flush,
            self.tone,
            self.toned,
            self.also,
            self.hits,
            tones,
        )

    @property
    def words(self) -> str:
        """What the status line says of it."""
        return self.said or " ".join(part for part in (self.head, self.text) if part)


class ItemRow(NamedTuple):
    """One row: the index of its item, which of that one's rows it is, its part of the text, the tail at its right."""

    item: int
    within: int
    text: str
    tail: str = ""


class ItemRows:
    """The rows of items at a width."""

    def __init__(self, items: Sequence[Item], width: int) -> None:
        widest = max((cells(item.head) for item in items if not item.heading), default=0)
        self.head = widest + 1 if widest else 0
        """Cells that the heads take; the texts begin behind them."""
        left = width - INDENT - self.head - 1
        is_close = any(item.close for item in items)
        self._hangs = left < _LEFT_TO_CLOSE if is_close else self.head > _LONG and left < _LEFT
        self.rows: list[ItemRow] = []
        for index, item in enumerate(items):
            texts, tailed = self._texts(item, width)
            for within, text in enumerate(texts):
                self.rows.append(ItemRow(index, within, text, item.tail if within == tailed else ""))
        self.tops = [y for y, row in enumerate(self.rows) if row.within == 0]
        """The first row of each item."""

    def __len__(self) -> int:
        return len(self.rows)

    def head_of(self, item: Item, row: ItemRow) -> int:
        """Cells before the text in a row of an item."""
        if not self._hangs:
            return self.head
        own = cells(item.head) + 2 if item.head else 0
        return own if row.within == 0 else min(_HANGING, own)

    def _texts(self, item: Item, width: int) -> tuple[list[str], int]:
        """The text of each of an item's rows, and which row has the tail: the first one, or one below the others."""
        if item.columns is not None:
            return item.columns.rows(item.text), 0
        if self._hangs and not item.heading and not item.flush:
            hanging = self._hanging(item, min(width, WIDEST) - INDENT - 1)
            rows = [*hanging, ""] if item.tail else hanging
            return rows, len(hanging)
        left = 0 if item.heading else INDENT + (0 if item.flush else self.head)
        beyond = max(width - WIDEST, 0)  # there a tail takes nothing of the text's room
        tail = max(cells(item.tail) + 2 - beyond, 0) if item.tail else 0
        room = min(width, WIDEST) - left - 1
        first, _, rest = item.text.partition("\n")
        beside = wrap(first, max(room - tail, _NARROWEST))
        below = wrap(rest, max(room, _NARROWEST)) if rest else []
        if tail and len(beside) > 1 and room - tail < _ENOUGH:
            whole = [*wrap(first, max(room, _NARROWEST)), *below]
            return [*whole, ""], len(whole)
        return [*beside, *below], 0

    def _hanging(self, item: Item, room: int) -> list[str]:
        """The text of each row of an item whose text begins behind its own head."""
        first, _, rest = item.text.partition("\n")
        own = cells(item.head) + 2 if item.head else 0
        texts = wrap(first, max(room - own, _NARROWEST))[:1]
        indented = max(room - min(_HANGING, own), _NARROWEST)
        for more in (first[len(texts[0]) :].lstrip(), rest):
            texts += wrap(more, indented) if more else []
        return texts

    def as_shown(self, items: Sequence[Item], current: int) -> list[object]:
        """What each row shows."""
        return [(self.head, row, items[row.item].shown, row.item == current) for row in self.rows]

    def span(self, item: int) -> tuple[int, int]:
        """The first row of an item, and the row after its last one."""
        after = item + 1
        return self.tops[item], self.tops[after] if after < len(self.tops) else len(self.rows)

    def meets(self, item: int, view: int, height: int) -> bool:
        """Whether an item stands, if only in part, in so many rows from `view` on."""
        if item >= len(self.tops):
            return False
        top, bottom = self.span(item)
        return top < view + height and bottom > view


def item_pieces(item: Item, row: ItemRow, head_width: int, width: int, marker: str) -> list[Piece]:
    """The pieces of a row in `width` cells; its marker is ">" or blank."""
    is_first = row.within == 0
    head = "" if item.flush else fit(item.head if is_first else "", head_width)
    tail = f" {row.tail} " if row.tail else ""
    body = fit(row.text, max(width - cells(marker + head + tail), 0))
    toned_head: Iterable[Piece] = [(head, item.tone)] if item.tone and not item.toned else _found(item, head)
    return [(marker, ""), *toned_head, *_toned_body(item, body, is_first=is_first), (tail, "hint")]


def _toned_body(item: Item, body: str, *, is_first: bool) -> Iterator[Piece]:
    """A row of the text: the columns' tones are those of the first one."""
    tones = item.columns.tones if item.columns is not None and is_first else ()
    once = _once(item) if is_first else []
    for text, tone in _in_columns(body, tones):
        yield from _found(item, text, once, tone)


def _in_columns(text: str, tones: Sequence[tuple[int, int, Tone]]) -> Iterator[Piece]:
    at = 0
    for start, end, tone in tones:
        yield text[at : (first := _at_cell(text, start))], ""
        yield text[first : (at := _at_cell(text, end))], tone
    yield text[at:], ""


def _at_cell(text: str, cell: int) -> int:
    """Which character of a text begins at a cell, or behind it."""
    if text.isascii():
        return cell
    width = 0
    for at, character in enumerate(text):
        if width >= cell:
            return at
        width += cells(character)
    return len(text)


def laid_over(pieces: Iterable[Piece], start: int, end: int, tone: Tone) -> Iterator[Piece]:
    """The pieces with another tone for the characters from `start` up to `end`."""
    at = 0
    for text, own in pieces:
        first, last = min(max(start - at, 0), len(text)), min(max(end - at, 0), len(text))
        yield from ((text[:first], own), (text[first:last], tone), (text[last:], own))
        at += len(text)


def hits_in(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a search stand in a text, from and up to which character, as a search finds them:
    within others, too, and whatever their case, accents, apostrophes and dashes.
    """
    wanted = sorted(filter(None, map(folded, words)), key=len, reverse=True)
    if not wanted:
        return
    characters = [folded(character) for character in text]
    places = [at for at, parts in enumerate(characters) for _ in parts]
    for found in re.finditer("|".join(map(re.escape, wanted)), "".join(characters)):
        yield places[found.start()], places[found.end() - 1] + 1


def _once(item: Item) -> list[Piece]:
    """Words that have a tone where they stand first, and as whole words: no "Red" in a "Redfern"."""
    return [(word, tone) for word, tone in ((item.toned, item.tone), *item.also) if word]


def _found(item: Item, text: str, once: list[Piece] | None = None, plain: Tone = "") -> Iterable[Piece]:
    """A text with the words in it that have a tone of their own, and what was searched for; the rest is `plain`.

    `once`: those of the former that are still to come, of which what is found is taken; None: all.
    """
    once = _once(item) if once is None else once
    pieces: Iterable[Piece] = [(text, plain)]
    for start, end in hits_in(text, item.hits) if item.hits else ():
        pieces = laid_over(pieces, start, end, "hit")
    for word, tone in tuple(once):
        if found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            once.remove((word, tone))
            pieces = laid_over(pieces, *found.span(), tone)
    return pieces


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


class ColumnHeads(NamedTuple):
    """The titles of columns, in a row below the words of a heading."""

    titles: str
    width: int
    """Cells that a heading's words take at most; what is longer goes on below."""
    beside: int = 0
    """Cells that they have where the titles stand in their row, behind them; 0: the titles do not."""
    tones: Sequence[tuple[int, int, Tone]] = ()
    """None: it is all a heading."""

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
        # As a heading is drawn: one cell from the left.
        shown = [fit(each.column.title, each.width).strip() for each in self._columns]
        titles = fit(f" {title}", self._left - 1) + self._line(shown)
        self.heads = ColumnHeads(titles, self._left + self.width - 1, beside)

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
        if len(line) == self._full and line.isascii() and "\n" not in line:  # each in its column, as most do
            return [line.rstrip()]
        parts = [each.parts(words.replace("\n", " ")) for words, each in zip(row, self._columns, strict=True)]
        return [self._line(each) for each in zip_longest(*parts, fillvalue="")]

    def _line(self, row: Sequence[str]) -> str:
        parts = []
        for words, each in zip(row, self._columns, strict=True):
            blank = " " * (each.width - cells(words))
            parts += [blank, words] if each.column.right else [words, blank]
            parts.append(" " * each.column.gap)
        return "".join(parts).rstrip()

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
        last_gap = self._columns[-1].column.gap if self._columns else 0
        return sum(each.width + each.column.gap for each in self._columns) - last_gap

    def _spans(self) -> Iterable[tuple[int, int, Tone]]:
        at = 0
        for each in self._columns:
            if each.column.tone:
                yield at, at + each.width, each.column.tone
            at += each.width + each.column.gap
