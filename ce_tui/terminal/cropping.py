"""Screens that draw no more lines than have changed.

Textual's compositor knows which regions are to be painted, and still has every widget of the screen draw all of its
lines, to throw most of them away: where the first and the last line have changed, all between them too. Overrides the
private `Compositor._get_renders` of Textual 8.2.8; a test of pins holds what it relies on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from ce_tui.terminal.pace import draw_at_rest


class CroppingCompositor(Compositor):
    """A compositor that asks each widget only for the lines that are to be painted."""

    _bands: Sequence[tuple[int, int]] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """As ever, without what lies between the lines that have changed."""
        self._bands = bands(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._bands = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen.width > 0:
                for top, bottom in self._bands or [(seen.y, seen.bottom)]:
                    top, bottom = max(seen.y, top), min(seen.bottom, bottom)
                    if top < bottom:
                        band = Region(seen.x, top, seen.width, bottom - top)
                        yield band, clip, widget.render_lines(band.translate(-region.offset))
            if crop is not None and seen.contains_region(crop):
                return  # the front one covers all of it


def bands(regions: Iterable[Region]) -> list[tuple[int, int]]:
    """The lines that regions meet, as few bands from one line to before another, in order."""
    found: list[tuple[int, int]] = []
    for top, bottom in sorted((region.y, region.bottom) for region in regions):
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def draw_what_changed(screen: Screen[Any]) -> None:
    """Have a screen draw only what has changed, and only once nothing more changes."""
    screen._compositor = CroppingCompositor()
    draw_at_rest(screen)
