"""The items of a list, laid out in rows: a head that stays on an item's first row, its text wrapped beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from textual.widget import Widget

from ce_tui.terminal.cropping import draw_lines
from ce_tui.widgets.tones import Piece, Tone
from ce_tui.widgets.wrapping import WIDEST, cells, wrap

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


class InColumns(Protocol):
    """How the text of an item stands in columns, which a table has laid out."""

    @property
    def tones(self) -> Sequence[tuple[int, int, Tone]]:
        """Of the first row the cells from and up to which there is a tone, from the left."""

    def rows(self, text: str) -> list[str]:
        """The text in rows, one at least."""


@dataclass(eq=False)
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
    columns: InColumns | None = None

    @property
    def look(self) -> tuple[object, ...]:
        """What its words look like."""
        in_columns = self.columns.tones if self.columns is not None else ()
        return self.tone, self.toned, self.also, self.hits, in_columns

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
        self.rows = [
            ItemRow(index, within, text, tail)
            for index, item in enumerate(items)
            for within, (text, tail) in enumerate(self._texts(item, width))
        ]
        self._tops = [y for y, row in enumerate(self.rows) if row.within == 0]

    def __len__(self) -> int:
        return len(self.rows)

    def head_of(self, item: Item, row: ItemRow) -> int:
        """Cells before the text in a row of an item."""
        if not self._hangs:
            return self.head
        own = cells(item.head) + 2 if item.head else 0
        return own if row.within == 0 else min(_HANGING, own)

    def _texts(self, item: Item, width: int) -> list[tuple[str, str]]:
        """The text of each of an item's rows, with the tail in the first one, or below the others."""
        if item.columns is not None:
            top, *others = item.columns.rows(item.text)
            return [(top, item.tail), *((text, "") for text in others)]
        if self._hangs and not item.heading and not item.flush:
            return self._hanging(item, min(width, WIDEST) - INDENT - 1)
        left = 0 if item.heading else INDENT + (0 if item.flush else self.head)
        beyond = max(width - WIDEST, 0)  # there a tail takes nothing of the text's room
        tail = max(cells(item.tail) + 2 - beyond, 0) if item.tail else 0
        room = min(width, WIDEST) - left - 1
        first, _, rest = item.text.partition("\n")
        beside = wrap(first, max(room - tail, _NARROWEST))
        below = wrap(rest, max(room, _NARROWEST)) if rest else []
        if tail and len(beside) > 1 and room - tail < _ENOUGH:
            whole = [*wrap(first, max(room, _NARROWEST)), *below]
            return [*((text, "") for text in whole), ("", item.tail)]
        return [(beside[0], item.tail), *((text, "") for text in (*beside[1:], *below))]

    def _hanging(self, item: Item, room: int) -> list[tuple[str, str]]:
        """The text of each row of an item whose text begins behind its own head."""
        first, _, rest = item.text.partition("\n")
        own = cells(item.head) + 2 if item.head else 0
        texts = wrap(first, max(room - own, _NARROWEST))[:1]
        indented = max(room - min(_HANGING, own), _NARROWEST)
        for more in (first[len(texts[0]) :].lstrip(), rest):
            texts += wrap(more, indented) if more else []
        return [*((text, "") for text in texts), *([("", item.tail)] if item.tail else [])]

    def as_shown(self, items: Sequence[Item], current: int) -> list[object]:
        """What each row shows."""
        rows = [(row, items[row.item]) for row in self.rows]
        return [
            (self.head, row, item.head, item.tail, item.heading, item.flush, *item.look, row.item == current)
            for row, item in rows
        ]

    @property
    def tops(self) -> Sequence[int]:
        """The first row of each item."""
        return self._tops

    def span(self, item: int) -> tuple[int, int]:
        """The first row of an item, and the row after its last one."""
        after = item + 1
        return self._tops[item], self._tops[after] if after < len(self._tops) else len(self.rows)

    def meets(self, item: int, view: int, height: int) -> bool:
        """Whether an item stands, if only in part, in so many rows from `view` on."""
        if item >= len(self._tops):
            return False
        top, bottom = self.span(item)
        return top < view + height and bottom > view


def redraw(widget: Widget, before: Sequence[object], after: Sequence[object], view: int) -> None:
    """Draw the rows that show something else than before; all where they are more or fewer. `view`: the first seen."""
    if len(before) != len(after):
        widget.refresh()
    else:
        draw_lines(widget, [y - view for y, row in enumerate(after) if row != before[y]])


def redraw_items(widget: Widget, laid: ItemRows, items: Sequence[int], view: int) -> None:
    """Draw some items anew, as they are laid out. `view`: the first row that is seen."""
    spans = [laid.span(item) for item in items if item < len(laid.tops)]
    draw_lines(widget, [y - view for span in spans for y in range(*span)])
