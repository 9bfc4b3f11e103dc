"""A screen that draws what changed, once nothing more changes, and shows what gets the focus with the same picture."""

from __future__ import annotations

from typing import Any

from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from ce_tui.terminal.cropping import draw_what_changed


class FrugalScreen(Screen[ScreenResultType]):
    """What every screen and every dialog is."""

    # A change of focus by itself repaints nothing: the widgets that change do.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draw_what_changed(self)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """As ever, and what cannot be seen whole is scrolled to at once.

        Textual scrolls later, by a clock, whatever the widget has scrolled itself meanwhile: where one then is was
        left to chance.
        """
        before = self.focused
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)
        came = widget if widget is self.focused and widget is not before else None
        if scroll_visible and came is not None and not self.can_view_entire(came):
            self.scroll_to_center(came, animate=False, immediate=True)
