"""Text that a window may show in part: in the display for screen readers its last row in sight says that more follows.

Elsewhere the rule below says so; there it is not drawn, and what breaks off in mid-sentence would be taken for all.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from ce_tui.widgets.in_room import cut_row
from ce_tui.widgets.speaking import is_quiet


class CutText(Static):
    """A `Static` of plain text."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight: `crop` are those that the windows around it leave."""
        strips = super().render_lines(crop)
        width, height = self.outer_size
        if not strips or crop.bottom >= height or not is_quiet(self):
            return strips
        below = [
            row.text.strip()
            for row in super().render_lines(Region(0, crop.bottom, width, height - crop.bottom))
        ]
        if not any(below):
            return strips
        last = strips[-1]
        style = next((segment.style for segment in last if segment.style is not None), self.rich_style)
        room = width - self.styles.gutter.width
        margin = " " * self.styles.gutter.left
        row = f"{margin}{cut_row(last.text.strip(), below[0], room)}" if last.text.strip() else ""
        strips[-1] = Strip([Segment(row.ljust(width), style)]).crop(crop.x, crop.right)
        return strips
