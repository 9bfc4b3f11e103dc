"""Screens that draw no more lines than have changed.

Textual's compositor knows which regions are to be painted, and still has every widget of the screen draw all of its
lines, to throw most of them away. Overrides the private `Compositor._get_renders` of Textual 8.2.8; a test of pins
holds what it relies on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class CroppingCompositor(Compositor):
    """A compositor that asks each widget only for the lines within what is to be painted."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if crop is not None:
                top, bottom = max(seen.y, crop.y), min(seen.bottom, crop.bottom)
                seen = Region(seen.x, top, seen.width, bottom - top)
            if seen.width > 0 and seen.height > 0:
                yield seen, clip, widget.render_lines(seen.translate(-region.offset))
                if crop is not None and seen.contains_region(crop):
                    return  # the front one covers all of it


def draw_what_changed(screen: Screen[Any]) -> None:
    """Have a screen draw only what has changed."""
    screen._compositor = CroppingCompositor()
