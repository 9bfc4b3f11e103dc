"""A row of a list's item in pieces, each with its tone: marker, head, text, tail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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


def _once(item: Item) -> list[Piece]:
    """Words that have a tone where they stand first, and as whole words: no "Red" in a "Redfern"."""
    return [(word, tone) for word, tone in ((item.toned, item.tone), *item.also) if word]


def _found(item: Item, text: str, once: list[Piece] | None = None, plain: Tone = "") -> Iterator[Piece]:
    """A text with the words in it that have a tone of their own, and what was searched for; the rest is `plain`.

    `once`: those of the former that are still to come, of which what is found is taken; None: all.
    """
    once = _once(item) if once is None else once
    at = 0
    if once or item.hits:
        for found in re.finditer(_pattern(once, item.hits), text):
            tone = _tone_of(found[0], once, item.hits)
            yield text[at : found.start()], plain
            yield found[0], tone or plain
            at = found.end()
    yield text[at:], plain


def _pattern(once: Sequence[Piece], hits: Sequence[str]) -> str:
    whole = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word, _ in once)
    parts = "|".join(map(re.escape, filter(None, hits)))
    return "|".join(filter(None, (whole, parts and f"(?i:{parts})")))


def _tone_of(found: str, once: list[Piece], hits: Sequence[str]) -> Tone:
    for piece in once:
        if piece[0] == found:
            once.remove(piece)
            return piece[1]
    return "hit" if any(found.casefold() == hit.casefold() for hit in hits) else ""
