"""What stands beside the body of a section in a wide window: plain rows in one pane or two, without focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.geometry import Size

from ce_tui.core.words.blocks import TextBlock
from ce_tui.core.words.board import Board
from ce_tui.widgets.board_rows import board_rows
from ce_tui.widgets.drawn_plainly import PlainLines, rule
from ce_tui.widgets.room import body_columns, panes_beside
from ce_tui.widgets.side_rows import SideRow, panes
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import Piece, Row, fitted
from ce_tui.widgets.wrapping import WIDEST

_EDGES = 3
"""Cells of a pane beside its text: the rule at its left, and a blank on either side."""
_BLANK_AND_MORE = 2
"""Rows that the tiers at a glance and the numbers take besides: what parts them, and that there is more."""
_ENDLESS = 10_000
_MOST_OF_BOARD = 3
"""The tiers at a glance take no more than one row of a pane in so many."""


class SidePane(PlainLines):
    """Blocks of words beside the body, as many columns wide as the window leaves; none where it is narrow."""

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._blocks: tuple[TextBlock, ...] = ()
        self._board: Board | None = None

    def say(self, blocks: Sequence[TextBlock], board: Board | None = None) -> None:
        """Show these blocks, one below the other. `board`: the tiers at a glance, at the top of the first pane."""
        if (tuple(blocks), board) != (self._blocks, self._board):
            self._blocks, self._board = tuple(blocks), board
            self.lay_out()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """What the body leaves of the window."""
        return viewport.width - body_columns(viewport.width)

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        width, height = self.size
        count = panes_beside(self.app.size.width)
        if not (width and height and count):
            return self.show([])
        each = width // count
        text = min(each - _EDGES, WIDEST)
        above = self._glance(text, height)
        first, *others = panes(self._blocks, text, height, count, len(above))
        columns = [[*above, *self._drawn(first, text)], *(self._drawn(rows, text) for rows in others)]
        self.show([[*self._across(columns, y, text, each)] for y in range(height)])
        return None

    def _glance(self, text: int, height: int) -> list[Row]:
        """The tiers at a glance, and a blank row; none where whom to phone leads and lacks a row for a number."""
        glance = board_rows(self._board, text, height // _MOST_OF_BOARD) if self._board else []
        if not glance or len(glance) + self._rows_of_numbers(text) + _BLANK_AND_MORE > height:
            return []
        return [*glance, ""]

    def _rows_of_numbers(self, text: int) -> int:
        """The rows that the numbers to phone take with their heading, where they lead; 0 where something else does."""
        first, *_ = self._blocks
        numbers = tuple(entry for entry in first.entries if entry.kind == "whole")
        (rows,) = panes([TextBlock(first.heading, numbers)] if numbers else [], text, _ENDLESS, 1)
        return len(rows)

    def _drawn(self, rows: Sequence[SideRow], width: int) -> list[Row]:
        """The rows as they are drawn, each with its tone."""
        drawn: list[Row] = []
        for row in rows:
            toned = row.lead or row.text
            pieces: Row = [(toned, row.tone), (row.text[len(toned) :], "")]
            drawn.append(rule(self, width) if row.is_rule else pieces)
        return drawn

    def _across(self, columns: Sequence[Sequence[Row]], y: int, text: int, each: int) -> Iterator[Piece]:
        """One row of all panes, `each` cells wide, with so many cells of text."""
        sign = "│" if around(self).draws_lines else "|"
        for rows in columns:
            yield sign if rows else " ", "rule"
            yield " ", ""
            yield from fitted(rows[y] if y < len(rows) else "", text)
            yield " " * (each - text - 2), ""
