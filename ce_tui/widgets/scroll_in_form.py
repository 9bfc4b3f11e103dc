"""A widget that is as tall as what it holds is scrolled with the form that it stands in."""

from __future__ import annotations

from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


class Paged(Message):
    """A page key was pressed in a list that stands in a form: the page is the form's."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self.by = by


def show_rows(widget: Widget, top: int, bottom: int) -> None:
    """Scroll what a widget stands in, so that its rows from `top` to before `bottom` can be read."""
    region = Region(0, top, max(widget.size.width, 1), bottom - top)
    inner = widget
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            return
        region = region.translate(inner.virtual_region.offset)
        if isinstance(ancestor, ScrollableContainer):
            ancestor.scroll_to_region(region, animate=False, immediate=True)
            return
        inner = ancestor
