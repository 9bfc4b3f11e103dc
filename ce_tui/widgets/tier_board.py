"""The tiers at a glance above a screen's list, or below it, where the window has rows to spare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from textual.geometry import Size
from textual.widget import Widget

from ce_tui.core.words.board import Board
from ce_tui.widgets.board_rows import board_rows
from ce_tui.widgets.drawn_plainly import PlainLines, rule
from ce_tui.widgets.item_rows import Item, ItemRows
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.tones import Row
from ce_tui.widgets.wrapping import cells

_KEPT, _IN_COLUMNS = 17, 80
"""Rows that a list keeps before there is room for a board, in so many columns: as many as it has in 24 rows."""
_ALERT = "!!"
"""The head of an alert in a list."""


class TierBoard(PlainLines):
    """The board above a screen's list, which keeps as many rows as it has in a terminal of 80 by 24.

    So there is none in such a terminal, and none in the display for screen readers: the list says all of it. In fewer
    columns it is words alone. Where an alert leads the list the board stands below it: alerts stand first (rule 16 of
    the design).
    """

    def __init__(self) -> None:
        super().__init__(id="tier-board")
        self._board: Board | None = None
        self._page: Sequence[Item] = ()
        self._last = False  # whether it stands below the list

    def tell(self, board: Board, items: Sequence[Item]) -> None:
        """Draw this one from now on, beside these items: those before their first heading stay in sight with it."""
        self._board, self._page = board, _first_page(items)
        self._stand(last=bool(items) and items[0].head == _ALERT)
        drawn = self._drawn(self.size.width, self._room(self.container_size))
        if len(drawn) != self.size.height and not is_quiet(self):
            self.refresh(layout=True)
        self.lay_out()

    def _stand(self, *, last: bool) -> None:
        """Above the list, which is its neighbour, or below it."""
        if last != self._last and isinstance(self.parent, Widget):
            self._last = last
            at = self.parent.children.index(self)
            if last:
                self.parent.move_child(self, after=at + 1)
            else:
                self.parent.move_child(self, before=at - 1)

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        self.show(self._drawn(self.size.width, self.size.height))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the board in the room that the list leaves."""
        return len(self._drawn(width, self._room(container)))

    def _room(self, container: Size) -> int:
        """What the list does not keep; where there are fewer columns the same words take more rows."""
        width, height = container
        if height <= _KEPT or not width:
            return 0
        kept = max(_KEPT, -(-_KEPT * _IN_COLUMNS // width), len(ItemRows(self._page, width)) - 1)
        return max(height - kept, 0)

    def _drawn(self, width: int, room: int) -> list[Row]:
        """The board, and between it and the list a rule where there is a row for one."""
        rows = board_rows(self._board, width, room) if self._board and width else []
        if rows and len(rows) < room:
            rows.insert(0 if self._last else len(rows), rule(self, width))
        return rows


def _first_page(items: Sequence[Item]) -> list[Item]:
    """Those above the first heading, and last one with nothing but the widest head: beside it all texts begin."""
    page = takewhile(lambda item: not item.heading, items)
    return [
        *page,
        Item("", "", head=max((item.head for item in items if not item.heading), key=cells, default="")),
    ]
