"""What gets the focus is shown with the same picture.

Textual scrolls to it later, by a clock, whatever the widget has scrolled itself meanwhile: that was a second write for
one key, and where one then was came by chance.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widget import Widget


def show_focus(screen: Screen[Any], before: Widget | None) -> None:
    """Scroll to what has the focus, at once, where another had it `before` and it cannot be seen whole."""
    focused = screen.focused
    if focused is not None and focused is not before and not screen.can_view_entire(focused):
        screen.scroll_to_center(focused, animate=False, immediate=True)
