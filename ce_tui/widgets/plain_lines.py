"""Rows of words around a screen's body, drawn as they are: nothing in them is parsed as markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.terminal.cropping import draw_lines
from ce_tui.widgets.drawn_plainly import PlainDrawing
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import TONES, Row, Toned, tone_classes


class PlainLines(Widget, can_focus=False):
    """Rows of plain text, each a text or pieces of one with their tones."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tone_classes(TONES)

    def __init__(self, *, id: str | None = None) -> None:
        self._drawing = PlainDrawing(self)
        self._toned = Toned(self)
        super().__init__(id=id)
        self._rows: list[Row] = []

    def notify_style_update(self) -> None:
        self._drawing.begin_again()
        self._toned.begin_again()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        lines = self._drawing.lines(crop)
        return super().render_lines(crop) if lines is None else lines

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. What has not changed is not sent."""
        before, self._rows = self._rows, list(rows)
        if len(rows) != len(before):
            self.refresh()
        else:
            draw_lines(self, [y for y, row in enumerate(rows) if row != before[y]])

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ""
        return self._toned.strip(row, self.size.width, self._drawing.style)


def rule(widget: Widget, width: int, words: str = "") -> str:
    """A rule across the screen, thin where lines are drawn; it says so where there is more than can be seen."""
    sign = "─" if around(widget).draws_lines else "-"
    return f"{f'{sign * 3} {words} ' if words else '':{sign}<{width}}"
