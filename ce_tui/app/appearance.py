"""How it is shown: the colours, the display for screen readers, how lists show children."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.app.front import Front
from ce_tui.app.seat import Seat
from ce_tui.core.vault.errors import VaultError
from ce_tui.settings.preferences import (
    CHILDREN,
    DISPLAY,
    FOR_SCREEN_READERS,
    TERMINAL,
    THEME,
    children_by,
)
from ce_tui.settings.themes import themes
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.status_line import HeaderLine, KeyLine, StatusLine

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class Appearance:
    """What the account chose; before the sign-in what was chosen here, which is kept as the account's."""

    def __init__(self, app: TerminalApp, seat: Seat, front: Front) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self.for_screen_readers = False
        self.children = seat.config.lists.children
        self.chosen_before_sign_in: dict[str, str] = {}
        for theme in themes():
            app.register_theme(theme)
        self._begin_in(seat.config.theme if seat.config.theme in app.available_themes else TERMINAL)

    def _begin_in(self, theme: str) -> None:
        """Have a theme from the start: one that is set later has every style sheet read a second time."""
        app = self._app
        app.set_reactive(TerminalApp.theme, theme)
        dark = app.current_theme.dark
        app.update_classes(
            {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False
        )
        app._refresh_truecolor_filter(app.ansi_theme)
        app.stylesheet.set_variables(app.get_css_variables())

    @property
    def theme(self) -> str:
        """The theme in use."""
        return self._app.theme

    def choose(self, key: str, value: str) -> None:
        """Choose the "theme", the "display" or how lists show "children": kept per account, from now on.

        Raises VaultError where it cannot be kept; it is shown all the same.
        """
        if key == THEME.name:
            self._app.theme = value
        elif key == CHILDREN:
            self.children = value or self._seat.config.lists.children
        else:
            self.show_for_screen_readers(value == FOR_SCREEN_READERS)
        if self._seat.kept_session is None:
            self.chosen_before_sign_in[key] = value
        else:
            self._seat.kept_session.casebook.preferences.set(key, value)

    def use_that_of(self, session: Session) -> None:
        """The account's own; what was chosen before the sign-in is kept as the account's."""
        casebook = session.casebook
        chosen, self.chosen_before_sign_in = self.chosen_before_sign_in, {}
        with suppress(VaultError):  # on a full disk it holds for this session
            for key, value in chosen.items():
                casebook.preferences.set(key, value)
        theme = chosen.get(THEME.name) or THEME.of(casebook)
        if theme in self._app.available_themes:
            self._app.theme = theme
        self.children = children_by(casebook, self._seat.config.lists.children)
        display = chosen.get(DISPLAY.name, DISPLAY.of(casebook))
        self.show_for_screen_readers(display == FOR_SCREEN_READERS)

    def show_for_screen_readers(self, on: bool) -> None:
        """With or without all that a screen reader would read out without need."""
        from ce_tui.widgets.text_view import TextView

        app = self._app
        self.for_screen_readers = on
        app.picture.be_calm(on)
        app.set_class(on, "-for-screen-readers")
        for screen in app.screen_stack:
            app.update_styles(screen, animate=False)
            screen.refresh(layout=True)
            for widget in screen.query("*"):
                widget.refresh()
                if isinstance(widget, HeaderLine | StatusLine | KeyLine):
                    widget.lay_out()
                if isinstance(widget, ItemList | TextView) and widget.has_focus:
                    widget.tell()

    def switch(self) -> None:
        """The display for screen readers, on or off. For the places before the sign-in, and the lock."""
        on = not self.for_screen_readers
        try:
            self.choose(DISPLAY.name, FOR_SCREEN_READERS if on else "")
        except VaultError as error:
            self._front.say(error.words)
            return
        self._front.say(
            "Display for screen readers: on. Only where you are is shown, in words. F1 is help."
            if on
            else "Display for screen readers: off."
        )
