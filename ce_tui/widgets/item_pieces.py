"""A row of a list's item in pieces, each with its tone: marker, head, text, tail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ce_tui.widgets.item_rows import Item, ItemRow
from ce_tui.widgets.tones import Piece, Tone
from ce_tui.widgets.wrapping import cells, fit


def item_pieces(item: Item, row: ItemRow, head_width: int, width: int, marker: str) -> list[Piece]:
    """The pieces of a row in `width` cells; its marker is ">" or blank."""
    is_first = row.within == 0
    head = "" if item.flush else fit(item.head if is_first else "", head_width)
    tail = f" {row.tail} " if row.tail else ""
    body = fit(row.text, max(width - cells(marker + head + tail), 0))
    toned_head: Iterable[Piece] = [(head, item.tone)] if item.tone and not item.toned else _found(item, head)
    return [(marker, ""), *toned_head, *_found(item, body), (tail, "hint")]


def laid_over(pieces: Iterable[Piece], start: int, end: int, tone: Tone) -> Iterator[Piece]:
    """The pieces with another tone for the characters from `start` up to `end`."""
    at = 0
    for text, own in pieces:
        first, last = min(max(start - at, 0), len(text)), min(max(end - at, 0), len(text))
        yield from ((text[:first], own), (text[first:last], tone), (text[last:], own))
        at += len(text)


def _found(item: Item, text: str) -> Iterator[Piece]:
    """A text with the words in it that have a tone of their own."""
    words = [word for word in (item.toned, *item.hits) if word]
    at = 0
    if words:
        for found in re.finditer("|".join(map(re.escape, words)), text, re.IGNORECASE):
            yield text[at : found.start()], ""
            yield found[0], item.tone if found[0] == item.toned else "hit"
            at = found.end()
    yield text[at:], ""
