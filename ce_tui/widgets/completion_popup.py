"""Rows under the cursor with what fits, from edge to edge; ">" shows what is chosen, nothing is at first.

Takes no focus.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.wrapping import fit

ROWS = 6


class CompletionPopup(Widget, can_focus=False):
    """Rows of an ID and its words. `chosen` is the index of a row, None: nothing is chosen."""

    class Offered(Message):
        """What fits is shown, or another one of it is chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[tuple[str, str]] = []
        self.chosen: int | None = None
        self._open = self.display = False

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self._open

    @property
    def chosen_id(self) -> str:
        """The ID of the chosen row; empty: none is."""
        return self._rows[self.chosen][0] if self.chosen is not None else ""

    @property
    def words(self) -> str:
        """What the status line says."""
        if self.chosen is None:
            fits = ", ".join(id for id, _ in self._rows)
            return f"{fits}: Down chooses, Esc closes."
        id, text = self._rows[self.chosen]
        return f"{id}, {self.chosen + 1} of {len(self._rows)}: {text} Enter takes it."

    def open_at(self, place: Offset, rows: list[tuple[str, str]]) -> None:
        """Show rows under a place on the screen, nothing chosen."""
        self._rows, self.chosen = rows, None
        self.styles.height = min(len(rows), ROWS) + 2
        self.stand_below(place.y - 1)
        self._open = True
        self.display = not is_quiet(self)  # there the status line says what fits
        self.refresh(layout=True)
        self.post_message(self.Offered())

    def stand_below(self, row: int) -> None:
        """Stand at a row of the screen: under it, where there is room."""
        if (place := Offset(0, row + 1)) != self.absolute_offset:
            self.absolute_offset = place
            self.refresh(layout=True)

    def close(self) -> None:
        """Hide it."""
        self._open = self.display = False

    def move(self, by: int) -> None:
        """Choose the next or previous row; above the first one nothing is chosen."""
        at = -1 if self.chosen is None else self.chosen
        at = min(at + by, len(self._rows) - 1)
        self.chosen = at if at >= 0 else None
        self.refresh()
        self.post_message(self.Offered())

    def render_line(self, y: int) -> Strip:
        """A row, from the top one that shows the chosen one."""
        top = max((self.chosen or 0) - ROWS + 1, 0)
        at = top + y
        if at >= len(self._rows):
            return Strip([Segment(" " * self.size.width, self.rich_style)])
        id, text = self._rows[at]
        here = at == self.chosen
        style = self.rich_style + Style(reverse=True) if here else self.rich_style
        return Strip([Segment(fit(f" {'>' if here else ' '} {id}  {text}", self.size.width), style)])
