"""From place to place: Home, the sections, the notes and back, and each screen that opens over them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from itertools import cycle
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.widget import Widget

from ce_tui.app.front import AppPart, other_workers
from ce_tui.commands.table import BY_ID, Where
from ce_tui.core.pathway.words import TIERS
from ce_tui.core.vault.errors import ReadOnly, VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.session.terminal_state import TerminalState
from ce_tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.action import Recorded
    from ce_tui.screens.host import Host
    from ce_tui.session.draft import Draft


NONE_OPEN = "No screening is open: this key is for one that is."
LOCKED = "Locked: unlock it first, then press that key again."

_ONCE_MORE = ("Once more:", "And once more, from its beginning:")
"""Before what is shown again, in turn: a screen reader reads out only rows that are others than before."""

SCREENS = {
    "contacts": "reading.guidance:ContactsScreen",
    "keys": "reading.help:KeysScreen",
    "display": "reading.display:DisplayScreen",
    "phone": "screening.phone:PhoneScreen",
    "done": "screening.done:DoneScreen",
    "known": "screening.done:KnownScreen",
    "follow_ups": "home.due:DueScreen",
    "account": "office.accounts:AccountScreen",
    "lock_time": "reading.display:LockTimeScreen",
    "accounts": "office.accounts:AccountsScreen",
    "keeping": "office.keeping:KeepingScreen",
    "audit": "office.keeping:AuditScreen",
}
"""The screens that need no more than to be opened, by the command that leads there. Imported when that is given."""


class Navigator(AppPart):
    """Shows a screen in place of the others, or over them; from beneath a lock once it is open.

    The core is imported where it is asked something: the first screen, which asks for a name, needs none of it.
    """

    _before_notes = ("", "", "")
    """The screening, the section and the place in it that were left for the notes."""

    # Screens

    def place(self, screen: CeScreen) -> None:
        """Show a screen instead of everything that is open."""
        self._front.beneath.in_turn(lambda: self._place(screen))

    def _place(self, screen: CeScreen) -> None:
        from ce_tui.widgets.keyed_dialog import GoToDialog

        app = self._app
        while len(app.screen_stack) > 1:
            if isinstance(app.screen, GoToDialog):
                app.screen.dismiss(None)  # whoever waits for it hears of it
            else:
                app.pop_screen()
        app.switch_screen(screen)

    def over(self, screen: Screen[Any]) -> None:
        """Show a screen over the present one; Esc goes back. One kind of screen lies open only once."""
        self._front.beneath.in_turn(lambda: self._over(screen))

    def _over(self, screen: Screen[Any]) -> None:
        above: list[type[Screen[Any]]] = []
        for each in reversed(self._app.screen_stack):
            if not isinstance(each, CeScreen) or each.stays or each.section:
                break
            above.append(type(each))
        if type(screen) in above:
            for _ in range(above.index(type(screen)) + 1):
                self._app.pop_screen()
        self._app.push_screen(screen)

    def back(self) -> bool:
        """Back to what lies under this screen; whether there was somewhere to go.

        From a section, Home or the lock there is not.
        """
        screen = self._app.screen
        if not isinstance(screen, CeScreen) or screen.step_back():
            return True
        if screen.stays or len(self._app.screen_stack) <= 1:
            return False
        self._app.pop_screen()
        return True

    def home(self, greeting: str = "") -> None:
        """Home; the draft is saved and put away. `greeting` is said once."""
        if self._seat.session is None or self._front.in_dialog:
            return
        from ce_tui.screens.home.home import HomeScreen

        session, draft = self._seat.session, self._seat.open_draft
        ref = draft.screening.ref if draft is not None else ""
        can_be_discarded = draft is not None and session.is_empty(draft)
        home = HomeScreen(ref, ref if can_be_discarded else "")
        try:
            home.greeting = session.close_draft() or greeting
        except VaultError as error:
            self._front.say(error.words)
            return
        self.place(home)

    def leave_ended(self) -> bool:
        """Where this account may not go on with the open screening: Home at once, and why over it. Whether it is so.

        Whatever was being asked or done with it ends there, and nothing of it stays on the screen.
        """
        session, draft = self._seat.session, self._seat.open_draft
        if session is None or draft is None or not draft.ended or self._front.beneath.is_too_small:
            return False
        if any(worker.group == "end" for worker in self._app.workers):
            return False  # the session is being left, with all of this
        from ce_tui.screens.home.home import HomeScreen

        try:
            why = session.close_draft()
        except VaultError as error:
            self._front.say(error.words)
            return False
        for worker in other_workers(self._app):
            worker.cancel()
        self.place(HomeScreen())
        # Made by its worker: where the app ends before that begins, nothing is left that was never awaited.
        tell: Callable[[], Awaitable[None]] = partial(self._tell_why, why)
        self._app.run_worker(tell, group="ended")
        return True

    async def _tell_why(self, words: str) -> None:
        """It comes while someone types: what is typed on does nothing at Home, and a line end does not take it away."""
        from ce_tui.screens.screening.section import ArrowKeyAsker

        asker, asked = ArrowKeyAsker(cast("Host", self._app)), words
        for again in cycle(_ONCE_MORE):
            if await asker.confirm(asked, "I have read it: go on, at Home", "Show it once more"):
                break
            asked = f"{again} {words}"

    def search(self) -> None:
        """Search, on Home."""
        self.home()
        if (start_search := getattr(self._app.screen_stack[-1], "start_search", None)) is not None:
            self._app.call_after_refresh(start_search)

    # Sections

    @property
    def section(self) -> str:
        """The section that lies open, or empty."""
        return self._open_section.section if self._open_section is not None else ""

    @property
    def _open_section(self) -> CeScreen | None:
        stack = reversed(self._app.screen_stack)
        return next((each for each in stack if isinstance(each, CeScreen) and each.section), None)

    @property
    def here(self) -> str:
        """Where on the screen in front the practitioner is, as a section takes it."""
        screen = self._app.screen
        return screen.here if isinstance(screen, CeScreen) else ""

    def show_section(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft; the first one if it is none.

        `at`: a factor or field there. `greeting` is said once.
        """
        from ce_tui.core.pathway.interview.interview import SECTIONS

        draft, left = self._seat.open_draft, self._open_section
        if draft is None:
            return
        section = section if section in SECTIONS else SECTIONS[0]
        if section == "notes" and left is not None and left.section != "notes":
            self._before_notes = (draft.screening.ref, left.section, left.here)
        draft.flush()
        draft.keep_place(f"{section}:{at}" if at else section)
        screen = section_screen(section)
        screen.start_at = at
        screen.greeting = greeting
        self.place(screen)

    def to_next(self, by: int) -> None:
        """The next section, or the one before."""
        from ce_tui.core.pathway.interview.interview import SECTIONS

        if self._draft_that_is_free() is None:
            return
        here = SECTIONS.index(self.section) if self.section in SECTIONS else 0
        there = min(max(here + by, 0), len(SECTIONS) - 1)
        if there != here:
            self.show_section(SECTIONS[there])
        else:
            self._front.say("This is the last section." if by > 0 else "This is the first section.")

    def _draft_that_is_free(self) -> Draft | None:
        """The open draft, if a section may take the place of what is in front; else None.

        Why is said, but where a question is in front.
        """
        draft, screen = self._seat.open_draft, self._app.screen
        if self._front.in_dialog:
            return None
        if isinstance(screen, CeScreen) and screen.is_form:
            self._front.say("First finish this form, or leave it with Esc. Nothing was dropped.")
            return None
        if draft is None:
            self.say_that_none_is_open()
        return draft

    # The notes, and back

    def say_that_none_is_open(self, danger: str = "") -> None:
        """Beneath a lock one may be: there it says to unlock it. `danger`: what to do where the key was for danger."""
        words = LOCKED if self._seat.locked else NONE_OPEN
        self._front.say(f"{words} {danger}".rstrip())

    def notes(self) -> None:
        """To the notes, out of what lies over them, too; from the notes back to the section that was left for them."""
        if (draft := self._draft_that_is_free()) is None:
            return
        screen = self._app.screen
        if not isinstance(screen, CeScreen) or screen.section != "notes":
            self.show_section("notes")
            return
        ref, section, at = self._before_notes
        if ref == draft.screening.ref:
            self.show_section(section, at)
        else:
            self._front.say("You came straight to the notes: there is no section to go back to.")

    # The places of the menu

    def open(self, place: str) -> None:
        """Open a place of `SCREENS`, if there is what its command needs. That a role is lacking is said."""
        command, session = BY_ID[place], self._seat.session
        if command.needs_sign_in and session is None:
            return
        if command.needs_draft and self._seat.open_draft is None:
            return
        if session is not None and command.roles and not session.casebook.has_role(*command.roles):
            roles = " or ".join(command.roles)
            self._front.say(f"This takes the role {roles}, which your account does not have.")
            return
        self.over(resolve_name(f"ce_tui.screens.{SCREENS[place]}")())

    def guidance(self, chapter: str = "") -> None:
        """The whole document, at a chapter where one is given."""
        from ce_tui.screens.reading.guidance import GuidanceScreen

        self.over(GuidanceScreen(chapter))

    def help(self) -> None:
        """Help for the screen in front."""
        from ce_tui.screens.reading.help import HelpScreen
        from ce_tui.widgets.text_view import TextView

        screen = self._app.screen
        if isinstance(screen, HelpScreen):
            return
        topic = getattr(screen, "section", "") or getattr(screen, "help_topic", "")
        # The places whose keys work there: what it says itself first, then what can have the focus.
        where: list[Where] = [*screen.where] if isinstance(screen, CeScreen) else ["dialog"]
        inside: dict[Where, type[Widget]] = {"list": ItemList, "text": TextView}
        for place, kind in inside.items():
            if any(isinstance(widget, kind) for widget in screen.focus_chain):
                where.append(place)
        self.over(HelpScreen(topic, tuple(where)))

    def record(self, to: str = "", kind: str = "", corrects: Recorded | None = None) -> None:
        """Record something that was done about the open screening. `to`, `kind`: to whom, and what, where that is
        known; else who is to be phoned now is proposed. `corrects`: what it takes the place of.
        """
        if (draft := self._seat.open_draft) is None:
            return
        if draft.casebook.read_only:
            self._front.say(ReadOnly().words)
            return
        if (error := draft.beside.keep_now()) is not None:  # begun before, and open beneath this
            self._front.say(error.words)
            return
        from ce_tui.screens.screening.action import ActionScreen
        from ce_tui.session.jobs.recording import begin

        self.over(ActionScreen(begin(draft, to, kind, corrects)))


def first_screen(seat: TerminalState, after: str) -> Screen[Any]:
    """The sign-in, which says first what came before it (`after`), or the set-up if there is no store yet.

    If nobody can come in, a screen that says why. If somebody is signed in from the start it is an empty one: Home
    takes its place once their preferences hold.
    """
    if seat.kept_session is not None:
        return Screen()
    try:
        seat.opening.refuse(after)
    except VaultError as why:
        from ce_tui.screens.gate.sign_in import KeptOutScreen

        seat.kept_out = why
        return KeptOutScreen(why.words, after)
    if seat.opening.is_set_up:
        from ce_tui.screens.gate.sign_in import SignInScreen

        return SignInScreen(after)
    from ce_tui.screens.gate.setup import SetupScreen

    return SetupScreen()


_OTHER_SECTIONS = {
    "notes": "notes:NotesScreen",
    "result": "result:ResultScreen",
    "review": "review:ReviewScreen",
}


def section_screen(section: str) -> CeScreen:
    """A new screen of a section."""
    if section in ("start", "details"):
        from ce_tui.screens.screening.form import FormScreen
        from ce_tui.screens.screening.start import DetailsQuestions, StartQuestions

        return FormScreen(StartQuestions if section == "start" else DetailsQuestions)
    if section in TIERS:
        from ce_tui.screens.screening.tier import TierScreen

        return TierScreen(section)
    screen: CeScreen = resolve_name(f"ce_tui.screens.screening.{_OTHER_SECTIONS[section]}")()
    return screen
