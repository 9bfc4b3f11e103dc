"""What a screen asks of the app that shows it. A screen knows no more of the app than this."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.screen import Screen

if TYPE_CHECKING:
    from ce_tui.commands.keymap import Keys
    from ce_tui.core.pathway.answers.screening import Answers
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.departure import Departure
    from ce_tui.session.draft import Draft
    from ce_tui.session.idle import IdleWatch
    from ce_tui.session.opening import Opening
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session
    from ce_tui.session.station import Station
    from ce_tui.session.walk import Walk
    from ce_tui.settings.config import Config
    from ce_tui.widgets.dialogs import ChooseDialog

Result = TypeVar("Result")


class Host(Protocol):
    """One terminal: who is signed in at it, the open draft, ways to other places, words at its foot."""

    config: Config
    home: Path
    """The folder of the store."""
    clock: Callable[[], datetime]
    """The time, in UTC."""
    demo: bool
    walked_in: bool
    """A demo that the app led to: whoever is there has not signed in, so it writes no file."""
    kept_session: Session | None
    """Who is signed in, also while it is locked."""
    for_screen_readers: bool
    keys_pressed: int
    own_keys: Keys
    idle: IdleWatch
    walk: Walk | None

    # Who is here, and with what

    @property
    def session(self) -> Session | None:
        """Who is signed in and at work: nobody before the sign-in, and nobody while it is locked."""

    @property
    def open_draft(self) -> Draft | None:
        """The draft that is open, if anybody is signed in and has one open."""

    @property
    def pathways(self) -> Pathways | Editions:
        """The pathways in use; once somebody has signed in, as their store pins them."""

    @property
    def own_files(self) -> OwnFiles:
        """What the app itself keeps, which no file that is written takes the place of."""

    @property
    def renderer(self) -> Renderer:
        """The process that draws referrals."""

    @property
    def opening(self) -> Opening:
        """The way into the store."""

    @property
    def station(self) -> Station | None:
        """What a job works with here; None where nobody is signed in and at work."""

    def to_sign_in(self, after: str = "") -> None:
        """To the sign-in, which says first what came before it."""

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person."""

    def unlock(self) -> None:
        """Go on where it was locked."""

    def depart(self, departure: Departure) -> bool:
        """End it for the next person. Whether it goes."""

    def change(self, change: Callable[[Answers], Answers]) -> bool:
        """Change the draft's answers; a refusal is said in the status line. Whether it was taken."""

    # Ways

    def over(self, screen: Screen[Any]) -> None:
        """Show a screen over the present one; Esc goes back."""

    def show_section(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft, at a factor or field where one is given; `greeting` is said once."""

    def open_at(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of a draft that was just opened; the first where it is none."""

    def write_note(self, factor: str, at: str = "") -> None:
        """Open the notes with the cursor behind a factor's ID, written there where it is missing, or at a sentence."""

    def action_accounts(self) -> None:
        """To the accounts."""

    def action_guidance(self, chapter: str = "") -> None:
        """To the guidance, at a chapter."""

    def action_lines(self) -> None:
        """Go on a line at a time."""

    def action_phone(self) -> None:
        """To the words that are read on the phone."""

    def action_harm_today(self) -> Any:
        """Say that harm was seen or told of today."""

    def action_immediate_risk(self) -> Any:
        """Say that the child is at immediate risk."""

    async def action_sign_out(self) -> None:
        """Sign out."""

    def action_walk(self) -> Any:
        """Begin the first-use walk, or go on with it."""

    def try_step(self) -> None:
        """Try what the walk's step is about."""

    def end_walk(self) -> None:
        """End the walk."""

    # Questions and words

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""

    @property
    def in_dialog(self) -> bool:
        """Whether a question is in front."""

    def push_screen(
        self, screen: Screen[Result], callback: Callable[[Result | None], None] | None = None
    ) -> Any:
        """Show a screen in front."""

    async def push_screen_wait(self, screen: Screen[Result]) -> Result | None:
        """Show a screen in front, and wait for its answer. Only from a worker."""

    def pop_screen(self) -> Any:
        """Take the screen in front away."""

    async def ask(self, dialog: ChooseDialog) -> bool:
        """Whether a question is answered with yes. Only from a worker."""

    async def tell(self, words: str) -> None:
        """Say something that is to be read before anything else. Only from a worker."""

    async def opened(self) -> None:
        """Return when it is not locked any more."""

    def once_open(self, job: Callable[[], Any]) -> Awaitable[Any]:
        """Do a job when it is not locked any more."""

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; where it takes longer than half a second, say so in words."""

    def greet(self, words: str) -> None:
        """Say something in the status line of what is in front, until the next key."""

    def header_words(self, with_time: bool = True) -> str:
        """Left-hand words of every header, with the time of the last save or without."""

    # What an account sets

    def key_of(self, command_id: str) -> str:
        """The key of a command as it is set here; empty: it has none."""

    def choose_keys(self, keys: Keys) -> None:
        """Use these keys from now on, kept for the account. Raises VaultError where they cannot be kept."""

    def choose_display(self, key: str, value: str) -> None:
        """Choose the "theme" or the "display", kept for the account. Raises VaultError where it cannot be kept."""
