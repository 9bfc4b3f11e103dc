"""Widgets whose lines are drawn as they are, without a frame around them or anything over them.

Textual works out of the styles of a widget and of all that it stands in, for each line that is drawn, what its frame,
its padding and its colours are: for a move in a list, a fifth of the time from the key to the answer.
"""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class DrawnPlainly(Widget):
    """A widget that draws its own lines (`render_line`) in one style; where it has a frame, as Textual does it.

    It stands behind other base classes: Textual takes a widget's style sheet from the first one.
    """

    _kept_style: Style | None = None
    _is_plain: bool | None = None

    def notify_style_update(self) -> None:
        """Styles have changed: they are worked out at the next drawing."""
        self._kept_style = self._is_plain = None
        super().notify_style_update()

    @property
    def rich_style(self) -> Style:
        """Its style, kept until it changes."""
        if self._kept_style is None:
            self._kept_style = super().rich_style
        return self._kept_style

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`."""
        if self._is_plain is None:
            self._is_plain = self._has_nothing_around()
        if not self._is_plain:
            return super().render_lines(crop)
        width, style = self.size.width, self.rich_style
        background, filters = self.background_colors[1], self.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y).adjust_cell_length(width, style)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip if crop.column_span == (0, width) else strip.crop(*crop.column_span))
        return strips

    def _has_nothing_around(self) -> bool:
        styles = self.styles
        framed = any(styles.gutter) or any(kind for kind, _ in styles.outline)
        return not framed and self.opacity == 1.0 == styles.text_opacity and not styles.tint.a
