"""What has the focus: whether it is typed in, that it is shown, and where its cursor is.

The hardware cursor follows the focus on every widget: braille lines and screen readers read where it is.
"""

from __future__ import annotations

import sys
from typing import Any, Protocol, runtime_checkable

from textual.app import App, ScreenStackError
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

_TEXT_AREA = "textual.widgets._text_area"


def takes_letters(widget: object) -> bool:
    """Whether a widget takes letters for text: a line, or a TextArea, which is imported where the first one is made."""
    if isinstance(widget, Input):
        return True
    text_areas = sys.modules.get(_TEXT_AREA)
    return text_areas is not None and isinstance(widget, text_areas.TextArea)


def show_focus(screen: Screen[Any], before: Widget | None) -> None:
    """Scroll to what has the focus, at once, where another had it `before` and it cannot be seen whole.

    Textual does so later, by a clock, whatever the widget has scrolled itself meanwhile: that was a second write for
    one key, and where one then was came by chance.
    """
    focused = screen.focused
    if focused is not None and focused is not before and not screen.can_view_entire(focused):
        screen.scroll_to_center(focused, animate=False, immediate=True)


@runtime_checkable
class OffersCursor(Protocol):
    """A widget (or a screen, for when nothing has the focus) that says where its cursor is."""

    def cursor_offset(self) -> Offset | None:
        """Column and row within the visible content, (0, 0) its upper left; None for the upper left."""


def place_of_focus(app: App[Any]) -> Offset:
    """Where on the terminal the focused widget has its cursor.

    A widget that offers `cursor_offset()` is asked at every paint; Input and TextArea (anything with
    `cursor_screen_offset`) say it themselves; of others it is the upper left of their content.
    """
    try:
        screen = app.screen
    except ScreenStackError:
        return Offset(0, 0)
    if (instead := getattr(screen, "cursor_instead", None)) is not None and (place := instead()) is not None:
        return Offset(*place)
    widget: Widget = screen.focused or screen
    region = widget.content_region
    if isinstance(widget, OffersCursor):
        within = widget.cursor_offset() or Offset(0, 0)
        return region.offset + Offset(
            min(within.x, max(0, region.width - 1)), min(within.y, max(0, region.height - 1))
        )
    own = getattr(widget, "cursor_screen_offset", None)
    if not isinstance(own, Offset):
        return region.offset
    # Behind its last letter an Input counts a cell more, for scrolling, and would place the cursor beside it.
    return own - Offset(1 if getattr(widget, "cursor_at_end", False) else 0, 0)
