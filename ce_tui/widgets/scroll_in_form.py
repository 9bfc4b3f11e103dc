"""Forms that are scrolled, and widgets in them that are as tall as what they hold and are scrolled with them.

What is wrong in a form is listed at its top: see `ce_tui/widgets/error_summary.py`, which the first form with a fault
in it imports.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.containers import ScrollableContainer, VerticalScroll
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


class CheckedForm(VerticalScroll, can_focus=False):
    """A form with several things to fill in. Its faults are listed at its top: all of them once it was sent off, before
    that where there are two or more.
    """

    was_sent_off = False

    def on_faulted(self, event: Faulted) -> None:
        """List the faults anew."""
        event.stop()
        self.list_faults()

    def send_off(self) -> None:
        """It was sent off, or left and come back to: whatever is wrong is listed now."""
        self.was_sent_off = True
        self.list_faults()

    def list_faults(self) -> None:
        """List what is wrong now, in the order of the form; what has the focus stays in sight."""
        from ce_tui.widgets.error_summary import ErrorSummary, faults_in

        faults = faults_in(self)
        self.was_sent_off = self.was_sent_off and bool(faults)
        if len(faults) < (1 if self.was_sent_off else 2):
            faults = []
        shown = next(iter(self.query(ErrorSummary)), None)
        if shown is None and faults:
            self.mount(shown := ErrorSummary(), before=0)
        if shown is not None and shown.show_faults(faults):
            once_scrolled(self, self._keep_focus_in_sight)

    def place_of(self, widget: Widget) -> str:
        """The place of a line or list among all that is asked; empty: they are not numbered."""
        return ""

    def _keep_focus_in_sight(self) -> None:
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            stands = next(each for each in focused.ancestors_with_self if each.parent is self)
            if isinstance(stands, Widget) and stands.size.height <= self.size.height:
                self.scroll_to_widget(stands, animate=False, immediate=True)


def form_of(widget: Widget) -> Widget:
    """The form that a widget is scrolled with; its screen, where it stands in none."""
    return next((each for each in widget.ancestors if isinstance(each, ScrollableContainer)), widget.screen)


def sent_off(widget: Widget) -> None:
    """The form that a widget stands in was sent off: whatever is wrong in it is listed now."""
    form = form_of(widget)
    if isinstance(form, CheckedForm):
        form.send_off()


def once_scrolled(widget: Widget, show: Callable[[], object]) -> None:
    """Scroll to a widget when it is laid out with what came just now, after its form has done all scrolling before.

    The form may still be about to scroll to what had the focus before: that waits in its own queue.
    """
    screen, form = widget.screen, form_of(widget)
    screen.call_after_refresh(screen.call_after_refresh, partial(form.call_after_refresh, show))


def show_together(first: Widget, last: Widget) -> None:
    """Scroll the form so that two widgets side by side in it can be read, and no further; the first in any case."""
    form, parent = form_of(first), first.parent
    if not isinstance(parent, Widget):
        return
    top, bottom = first.virtual_region.y, last.virtual_region.bottom
    above = parent.virtual_region.y if parent is not form else 0
    form.scroll_to(y=above + max(min(top, bottom - form.size.height), 0), animate=False, immediate=True)


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
