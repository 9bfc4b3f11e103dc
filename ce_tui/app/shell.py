"""What every action of the app works with: who is signed in, the open draft, the words in the status line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from ce_tui.core.clock import utc_now
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.settings.config import Config
from ce_tui.settings.themes import NO_COLOUR
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.threads import in_thread
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.status_line import HeaderLine, KeyLine, StatusLine
from ce_tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Draft, Session
    from ce_tui.session.walk import Walk

Result = TypeVar("Result")
VIEW_ONLY = "VIEW ONLY"


class Shell(TerminalApp):
    """One terminal's state. While it is locked `session` is None, so that whatever asks for one finds nobody signed
    in; `kept_session` is the one that is waiting.
    """

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__()
        self.config = config
        self.home = home
        self.kept_session = session
        self.clock: Callable[[], datetime] = session.clock if session is not None else utc_now
        self.locked = False
        self.could_begin = False  # somebody signed in who can begin screenings with the pathway in use
        self.demo = session is not None
        self._renderer: Renderer | None = None
        self.for_screen_readers = False
        self.keys_pressed = 0
        self._chosen_before_sign_in: dict[str, str] = {}
        self.walk: Walk | None = None
        self.walked_in = (
            False  # a demo that the app led to: whoever is there has not signed in, so it writes no file
        )

    @property
    def session(self) -> Session | None:
        """Who is signed in and at work: nobody before the sign-in, and nobody while it is locked."""
        return None if self.locked else self.kept_session

    # The display

    def apply_preferences(self) -> None:
        """The account's own display; what was chosen before the sign-in is kept as the account's."""
        if self.kept_session is None:
            return
        casebook = self.kept_session.casebook
        chosen, self._chosen_before_sign_in = self._chosen_before_sign_in, {}
        with suppress(VaultError):  # on a full disk it holds for this session
            for key, value in chosen.items():
                casebook.preferences.set(key, value)
        theme = chosen.get("theme") or casebook.preferences.get("theme")
        if theme in self.available_themes:
            self.theme = theme
        display = chosen.get("display", casebook.preferences.get("display"))
        self.show_for_screen_readers(display == "screen-reader")

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
            self.kept_session.casebook.preferences.set(key, value)

    def show_for_screen_readers(self, on: bool) -> None:
        """With or without all that a screen reader would read out without need."""
        self.for_screen_readers = on
        self.be_calm(on)
        self.set_class(on, "-for-screen-readers")
        for screen in self.screen_stack:
            self.update_styles(screen, animate=False)
            screen.refresh(layout=True)
            for widget in screen.query("*"):
                widget.refresh()
                if isinstance(widget, HeaderLine | StatusLine | KeyLine):
                    widget.lay_out()
                if isinstance(widget, ItemList | TextView) and widget.has_focus:
                    widget.tell()

    @property
    def lasting_words(self) -> str:
        """What the last line says in the display for screen readers: it stays the same, and is read out once."""
        return self.header_words(with_time=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes; without colours where none are wanted."""
        filters = super().get_line_filters()
        return [*filters, NoColor()] if self.theme == NO_COLOUR else filters

    # The open draft

    @property
    def open_draft(self) -> Draft | None:
        """The draft that is open, if anybody is signed in and has one open."""
        return self.session.draft if self.session is not None else None

    @property
    def in_dialog(self) -> bool:
        """Whether a question is in front."""
        return isinstance(self.screen, Dialog)

    def change(self, change: Callable[[Answers], Answers]) -> bool:
        """Change the draft's answers; a refusal is said in the status line. Whether it was taken."""
        from ce_tui.core.pathway.interview.changes import ChangeRefused, MarkRefused
        from ce_tui.session.session import DraftClosed

        draft = self.open_draft
        if draft is None:
            return False
        try:
            draft.apply(change)
        except (DraftClosed, ChangeRefused, MarkRefused) as refused:
            self.say(refused.words)
            return False
        if draft.trouble:
            self.say(draft.trouble)
        if isinstance(self.screen, CeScreen):
            self.screen.refresh_frame()
        return True

    @property
    def pathways(self) -> Pathways | Editions:
        """The pathways in use, loaded when first needed; once somebody has signed in, as their store pins them."""
        return self.kept_session.pathways if self.kept_session else self.config.readable_pathways()

    @property
    def cannot_begin(self) -> str:
        """Which configured file kept everybody here from beginning a screening; empty: none did, or nobody looked."""
        if self.could_begin or not self.config.looked_at_pathways:
            return ""
        return (
            "\n".join(self.config.pathway_faults()) if self.config.readable_pathways().lacks_current else ""
        )

    @property
    def own_files(self) -> OwnFiles:
        """What the app itself keeps, which no file that is written takes the place of."""
        from ce_tui.settings.kept import own_files

        return own_files(self.config, self.home)

    @property
    def renderer(self) -> Renderer:
        """The worker that renders referrals; started when first asked for."""
        if self._renderer is None:
            from ce_tui.core.referral.worker.worker import Renderer

            self._renderer = Renderer()
            self._renderer.start()
        return self._renderer

    # Words

    def header_words(self, with_time: bool = True) -> str:
        """Left-hand words of every header, with the time of the last save or without."""
        draft = self.open_draft
        name = "CE Pathway" + (" DEMO" if self.demo else "")
        if self.locked:
            return f"{name}   LOCKED"
        if draft is None:
            return "   ".join(filter(None, [name, *self._hub_words()]))
        screening = draft.screening
        from ce_tui.core.pathway.dates import say_time

        place = draft.pathway.locality(draft.answers.locality).name
        state = {"draft": "draft", "reopened": "draft again", "completed": "completed"}[screening.state]
        saved = f"saved {say_time(screening.updated)}" if draft.saved else "NOT SAVED"
        saved = VIEW_ONLY if draft.saved and draft.view_only else saved
        if not with_time and saved.startswith("saved"):
            saved = ""
        return f"{name}   {place}   {state} {screening.ref}   {saved}".rstrip()

    @property
    def front(self) -> Screen[Any]:
        """The screen in front, for whoever asks."""
        return self.screen

    def _hub_words(self) -> list[str]:
        if self.session is None:
            return []
        casebook = self.session.casebook
        return [casebook.people.hub.name, VIEW_ONLY if casebook.read_only else ""]

    def say(self, words: str) -> None:
        """Say something once, in the status line of what is in front."""
        screen = self.front
        if isinstance(screen, CeScreen | Dialog):
            screen.say(words)

    def greet(self, words: str) -> None:
        """Say something in the status line of what is in front, until the next key."""
        screen = self.front
        if isinstance(screen, CeScreen):
            screen.greet(words)

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; where it takes longer than half a second, say so in words."""
        result = in_thread(job)
        done, _ = await asyncio.wait({result}, timeout=0.5)
        if not done:
            self.say(f"{words} Please wait.")
        return await result
