"""Widgets whose lines are drawn as they are, without a frame around them or anything over them.

Textual works out of the styles of a widget and of all that it stands in, for each line that is drawn, what its frame,
its padding and its colours are: for a move in a list, a fifth of the time from the key to the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.terminal.cropping import draw_lines
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import Row, Toned


class PlainDrawing:
    """How a widget is drawn that draws its own lines (`render_line`) in one style.

    The widget asks for its `lines`, and tells it where its styles have changed (`notify_style_update`).
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._toned = Toned(widget)
        self._style: Style | None = None
        self._is_plain: bool | None = None

    def begin_again(self) -> None:
        """Styles have changed: they are worked out at the next drawing."""
        self._style = self._is_plain = None
        self._toned.begin_again()

    @property
    def style(self) -> Style:
        """The widget's style, kept until it changes."""
        if self._style is None:
            self._style = self._widget.rich_style
        return self._style

    def strip(self, row: Row, width: int) -> Strip:
        """A row, as it is or in pieces with their tones, in exactly `width` cells."""
        return self._toned.strip(row, width, self.style)

    def lines(self, crop: Region) -> list[Strip] | None:
        """The lines within `crop`; None where it has a frame or the like, which Textual draws."""
        widget = self._widget
        if self._is_plain is None:
            self._is_plain = _has_nothing_around(widget)
        if not self._is_plain:
            return None
        width, style = widget.size.width, self.style
        background, filters = widget.background_colors[1], widget.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = widget.render_line(y).adjust_cell_length(width, style)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip if crop.column_span == (0, width) else strip.crop(*crop.column_span))
        return strips


def _has_nothing_around(widget: Widget) -> bool:
    styles = widget.styles
    framed = any(styles.gutter) or any(kind for kind, _ in styles.outline)
    return not framed and widget.opacity == 1.0 == styles.text_opacity and not styles.tint.a


class PlainLines(Widget, can_focus=False):
    """Rows of plain text, each a text or pieces of one with their tones."""

    def __init__(self, *, id: str | None = None) -> None:
        self._drawing = PlainDrawing(self)
        super().__init__(id=id)
        self._rows: list[Row] = []

    def notify_style_update(self) -> None:
        self._drawing.begin_again()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        lines = self._drawing.lines(crop)
        return super().render_lines(crop) if lines is None else lines

    def lay_out(self) -> None:
        """Work out the rows anew: the window or the display is another. Here nothing; subclasses know theirs."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. What has not changed is not sent."""
        before, self._rows = self._rows, list(rows)
        if len(rows) != len(before):
            self.refresh()
        else:
            draw_lines(self, [y for y, row in enumerate(rows) if row != before[y]])

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ""
        return self._drawing.strip(row, self.size.width)


def rule(widget: Widget, width: int, words: str = "") -> Row:
    """A rule across the screen, thin where lines are drawn; it says so where there is more than can be seen."""
    sign = "─" if around(widget).draws_lines else "-"
    return ((f"{f'{sign * 3} {words} ' if words else '':{sign}<{width}}", "rule"),)
