"""What has the focus: whether it is typed in, and that it is shown with the same picture."""

from __future__ import annotations

import sys
from typing import Any

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
