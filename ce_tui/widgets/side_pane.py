"""What stands beside the body of a section in a wide window: plain rows in one pane or two, without focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.geometry import Size

from ce_tui.core.words.blocks import TextBlock
from ce_tui.core.words.board import Board
from ce_tui.widgets.drawn_plainly import PlainLines
from ce_tui.widgets.room import body_columns, panes_beside
from ce_tui.widgets.side_rows import SideRow, panes
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tier_board import board_rows
from ce_tui.widgets.tones import Piece, Row
from ce_tui.widgets.wrapping import WIDEST, cells, fit

_EDGES = 3
"""Cells of a pane beside its text: the rule at its left, and a blank on either side."""


_OF_ALL = 3
"""The tiers at a glance take no more than the third part of a pane's rows."""


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
        glance = board_rows(self._board, text, height // _OF_ALL) if self._board else []
        above: list[Row] = [*glance, ""] if glance else []
        first, *others = panes(self._blocks, text, height, count, len(above))
        columns = [[*above, *self._drawn(first, text)], *(self._drawn(rows, text) for rows in others)]
        self.show([[*self._across(columns, y, text, each)] for y in range(height)])
        return None

    def _drawn(self, rows: Sequence[SideRow], width: int) -> list[Row]:
        """The rows as they are drawn, each with its tone."""
        sign = "─" if around(self).draws_lines else "-"
        drawn: list[Row] = []
        for row in rows:
            toned = row.lead or row.text
            drawn.append(
                [(sign * width, "rule")] if row.is_rule else [(toned, row.tone), (row.text[len(toned) :], "")]
            )
        return drawn

    def _across(self, columns: Sequence[Sequence[Row]], y: int, text: int, each: int) -> Iterator[Piece]:
        """One row of all panes, `each` cells wide, with so many cells of text."""
        sign = "│" if around(self).draws_lines else "|"
        for rows in columns:
            yield sign if rows else " ", "rule"
            yield " ", ""
            yield from _fitted(rows[y] if y < len(rows) else "", text)
            yield " " * (each - text - 2), ""


def _fitted(row: Row, width: int) -> Iterator[Piece]:
    """A row in exactly so many cells."""
    left = width
    pieces: Sequence[Piece] = [(row, "")] if isinstance(row, str) else row
    for text, tone in pieces:
        shown = fit(text, left) if cells(text) > left else text
        left -= cells(shown)
        yield shown, tone
    yield " " * left, ""
