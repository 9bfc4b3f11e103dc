"""A row of a list's item in pieces, each with its tone: marker, head, text, tail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ce_tui.core.pathway.clean import folded
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


def hits_in(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where in a text words stand that were searched for, from and up to which character, as a search finds them:
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
