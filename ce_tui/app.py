"""The full-screen app: configuration, session, lock. What it does from place to place is in `navigation`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from ce_tui.bindings import app_bindings
from ce_tui.commands import BY_ID
from ce_tui.config import Config
from ce_tui.core.pathway.dates import utc_now
from ce_tui.navigation import Navigation
from ce_tui.resources import STYLES
from ce_tui.screens.base import CeScreen
from ce_tui.screens.too_small import TooSmallScreen, is_too_small
from ce_tui.terminal.app_base import TerminalApp, run_terminal
from ce_tui.themes import NO_COLOUR, themes
from ce_tui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from ce_tui.core.pathway.loading import Pathways
    from ce_tui.core.pathway.screening import Answers
    from ce_tui.core.referral.worker import Renderer
    from ce_tui.session import Draft, Session

Result = TypeVar("Result")


class CeApp(Navigation, TerminalApp, inherit_bindings=False):
    """One person at one terminal: signed in, or not yet, or locked.

    While it is locked `session` is None, so that whatever asks for one finds nobody signed in; `kept_session` is the
    one that is waiting.
    """

    CSS_PATH: ClassVar[list[str | Path]] = sorted(STYLES.glob("*.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()
    TITLE = "CE Pathway"

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__()
        self.config = config
        self.home = home
        self.kept_session = session
        self.clock: Callable[[], datetime] = session.clock if session is not None else utc_now
        self.locked = False
        self.demo = session is not None
        self._renderer: Renderer | None = None
        self.for_screen_readers = False
        self._chosen_before_sign_in: dict[str, str] = {}
        for theme in themes():
            self.register_theme(theme)
        self.set_keymap({id: key for id, key in config.keys.items() if id in BY_ID})

    # Starting and ending

    @property
    def session(self) -> Session | None:
        """Who is signed in and at work: nobody before the sign-in, and nobody while it is locked."""
        return None if self.locked else self.kept_session

    def on_mount(self) -> None:
        self.theme = self.config.theme if self.config.theme in self.available_themes else "ansi-dark"
        if self.kept_session is not None:
            self.signed_in(self.kept_session)
        elif (self.home / "slots.json").exists():
            from ce_tui.screens.sign_in import SignInScreen

            self.place(SignInScreen())
        else:
            from ce_tui.screens.setup import SetupScreen

            self.place(SetupScreen())

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person: their display and keys, then Home."""
        self.kept_session = session
        self.apply_preferences()
        from ce_tui.screens.home import HomeScreen

        self.place(HomeScreen())

    def save_everything(self) -> None:
        """Save what is open: called when the terminal hangs up, at a crash, and before a lock."""
        session = self.kept_session
        if session is not None and session.draft is not None and session.draft.editable:
            session.draft.flush()

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
        self.save_everything()
        draft = self.kept_session.draft if self.kept_session is not None else None
        if draft is not None and not draft.saved:
            self.say(f"Not signed out: {draft.trouble} Your words are still here.")
            return
        await self.end_session()
        self.exit()

    # The display

    def apply_preferences(self) -> None:
        """The account's own display; what was chosen before the sign-in is kept as the account's."""
        if self.kept_session is None:
            return
        casebook = self.kept_session.casebook
        for key, value in self._chosen_before_sign_in.items():
            casebook.set_preference(key, value)
        self._chosen_before_sign_in = {}
        theme = casebook.preference("theme", "")
        if theme in self.available_themes:
            self.theme = theme
        self.show_for_screen_readers(casebook.preference("display", "") == "screen-reader")

    def choose_display(self, key: str, value: str) -> None:
        """Choose the "theme" or the "display" ("screen-reader", or empty): kept per account, from now on.

        Raises VaultError where it cannot be kept; it is shown all the same.
        """
        if key == "theme":
            self.theme = value
        else:
            self.show_for_screen_readers(value == "screen-reader")
        if self.kept_session is None:
            self._chosen_before_sign_in[key] = value
        else:
            self.kept_session.casebook.set_preference(key, value)

    def show_for_screen_readers(self, on: bool) -> None:
        """With or without markers that a screen reader would read out."""
        self.for_screen_readers = on
        self.set_class(on, "-for-screen-readers")
        for screen in self.screen_stack:
            screen.refresh(recompose=False)
            for widget in screen.query("*"):
                widget.refresh()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes; without colours where none are wanted."""
        filters = super().get_line_filters()
        return [*filters, NoColor()] if self.theme == NO_COLOUR else filters

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small shows only that; everything is kept beneath."""
        small = is_too_small(event.size)
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the terminal is too small only lock, sign-out and redraw work: nothing happens unseen."""
        if len(self.screen_stack) and isinstance(self.screen, TooSmallScreen):
            return action in ("lock", "sign_out", "redraw")
        return True

    @property
    def terminal_name(self) -> str:
        """The terminal that this runs on, for throttling and the audit; empty where there is none."""
        try:
            return os.ttyname(sys.__stderr__.fileno()) if sys.__stderr__ is not None else ""
        except (OSError, ValueError):
            return ""

    # The open draft

    @property
    def open_draft(self) -> Draft | None:
        return self.session.draft if self.session is not None else None

    @property
    def in_dialog(self) -> bool:
        return isinstance(self.screen, Dialog)

    def change(self, change: Callable[[Answers], Answers]) -> bool:
        """Change the draft's answers; a refusal is said in the status line. Whether it was taken."""
        from ce_tui.core.pathway.changes import Refused
        from ce_tui.session import DraftClosed

        draft = self.open_draft
        if draft is None:
            return False
        try:
            draft.apply(change)
        except (DraftClosed, Refused) as refused:
            self.say(refused.words)
            return False
        if draft.trouble:
            self.say(draft.trouble)
        if isinstance(self.screen, CeScreen):
            self.screen.refresh_frame()
        return True

    @property
    def pathways(self) -> Pathways:
        """The pathways in use, loaded when first needed."""
        return self.config.pathways()

    @property
    def renderer(self) -> Renderer:
        """The worker that renders referrals; started when first asked for."""
        if self._renderer is None:
            from ce_tui.core.referral.worker import Renderer

            self._renderer = Renderer()
            self._renderer.start()
        return self._renderer

    # Words

    def header_words(self) -> str:
        """Left-hand words of every header."""
        draft = self.open_draft
        name = "CE Pathway" + (" DEMO" if self.demo else "")
        if self.locked:
            return f"{name}   LOCKED"
        if draft is None:
            hub = self.session.casebook.hub.name if self.session is not None else ""
            return f"{name}   {hub}".rstrip()
        screening = draft.screening
        from ce_tui.core.pathway.dates import say_time

        place = draft.pathway.locality(draft.answers.locality).name
        state = {"draft": "draft", "reopened": "draft again", "completed": "completed"}[screening.state]
        saved = f"saved {say_time(screening.updated)}" if draft.saved else "NOT SAVED"
        return f"{name}   {place}   {state} {screening.ref}   {saved}"

    def say(self, words: str) -> None:
        """Say something once, in the status line of what is in front."""
        screen: Screen[object] = self.screen
        if isinstance(screen, CeScreen | Dialog):
            screen.say(words)

    def key_of(self, command_id: str) -> str:
        """The key that a command has now; empty: none."""
        return self.config.keys.get(command_id, BY_ID[command_id].key)

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; where it takes longer than half a second, say so in words."""
        task = asyncio.ensure_future(asyncio.to_thread(job))
        done, _ = await asyncio.wait({task}, timeout=0.5)
        if not done:
            self.say(f"{words} Please wait.")
        return await task


def run(config: Config, home: Path, session: Session | None = None) -> int:
    """Open the app; its exit code. The terminal is put back as it was."""
    return run_terminal(CeApp(config, home, session), log_folder=home)
