"""Screens that draw no more lines than have changed.

Textual's compositor knows which regions are to be painted, and still has every widget of the screen draw all of its
lines, to throw most of them away: where the first and the last line have changed, all between them too. And where
somebody asks for the place of a widget before it is laid out anew, it takes that for what is on the screen already, so
that what was there stays. Overrides private parts of the Compositor of Textual 8.2.8; a test of pins holds what it
relies on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.terminal.pace import draw_at_rest


class CroppingCompositor(Compositor):
    """A compositor that asks each widget only for the lines that are to be painted and that no other one covers."""

    _lines: Sequence[int] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._laid: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """As ever, but in the window as it is now; and what was moved since it was last laid out is to be painted.

        Of a size that came late Textual would lay it out, tell the screen, and do so at that again: two sizes that
        crossed kept each other going for ever.
        """
        result = super().reflow(parent, parent.app.size)
        self._paint_what_moved(self._full_map)
        return result

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """As ever; and what was moved since it was last laid out is to be painted."""
        exposed = super().reflow_visible(parent, parent.app.size)
        self._paint_what_moved(self._visible_map or {})
        return exposed

    def _paint_what_moved(self, laid: CompositorMap) -> None:
        moved = laid.items() ^ self._laid.items()
        self._laid = laid
        if self.size.region not in self._dirty_regions:
            places = (place.clip.intersection(place.region) for _, place in moved)
            self._dirty_regions.update(place for place in places if place)

    def render_partial_update(self) -> ChopsUpdate | None:
        """As ever, without what lies between the lines that have changed."""
        self._lines = sorted({y for region in self._dirty_regions for y in region.line_range})
        try:
            return super().render_partial_update()
        finally:
            self._lines = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        crop = crop or self.size.region
        lines = list(crop.line_range if self._lines is None else self._lines)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            was_taken_out = widget._parent is None  # since it was laid out
            if seen.width <= 0 or seen.height <= 0 or was_taken_out:
                continue
            here = [y for y in lines if seen.y <= y < seen.bottom]
            covered: set[int] = set()
            for top, bottom in bands(here):
                band = Region(seen.x, top, seen.width, bottom - top)
                strips = widget.render_lines(band.translate(-region.offset))
                covered.update(y for y, strip in enumerate(strips, top) if strip.cell_length >= seen.width)
                yield band, clip, strips
            if seen.x <= crop.x and seen.right >= crop.right:  # the front one covers all of these
                lines = [y for y in lines if y not in covered]
                if not lines:
                    return


def bands(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Lines in order, as few bands from one line to before another."""
    found: list[tuple[int, int]] = []
    for y in lines:
        if found and y == found[-1][1]:
            found[-1] = (found[-1][0], y + 1)
        else:
            found.append((y, y + 1))
    return found


def draw_what_changed(screen: Screen[Any]) -> None:
    """Have a screen draw only what has changed, and only once nothing more changes."""
    screen._compositor = CroppingCompositor()
    draw_at_rest(screen)


def draw_lines(widget: Widget, lines: Iterable[int]) -> None:
    """Have lines of a widget drawn anew, counted from the first that is seen, and nothing of it worked out again.

    Textual's `refresh` of a region does the same by three messages for each widget.
    """
    height, width = widget.size.height, widget.size.width
    regions = [Region(0, y, width, 1) for y in lines if 0 <= y < height]
    if not (widget.is_mounted and widget.is_attached and widget.display):
        widget.refresh()
    elif regions:
        screen = widget.screen
        widget._set_dirty(*regions)
        screen._dirty_widgets.add(widget)
        screen.check_idle()
