"""The full-screen app: configuration, session, lock. What it does from place to place is in `navigation`."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypeVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from ce_tui.app.navigation import Navigation
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.exit_codes import CONFIGURATION
from ce_tui.resources import STYLES
from ce_tui.screens.reading.too_small import TooSmallScreen, is_too_small
from ce_tui.session.departure import begin_afresh
from ce_tui.settings import fault_log
from ce_tui.settings.config import Config
from ce_tui.settings.display_preference import LINES
from ce_tui.settings.display_preference import PREFERENCE as DISPLAY
from ce_tui.settings.themes import TERMINAL, themes
from ce_tui.terminal.app_base import run_terminal
from ce_tui.terminal.memory import give_memory_back
from ce_tui.widgets.bindings import app_bindings

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.session import Session

Result = TypeVar("Result")

WalkFrom = Literal["", "here", "from the app"]
_HOUR = 3600.0
"""Seconds."""
_UNTIL_AT_REST = 2.0
"""Seconds after a sign-in, when Home has been drawn."""


class HandedOn(NamedTuple):
    """What the line mode goes on with: who is signed in, if anybody, and whether it was chosen for the account."""

    session: Session | None
    is_chosen: bool


class CeApp(Navigation, inherit_bindings=False):
    """One person at one terminal: signed in, or not yet, or locked.

    Configuration, starting and ending, the display. What it does from place to place is in `navigation`.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [*sorted(STYLES.glob("*.tcss"))]
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()
    TITLE = "CE Pathway"

    def __init__(self, config: Config, home: Path, session: Session | None = None, after: str = "") -> None:
        """`after`: why the session before this one has ended, to be said at the sign-in."""
        super().__init__(config, home, session)
        self._after = after
        self.handed_on: HandedOn | None = None
        self.takes_over = bool(after)
        for theme in themes():
            self.register_theme(theme)
        self._begin_in(self.config.theme if self.config.theme in self.available_themes else TERMINAL)

    def _begin_in(self, theme: str) -> None:
        """Have a theme from the start: one that is set later has every style sheet read a second time."""
        self.set_reactive(CeApp.theme, theme)
        dark = self.current_theme.dark
        self.update_classes(
            {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False
        )
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    # Starting and ending

    def on_mount(self) -> None:
        """Begin at Home, at the sign-in or at the set-up."""
        self.set_interval(_HOUR, self._hourly)
        self.watch_time()
        if self.kept_session is not None:
            self.signed_in(self.kept_session)
        elif Home(self.home).is_set_up():
            from ce_tui.screens.gate.sign_in import SignInScreen

            self.place(SignInScreen(self._after))
        else:
            from ce_tui.screens.gate.setup import SetupScreen

            self.place(SetupScreen())

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person: their display and keys, then Home."""
        self.kept_session = session
        self.could_begin = not session.pathways.lacks_current
        session.casebook.presence.take_over_after = self.config.sharing.take_over_after
        self.apply_preferences()
        if session.casebook.preferences.get(DISPLAY) == LINES and not self.demo:
            self.action_lines()
            return
        self.at_work()
        from ce_tui.screens.home.home import HomeScreen

        home = HomeScreen()
        to_know = [self.words_kept_apart(), *session.casebook.alerts, *session.pathways.remarks]
        home.greeting = " ".join(filter(None, to_know))
        self.place(home)
        self.set_timer(_UNTIL_AT_REST, give_memory_back)
        if self.walk is not None:
            self.action_walk()

    def action_lines(self) -> None:
        """Go on a line at a time: the screen ends, and the line mode takes its place, with whoever is signed in."""
        if self.walked_in:
            self.say("The walk is for the full screen. Sign in, and choose it then.")
        elif self.locked:
            self.say("Unlock it first: then Display has it.")
        else:
            self.run_worker(self._go_on_in_lines(), group="end")

    async def _go_on_in_lines(self) -> None:
        session = self.kept_session
        if session is not None:
            try:
                session.close_draft()
            except VaultError as error:
                self.say(error.words)
                return
        self.handed_on = HandedOn(session, self._chosen_before_sign_in.get(DISPLAY) == LINES)
        self.kept_session = None
        await self.leave()

    async def _hourly(self) -> None:
        """Write down where the audit chain stands, while locked, too; delete what a lead decided on, and say so."""
        if (session := self.kept_session) is not None:
            hidden = self.locked
            words = await asyncio.to_thread(lambda: session.casebook.hourly(hidden=hidden))
            if words and not self.locked:
                self.greet(" ".join(words))

    async def end_session(self) -> None:
        """Save, put away, stop the renderer."""
        session, self.kept_session = self.kept_session, None
        self.forget()
        if session is not None:
            await asyncio.to_thread(session.close)
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    async def action_sign_out(self) -> None:
        """Sign out and end: asks nothing, all is saved."""
        self.save_draft()
        draft = self.kept_session.draft if self.kept_session is not None else None
        if draft is not None and not draft.saved:
            self.say(f"Not signed out: {draft.trouble} Your words are still here.")
            return
        await self.leave()

    def end_of_configuration(self) -> int:
        """The exit code of an orderly end: 78, and why, where the pathway in use could not be used by anybody."""
        words = self.cannot_begin
        if not words or self.crash or self.handed_on is not None or self.departure is not None:
            return 0
        print(words, file=sys.stderr)
        return CONFIGURATION

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small shows only that; everything is kept beneath."""
        small = is_too_small(event.size)
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    async def on_event(self, event: events.Event) -> None:
        """Count the keys: what is said of an arrival is said until the next one."""
        if isinstance(event, events.Key):
            self.keys_pressed += 1
        await super().on_event(event)

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """None: every screen is opaque, so that nothing of what lies under one is ever drawn.

        Textual takes backgrounds in the terminal's own colours for transparent: it would draw what lies beneath a
        lock, and repaint everything at each idle moment of a screen that nobody sees.
        """
        return []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the terminal is too small only lock, sign-out and redraw work: nothing happens unseen."""
        if len(self.screen_stack) and isinstance(self.screen, TooSmallScreen):
            return action in ("lock", "sign_out", "redraw")
        return True

    @property
    def terminal_name(self) -> str:
        """The terminal that this runs on, for throttling and the audit; empty where there is none."""
        try:
            return os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ is not None else ""
        except (OSError, ValueError):
            return ""


def run(
    config: Config,
    home: Path,
    session: Session | None = None,
    after: str = "",
    walk: WalkFrom = "",
    chosen: dict[str, str] | None = None,
) -> int:
    """Open the app; its exit code. The terminal is put back as it was.

    Where somebody else is to sign in it does not return: a fresh process takes its place. `after` is what that one
    says first. `walk`: begin with the walk; one that the app led to leaves the terminal silent for what follows.
    `chosen`: preferences that hold from the beginning.
    """
    app = CeApp(config, home, session, after)
    app._chosen_before_sign_in.update(chosen or {})
    if walk:
        from ce_tui.session.walk import Walk

        app.walk = Walk()
        app.walked_in = app.takes_over = app.hands_on = walk == "from the app"
    code = run_terminal(app, log_folder=fault_log.ready) or app.end_of_configuration()
    if app.handed_on is not None and not app.crash:
        from ce_tui.lines.process import run as run_lines

        return run_lines(
            config, home, session=app.handed_on.session, demo=app.demo, keep=app.handed_on.is_chosen
        )
    if app.departure is not None and not app.crash:
        if app.hands_on:
            begin_afresh(app.departure)
        print(app.departure.words)
    return code


if TYPE_CHECKING:

    def _as_screens_see_it(app: CeApp) -> Host:
        return app
