"""Blocks of words in rows: one below the other, from one pane into the next.

What has no room is left out, and "..." says so. A number to phone is never parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ce_tui.core.words.blocks import EntryKind, TextBlock, TextEntry
from ce_tui.widgets.tones import Tone
from ce_tui.widgets.wrapping import CUT, wrap

_HANGING = 2
"""Cells by which the further rows of a bullet, or of what is shown whole, stand further in."""


class SideRow(NamedTuple):
    """A row: its text, the tone of its `lead`, of all of it where there is none. `is_rule`: a rule, and no text."""

    text: str
    tone: Tone = ""
    lead: str = ""
    is_rule: bool = False


_BLANK, _RULE, _MORE = SideRow(""), SideRow("", "rule", is_rule=True), SideRow(CUT, "hint")


class _Piece(NamedTuple):
    """Rows that stay together; `before`: what parts them from those above; `heading`: their block's."""

    rows: list[SideRow]
    before: SideRow | None
    heading: str
    begins: bool


def panes(
    blocks: Sequence[TextBlock], width: int, height: int, count: int, above: int = 0
) -> list[list[SideRow]]:
    """The rows of so many panes of a width and a height. `above`: rows at the top of the first that are not theirs."""
    # Piece by piece: no more are made than have room.
    waiting = chain.from_iterable(_pieces(block, width) for block in blocks)
    piece = next(waiting, None)
    filled: list[list[list[SideRow]]] = []
    for number in range(count):
        room, pane = height - (0 if number else above), list[list[SideRow]]()
        while piece is not None:
            rows = _placed(piece, width, at_top=not pane)
            if len(rows) > room:
                break
            pane.append(rows)
            room -= len(rows)
            piece = next(waiting, None)
        filled.append(pane)
    if filled and piece is not None:
        _say_more(filled[-1], height - (above if count == 1 else 0))
    return [[row for rows in pane for row in rows] for pane in filled]


def _rows_of(pane: list[list[SideRow]]) -> int:
    return sum(map(len, pane))


def _say_more(pane: list[list[SideRow]], room: int) -> None:
    """Say at the foot of a pane that there is more, instead of its last rows where it is full."""
    while pane and _rows_of(pane) >= room:
        pane.pop()
    pane.append([_MORE])


def _placed(piece: _Piece, width: int, *, at_top: bool) -> list[SideRow]:
    """The rows of a piece where it comes to stand: at the top of a pane a block that goes on says which it is."""
    if not at_top:
        return piece.rows if piece.before is None else [piece.before, *piece.rows]
    if piece.begins:
        return piece.rows
    return [*_headed(f"{piece.heading} (goes on)", width), *piece.rows]


def _pieces(block: TextBlock, width: int) -> Iterator[_Piece]:
    """A block in pieces; a heading stays with the row below it."""
    headed, begins = _headed(block.heading, width), True
    before: SideRow | None = _RULE
    above: EntryKind = "heading"
    for entry in block.entries:
        if not headed:
            before = _BLANK if _is_parted(entry.kind, above) else None
        above = entry.kind
        if entry.kind == "heading":
            headed += _headed(entry.text, width)
            continue
        rows = _entry_rows(entry, width)
        for group in [rows] if entry.kind == "whole" else [[row] for row in rows]:
            yield _Piece([*headed, *group], before, block.heading, begins)
            headed, before, begins = [], None, False
    if headed:
        yield _Piece(headed, before, block.heading, begins)


def _is_parted(kind: EntryKind, above: EntryKind) -> bool:
    """Whether an empty row parts a paragraph from the one above it."""
    return kind == "heading" or (kind == "text" and above != "heading")


def _headed(words: str, width: int) -> list[SideRow]:
    return [SideRow(row, "heading") for row in wrap(words, width)]


def _entry_rows(entry: TextEntry, width: int) -> list[SideRow]:
    """A paragraph in rows, the further ones further in where it is one of a list."""
    if entry.kind == "text":
        return [SideRow(row) for row in wrap(entry.text, width)]
    sign = "- " if entry.kind == "bullet" else ""
    first, *further = wrap(sign + entry.text, width - _HANGING)
    toned = entry.lead if entry.lead and first.startswith(entry.lead) else ""
    lead = SideRow(first, "heading", toned) if toned else SideRow(first)
    return [lead, *(SideRow(" " * _HANGING + row) for row in further)]
