"""The hardware cursor follows the focus on every widget: braille lines and screen readers read where it is."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.app import ScreenStackError
from textual.events import DescendantFocus
from textual.geometry import Offset
from textual.widget import Widget

from ce_tui.terminal.display import SparseDisplay


@runtime_checkable
class OffersCursor(Protocol):
    """A widget (or a screen, for when nothing has the focus) that says where its cursor is."""

    def cursor_offset(self) -> Offset | None:
        """Column and row within the visible content, (0, 0) its upper left; None for the upper left."""


class CursorFollows(SparseDisplay):
    """Puts the hardware cursor where the focused widget is.

    A widget that offers `cursor_offset()` is asked at every paint; Input and TextArea (anything with
    `cursor_screen_offset`) say it themselves; of others it is the upper left of their content.
    """

    def cursor_now(self) -> Offset:
        """Where the hardware cursor should be, within the screen."""
        self.cursor_position = self.size.clamp_offset(self._place_of_focus())
        return self.cursor_position

    def show_cursor(self) -> None:
        """Move the cursor after a change that painted nothing. Widgets whose `cursor_offset` changed may call it."""
        self.call_after_refresh(self._send_cursor)

    def _send_cursor(self) -> None:
        self.cursor_now()
        self.send_differences()

    def _on_descendant_focus(self, event: DescendantFocus) -> None:
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False
        self.show_cursor()

    def _place_of_focus(self) -> Offset:
        try:
            screen = self.screen
        except ScreenStackError:
            return Offset(0, 0)
        if (instead := getattr(screen, "cursor_instead", None)) is not None and (
            place := instead()
        ) is not None:
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
