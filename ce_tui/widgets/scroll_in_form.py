"""Forms that are scrolled, and widgets in them that are as tall as what they hold and are scrolled with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


class Paged(Message):
    """A page key was pressed in a list that stands in a form: the page is the form's."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self.by = by


class Faulted(Message):
    """What is wrong with something in a form has changed."""


class SentOff(Message):
    """The form that a widget stands in was sent off: whatever is wrong in it is listed now."""


def form_of(widget: Widget) -> Widget:
    """The form that a widget is scrolled with; its screen, where it stands in none."""
    return next((each for each in widget.ancestors if isinstance(each, ScrollableContainer)), widget.screen)


def once_scrolled(widget: Widget, show: Callable[[], object]) -> None:
    """Scroll to a widget when it is laid out with what came just now, after its form has done all scrolling before.

    The form may still be about to scroll to what had the focus before: that waits in its own queue. Nothing is shown
    where the widget was left meanwhile, and is gone.
    """

    def show_where_it_stands() -> None:
        if widget.is_attached:
            show()

    screen, form = widget.screen, form_of(widget)
    screen.call_after_refresh(
        screen.call_after_refresh, partial(form.call_after_refresh, show_where_it_stands)
    )


def show_together(first: Widget, last: Widget) -> None:
    """Scroll the form so that two widgets side by side in it can be read, and no further; the first in any case."""
    form = form_of(first)
    between = [each for each in first.ancestors if form in each.ancestors and isinstance(each, Widget)]
    above = sum(each.virtual_region.y for each in between)
    top, bottom = above + first.virtual_region.y, above + last.virtual_region.bottom
    form.scroll_to(y=max(min(top, bottom - form.size.height), 0), animate=False, immediate=True)


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
