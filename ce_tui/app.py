"""The full-screen app: configuration, session, lock. What it does from place to place is in `navigation`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import Screen

from ce_tui.bindings import app_bindings
from ce_tui.commands import BY_ID
from ce_tui.config import Config
from ce_tui.navigation import Navigation
from ce_tui.resources import STYLES
from ce_tui.screens.base import CeScreen
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from ce_tui.core.pathway.loading import Pathways
    from ce_tui.core.pathway.screening import Answers
    from ce_tui.core.referral.worker import Renderer
    from ce_tui.session import Draft, Session

Result = TypeVar("Result")


class CeApp(Navigation, TerminalApp):
    """One person at one terminal: signed in, or not yet."""

    CSS_PATH: ClassVar[list[str | Path]] = sorted(STYLES.glob("*.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()
    TITLE = "CE Pathway"

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__()
        self.config = config
        self.home = home
        self.session = session
        self.demo = session is not None
        self._renderer: Renderer | None = None
        self.for_screen_readers = False
        self.set_keymap({id: key for id, key in config.keys.items() if id in BY_ID})

    # Starting and ending

    def on_mount(self) -> None:
        self.theme = self.config.theme
        if self.session is not None:
            self.signed_in(self.session)
        elif (self.home / "slots.json").exists():
            from ce_tui.screens.sign_in import SignInScreen

            self.place(SignInScreen())
        else:
            from ce_tui.screens.setup import SetupScreen

            self.place(SetupScreen())

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person: their display and keys, then Home."""
        self.session = session
        self.apply_preferences()
        from ce_tui.screens.home import HomeScreen

        self.place(HomeScreen())

    def apply_preferences(self) -> None:
        """The account's own display."""
        if self.session is not None:
            preference = self.session.casebook.preference
            self.theme = preference("theme", "") or self.config.theme
            self.for_screen_readers = preference("display", "") == "screen-reader"

    def save(self) -> None:
        """Save what is open: called when the terminal hangs up, too."""
        if self.session is not None and self.session.draft is not None and self.session.draft.editable:
            self.session.draft.flush()

    async def end_session(self) -> None:
        """Save, put away, stop the renderer."""
        session, self.session = self.session, None
        if session is not None:
            await asyncio.to_thread(session.close)
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    async def action_sign_out(self) -> None:
        """Sign out and end: asks nothing, all is saved."""
        self.save()
        draft = self.open_draft
        if draft is not None and not draft.saved:
            self.say(f"Not signed out: {draft.trouble} Your words are still here.")
            return
        await self.end_session()
        self.exit()

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
    app = CeApp(config, home, session)
    app.run(mouse=False)
    return app.return_code or 0
