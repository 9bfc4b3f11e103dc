"""Widgets whose lines are drawn as they are, without a frame around them or anything over them.

Textual works out of the styles of a widget and of all that it stands in, for each line that is drawn, what its frame,
its padding and its colours are: for a move in a list, a fifth of the time from the key to the answer.
"""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PlainDrawing:
    """How a widget is drawn that draws its own lines (`render_line`) in one style.

    The widget asks for its `lines`, and tells it where its styles have changed (`notify_style_update`).
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._style: Style | None = None
        self._is_plain: bool | None = None

    def begin_again(self) -> None:
        """Styles have changed: they are worked out at the next drawing."""
        self._style = self._is_plain = None

    @property
    def style(self) -> Style:
        """The widget's style, kept until it changes."""
        if self._style is None:
            self._style = self._widget.rich_style
        return self._style

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
