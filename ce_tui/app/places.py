"""The places that lie over whatever is open: each is a screen, which is imported when it is first gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from ce_tui.app.front import Front
from ce_tui.app.navigator import Navigator
from ce_tui.commands.table import BY_ID, Where
from ce_tui.core.vault.errors import ReadOnly
from ce_tui.screens.base import CeScreen
from ce_tui.session.seat import Seat
from ce_tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.action import Recorded


def places_of(screen: Screen[object]) -> tuple[Where, ...]:
    """The places whose keys work on a screen, its own first: what it says itself, and what has the focus there."""
    own: list[Where] = list(screen.where) if isinstance(screen, CeScreen) else ["dialog"]
    if any(isinstance(widget, ItemList) for widget in screen.focus_chain):
        own.append("list")
    from ce_tui.widgets.text_view import TextView

    if any(isinstance(widget, TextView) for widget in screen.focus_chain):
        own.append("text")
    return tuple(own)


class Places:
    """Goes to each of them."""

    def __init__(self, app: App[Any], seat: Seat, front: Front, navigator: Navigator) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._over = navigator.over

    # Open to everyone

    def contacts(self) -> None:
        """Whom to call now."""
        from ce_tui.screens.reading.contacts import ContactsScreen

        self._over(ContactsScreen())

    def guidance(self, chapter: str = "") -> None:
        """The whole document, at a chapter where one is given."""
        from ce_tui.screens.reading.guidance import GuidanceScreen

        self._over(GuidanceScreen(chapter))

    def help(self) -> None:
        """Help for the screen in front."""
        from ce_tui.screens.reading.help import HelpScreen

        screen = self._app.screen
        if not isinstance(screen, HelpScreen):
            topic = getattr(screen, "topic", getattr(screen, "help_topic", ""))
            self._over(HelpScreen(topic, places_of(screen)))

    def keys(self) -> None:
        """The keys."""
        from ce_tui.screens.reading.keys import KeysScreen

        self._over(KeysScreen())

    def display(self) -> None:
        """Colours, and the display for screen readers."""
        from ce_tui.screens.reading.display import DisplayScreen

        self._over(DisplayScreen())

    # For who is signed in

    def phone(self) -> None:
        """The referral, to be read on the phone."""
        if self._seat.open_draft is None:
            return
        from ce_tui.screens.screening.phone import PhoneScreen

        self._over(PhoneScreen())

    def done(self) -> None:
        """What was done about the open screening, and what is due."""
        if self._seat.open_draft is None:
            return
        from ce_tui.screens.screening.done import DoneScreen

        self._over(DoneScreen())

    def known(self) -> None:
        """The screenings that may be of the same child as the open one."""
        if self._seat.open_draft is None:
            return
        from ce_tui.screens.screening.known import KnownScreen

        self._over(KnownScreen())

    def record(self, to: str = "", kind: str = "", corrects: Recorded | None = None) -> None:
        """Record something that was done about the open screening. `to`, `kind`: to whom, and what, where that is
        known; else who is to be phoned now is proposed. `corrects`: what it takes the place of.
        """
        if (draft := self._seat.open_draft) is None:
            return
        if draft.casebook.read_only:
            self._front.say(ReadOnly().words)
            return
        if not draft.beside.is_kept():  # begun before, and open beneath this
            self._front.say(draft.beside.error.words if draft.beside.error else "")
            return
        from ce_tui.screens.screening.action import ActionScreen
        from ce_tui.session.jobs.recording import begin

        self._over(ActionScreen(begin(draft, to, kind, corrects)))

    def follow_ups(self) -> None:
        """What is due about all screenings, for the practitioner and the lead."""
        if self._may("follow_ups"):
            from ce_tui.screens.home.due import DueScreen

            self._over(DueScreen())

    def lock_time(self) -> None:
        """When it locks by itself, for the account that is signed in."""
        if self._seat.session is None:
            return
        from ce_tui.screens.reading.lock_time import LockTimeScreen

        self._over(LockTimeScreen())

    def account(self) -> None:
        """The account that is signed in."""
        from ce_tui.screens.office.account import AccountScreen

        self._over(AccountScreen())

    # For a role

    def accounts(self) -> None:
        """Everyone who has a way in, for the administrator and the lead."""
        if self._may("accounts"):
            from ce_tui.screens.office.accounts import AccountsScreen

            self._over(AccountsScreen())

    def keeping(self) -> None:
        """The review queue, the rules of keeping, the backup: for the lead and the administrator."""
        if self._may("keeping"):
            from ce_tui.screens.office.keeping import KeepingScreen

            self._over(KeepingScreen())

    def audit(self) -> None:
        """The log, for the lead and the administrator."""
        if self._may("audit"):
            from ce_tui.screens.office.audit import AuditScreen

            self._over(AuditScreen())

    def _may(self, command_id: str) -> bool:
        """Whether who is signed in has a role for a command; if not, that is said."""
        session, roles = self._seat.session, BY_ID[command_id].roles
        if session is None:
            return False
        may = not roles or session.casebook.has_role(*roles)
        if not may:
            self._front.say(f"This takes the role {' or '.join(roles)}, which your account does not have.")
        return may
