"""How it is shown: colours, the display for screen readers, how lists show children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from textual.screen import Screen

from ce_tui.app.front import AppPart
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.terminal_state import TerminalState
from ce_tui.settings.preferences import (
    CHILDREN,
    DARK,
    DISPLAY,
    FOR_SCREEN_READERS,
    TERMINAL,
    THEME,
    children_by,
    chosen_before,
)
from ce_tui.settings.themes import draws_lines, themes
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.terminal.character_set import is_utf_8, terminal_encoding
from ce_tui.widgets.header_line import PlainLines
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.room import HeaderPart

if TYPE_CHECKING:
    from ce_tui.session.draft import Draft
    from ce_tui.session.session import Session


THIN = "-thin-lines"
"""Of the app: the class by which style sheets draw thin lines."""


class Appearance(AppPart):
    """What the account chose; before the sign-in what was chosen here, which is kept as the account's."""

    chosen_before_sign_in: dict[str, str] = msgspec.field(default_factory=dict)
    _before_lock: tuple[str, bool] | None = None

    def __post_init__(self) -> None:
        self._around.children = self._seat.config.lists.children
        self.register_themes()
        self._begin_in(self._theme_of(""))

    def register_themes(self) -> None:
        """Have the themes in as many colours as the terminal gets."""
        of_the_terminal = themes(self._seat.config.theme, with_tones=self._has_256_colours)
        for theme in of_the_terminal:
            self._app.register_theme(theme)
        self._known = {theme.name for theme in of_the_terminal}

    @property
    def _has_256_colours(self) -> bool:
        return self._app.picture.colour_depth in ("256", "truecolor")

    @property
    def _has_lines(self) -> bool:
        """Whether thin lines are among the terminal's characters. The Linux console has 16 colours."""
        return self._has_256_colours and is_utf_8(terminal_encoding())

    def _theme_of(self, chosen: str) -> str:
        """The theme for what was chosen: where nothing was, the deployment's, else the one that suits the terminal.

        Textual has others, which lack the looks of the app's own words.
        """
        known = [name for name in (chosen, self._seat.config.theme) if name in self._known]
        return known[0] if known else DARK if self._has_lines else TERMINAL

    def _begin_in(self, theme: str) -> None:
        """Have a theme from the start: one that is set later has every style sheet read a second time."""
        app = self._app
        app.set_reactive(TerminalApp.theme, theme)
        dark = app.current_theme.dark
        self._around.draws_lines = self._has_lines and draws_lines(theme)
        app.update_classes(
            {
                f"-theme-{theme}": True,
                "-dark-mode": dark,
                "-light-mode": not dark,
                THIN: self._around.draws_lines,
            },
            update=False,
        )
        app._refresh_truecolor_filter(app.ansi_theme)
        app.stylesheet.set_variables(app.get_css_variables())

    def try_on(self, theme: str) -> None:
        """Show it all in the colours of a theme, which is not chosen yet. Its lines would be read out: they stay."""
        wanted = self._theme_of(theme)
        if wanted != self._app.theme:
            self._app.theme = wanted

    def dress_in(self, theme: str) -> None:
        """Show it all in a theme, colours and lines."""
        self.try_on(theme)
        thin = self._has_lines and draws_lines(self._app.theme)
        if thin != self._around.draws_lines:
            self._around.draws_lines = thin
            self._app.set_class(thin, THIN)
            for screen in self._app.screen_stack:
                self._lay_out_frame(screen)

    def choose(self, key: str, value: str) -> None:
        """Choose the "theme", the "display" or how lists show "children": kept, from now on.

        Whoever chooses while it is locked need not be the one whose account it is: that holds until it is open.
        Raises VaultError where it cannot be kept; it is shown all the same.
        """
        if self._seat.locked:
            self._before_lock = self._before_lock or (self._around.theme, self._around.for_screen_readers)
        if key == THEME.name:
            self._around.theme = value
            self.dress_in(value)
        elif key == CHILDREN:
            self._around.children = value or self._seat.config.lists.children
        else:
            self.show_for_screen_readers(value == FOR_SCREEN_READERS)
        if self._seat.kept_session is None:
            self.chosen_before_sign_in[key] = value
        elif self._seat.session is not None:
            self._seat.session.casebook.preferences.set(key, value)

    def come_back_from_lock(self) -> bool:
        """As it was shown when it was locked: what was chosen at the lock was nobody's. Whether anything was."""
        before, self._before_lock = self._before_lock, None
        if before is None:
            return False
        otherwise = before != (self._around.theme, self._around.for_screen_readers)
        self._around.theme, for_screen_readers = before
        self.dress_in(self._around.theme)
        self.show_for_screen_readers(for_screen_readers)
        return otherwise

    def use_that_of(self, session: Session) -> str:
        """The account's own; what was chosen before the sign-in is kept as the account's.

        What to say of that where the account had it otherwise: somebody else may have chosen it. The display for screen
        readers says no more than it did.
        """
        casebook = session.casebook
        chosen, self.chosen_before_sign_in = self.chosen_before_sign_in, {}
        had = {each.name: each.of(casebook) for each in (THEME, DISPLAY)}
        now = {name: chosen.get(name, value) for name, value in had.items()}
        words = chosen_before({name: value for name, value in now.items() if value != had[name]})
        try:
            for key, value in chosen.items():
                casebook.preferences.set(key, value)
        except VaultError as error:  # on a full disk it holds for this session
            words = f"{words} It could not be kept: {error.words}" if words else ""
        self._around.theme = now[THEME.name]
        self.dress_in(self._around.theme)
        self._around.children = children_by(casebook, self._seat.config.lists.children)
        self.show_for_screen_readers(now[DISPLAY.name] == FOR_SCREEN_READERS)
        return "" if self._around.for_screen_readers else words

    def show_for_screen_readers(self, on: bool) -> None:
        """With or without all that a screen reader would read out without need."""
        from ce_tui.widgets.text_view import TextView

        app = self._app
        self._around.for_screen_readers = on
        app.picture.be_calm(on)
        app.set_class(on, "-for-screen-readers")
        for screen in app.screen_stack:
            app.update_styles(screen, animate=False)
            screen.refresh(layout=True)
            self._lay_out_frame(screen)
            for widget in screen.query("*"):
                widget.refresh()
                if isinstance(widget, ItemList | TextView) and widget.has_focus:
                    widget.tell()

    @staticmethod
    def _lay_out_frame(screen: Screen[Any]) -> None:
        """Have the lines around the screen's body as they are to be by now."""
        for lines in screen.query(PlainLines):
            lines.lay_out()

    def switch(self) -> None:
        """The display for screen readers, on or off. For the places before the sign-in, and the lock."""
        on = not self._around.for_screen_readers
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


VIEW_ONLY = "VIEW ONLY"
_APP, _TIME, _AREA, _STATE = range(1, 5)
"""What gives way in a narrow window, in this order. Whose it is, its reference and what is wrong stay."""


def header_parts(seat: TerminalState, with_time: bool = True) -> list[HeaderPart]:
    """Where one is, whose the screening is, its state, when it was saved. Without that time they stay the same."""
    app = HeaderPart("CE Pathway DEMO", _APP, "DEMO") if seat.demo else HeaderPart("CE Pathway", _APP)
    if seat.locked:
        return [app, HeaderPart("LOCKED")]
    if seat.open_draft is not None:
        return [app, *_of_the_screening(seat.open_draft, with_time=with_time)]
    if seat.session is None:
        return [app]
    casebook = seat.session.casebook
    return [app, HeaderPart(casebook.people.hub.name), HeaderPart(VIEW_ONLY if casebook.read_only else "")]


def _of_the_screening(draft: Draft, *, with_time: bool) -> list[HeaderPart]:
    screening = draft.screening
    place = draft.pathway.locality(draft.answers.locality).name
    return [
        HeaderPart(place, _AREA),
        HeaderPart(f"{screening.state} {screening.ref}", _STATE, screening.ref),
        HeaderPart(draft.owner_words),
        _saved(draft, with_time=with_time),
    ]


def _saved(draft: Draft, *, with_time: bool) -> HeaderPart:
    # Only now: before the sign-in nothing of the pathway is needed.
    from ce_tui.core.pathway.dates import say_time_or_day

    if draft.saves_late:
        return HeaderPart("NOT SAVED")
    if draft.view_only:
        return HeaderPart(VIEW_ONLY)
    at = say_time_or_day(draft.screening.updated, draft.clock())
    return HeaderPart(f"saved {at}" if with_time else "", _TIME)
