"""What a screen asks of the app that shows it, part by part. A screen knows no more of the app than this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.dom import DOMNode
from textual.screen import Screen

if TYPE_CHECKING:
    from ce_tui.commands.keymap import Keys
    from ce_tui.core.pathway.actions.action import Recorded
    from ce_tui.core.pathway.document.pathways import Pathways
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.departure import Departure
    from ce_tui.session.draft import Draft
    from ce_tui.session.idle import IdleWatch
    from ce_tui.session.opening import Opening
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session
    from ce_tui.session.station import Station
    from ce_tui.settings.config import Config
    from ce_tui.widgets.dialogs import ChooseDialog
    from ce_tui.widgets.header_parts import HeaderPart

Result = TypeVar("Result")


class HostFront(Protocol):
    """What is said and asked in front."""

    @property
    def in_dialog(self) -> bool:
        """Whether a question is in front."""

    def greet(self, words: str) -> None:
        """Say something in the status line of what is in front, until the next key."""

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; where it takes longer than half a second, say so in words."""

    async def ask(self, dialog: ChooseDialog) -> bool:
        """Whether a question is answered with yes. Only from a worker."""

    async def tell(self, words: str) -> None:
        """Say something that is to be read before anything else. Only from a worker."""


class HostNavigator(Protocol):
    """Ways to other places."""

    def home(self, greeting: str = "") -> None:
        """Home; the draft is saved and put away. `greeting` is said once."""

    def over(self, screen: Screen[Any]) -> None:
        """Show a screen over the present one; Esc goes back."""

    def show_section(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft, at a factor or field where one is given; `greeting` is said once."""

    def leave_ended(self) -> bool:
        """Home, with why, where this account may not go on with what is open; whether it is so."""

    def open_at(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of a draft that was just opened; the first where it is none."""

    def write_note(self, factor: str, at: str = "") -> None:
        """Open the notes with the cursor behind a factor's ID, written there where it is missing, or at a sentence."""


class HostPlaces(Protocol):
    """Places that lie over whatever is open."""

    def guidance(self, chapter: str = "") -> None:
        """To the guidance, at a chapter."""

    def phone(self) -> None:
        """To the words that are read on the phone."""

    def done(self) -> None:
        """To what was done about the open screening."""

    def record(self, to: str = "", kind: str = "", corrects: Recorded | None = None) -> None:
        """To recording something that was done. `to`, `kind`: to whom, and what, where that is known; `corrects`: what
        it takes the place of.
        """

    def follow_ups(self) -> None:
        """To what is due about all screenings."""

    def accounts(self) -> None:
        """To the accounts."""


class HostScreening(Protocol):
    """The open screening."""

    def immediate_risk(self) -> None:
        """Say that the child is at immediate risk."""

    def harm_today(self) -> None:
        """Say that harm was seen or told of today."""


class HostLock(Protocol):
    """The lock."""

    idle: IdleWatch

    def unlock(self) -> None:
        """Go on where it was locked."""

    async def opened(self) -> None:
        """Return when it is not locked any more."""


class HostEnding(Protocol):
    """The ways out."""

    def depart(self, departure: Departure) -> bool:
        """End it for the next person. Whether it goes."""

    def begin_sign_out(self) -> None:
        """Sign out."""


class HostHandingOn(Protocol):
    """The line mode, which can take the screen's place."""

    def to_lines(self) -> None:
        """Go on a line at a time."""


class HostKeys(Protocol):
    """The keys."""

    @property
    def pressed(self) -> int:
        """How many were pressed so far."""

    @property
    def own(self) -> Keys:
        """Those in force."""

    def of(self, command_id: str) -> str:
        """The key of a command as it is set here; empty: it has none."""

    def choose(self, keys: Keys) -> None:
        """Use these keys from now on, kept for the account. Raises VaultError where they cannot be kept."""


class HostAppearance(Protocol):
    """How it is shown."""

    @property
    def theme(self) -> str:
        """The theme that was chosen; empty: as it comes."""

    def try_on(self, theme: str) -> None:
        """Show it all in the colours of a theme, which is not chosen yet."""

    @property
    def for_screen_readers(self) -> bool:
        """Whether the display is the one for screen readers."""

    @property
    def children(self) -> str:
        """How lists show children, as the account or the deployment has it."""

    def choose(self, key: str, value: str) -> None:
        """Choose the "theme", the "display" or how lists show "children", kept for the account.

        Raises VaultError where it cannot be kept.
        """


class Host(Protocol):
    """One terminal: who is signed in at it, the screens that lie open, and the parts that do things."""

    # Who is here, and with what

    @property
    def config(self) -> Config:
        """The configuration."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time, in UTC."""

    @property
    def demo(self) -> bool:
        """Whether it is all made up."""

    @property
    def kept_session(self) -> Session | None:
        """Who is signed in, also while it is locked."""

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

    def renderer(self) -> Renderer:
        """The process that draws referrals, begun when first asked for."""

    @property
    def opening(self) -> Opening:
        """The way into the store."""

    @property
    def station(self) -> Station | None:
        """What a job works with here; None where nobody is signed in and at work."""

    def to_sign_in(self, after: str = "") -> None:
        """To the sign-in, which says first what came before it."""

    def import_home(self) -> None:
        """Import what is shown to whoever has signed in, ahead."""

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person."""

    def header_parts(self) -> Sequence[HeaderPart]:
        """Left-hand words of every header."""

    # The screens

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""

    def push_screen(
        self, screen: Screen[Result], callback: Callable[[Result | None], None] | None = None
    ) -> Any:
        """Show a screen in front."""

    async def push_screen_wait(self, screen: Screen[Result]) -> Result | None:
        """Show a screen in front, and wait for its answer. Only from a worker."""

    def pop_screen(self) -> Any:
        """Take the screen in front away."""

    async def run_action(self, action: str, default_namespace: DOMNode | None = None) -> bool:
        """Do what a command does, by its action, on a widget where it is one of its. Whether there is one."""

    # The parts

    @property
    def front(self) -> HostFront: ...

    @property
    def navigator(self) -> HostNavigator: ...

    @property
    def places(self) -> HostPlaces: ...

    @property
    def screening(self) -> HostScreening: ...

    @property
    def lock(self) -> HostLock: ...

    @property
    def ending(self) -> HostEnding: ...

    @property
    def handing_on(self) -> HostHandingOn: ...

    @property
    def keys(self) -> HostKeys: ...

    @property
    def appearance(self) -> HostAppearance: ...
