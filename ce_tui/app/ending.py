"""The endings, asked for or not: everything is kept first, then it is signed out, with words that say why.

Or the screen alone ends, and the line mode takes its place with whoever is signed in.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import active_worker

from ce_tui.app.appearance import Appearance
from ce_tui.app.front import Front
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.departure import KEYS_CHANGE, Departure
from ce_tui.session.kept_apart import keep_apart, tell_at_next_sign_in
from ce_tui.session.seat import Seat
from ce_tui.settings.preferences import DISPLAY, LINES
from ce_tui.terminal.app_base import TerminalApp

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class LastSave:
    """Saves the open draft, locked or not."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def save_draft(self) -> bool:
        """Save the open draft: whether all of it is saved."""
        draft = self._seat.kept_draft
        return draft is None or draft.flush()

    def save_everything(self) -> bool:
        """Keep all that is open, for good: whether it is kept. Before every ending that nobody asked for.

        Words that someone else's save came before become a screening of their own; the next sign-in says so.
        """
        session, draft = self._seat.kept_session, self._seat.kept_draft
        if session is not None and not session.keep_behind():
            return False
        if draft is None or draft.flush():
            return True
        if draft.conflict is None:
            return False
        tell_at_next_sign_in(draft.casebook, keep_apart(draft))
        return draft.saved


class Ending:
    """Signs out, and ends."""

    def __init__(self, app: TerminalApp, seat: Seat, front: Front, saving: LastSave) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self.saving = saving
        self.departure: Departure | None = None
        self._not_saved_said = False
        self._asking = False

    async def sign_out(self) -> None:
        """Sign out and end: all is saved, so nothing is asked, but where something goes that can never be kept."""
        self.saving.save_draft()
        draft, session = self._seat.kept_draft, self._seat.kept_session
        can_be_saved = session is None or self._seat.locked or not session.casebook.is_replaced
        if can_be_saved and draft is not None and not draft.saved:
            self._front.say(f"Not signed out: {draft.trouble} Your words are still here.")
            return
        if can_be_saved and session is not None and not session.keep_behind():
            self._front.say(f"Not signed out: {session.behind_words}")
            return
        if not self._asks_about_what_goes():
            await self.leave()

    def _asks_about_what_goes(self) -> bool:
        """Whether it is asked first, because a passphrase, or what was typed, goes with the session. Never of who
        locked it.

        In a window that is too small it is asked beneath what says so, and nothing ends meanwhile.
        """
        from ce_tui.session.jobs.passphrase import SIGN_OUT, STAY, lost_words
        from ce_tui.widgets.dialogs import ConfirmDialog

        session = self._seat.session
        words = [*session.lost_with_the_store, *lost_words(session.casebook)] if session is not None else []
        if words and not self._asking:
            self._asking = True
            self._app.push_screen(ConfirmDialog("\n\n".join(words), SIGN_OUT, STAY), self._answered)
        return bool(words)

    def _answered(self, answer: str | None) -> None:
        self._asking = False
        if answer == "yes":
            self._app.run_worker(self.leave(), group="end")

    def begin_sign_out(self) -> None:
        """The same from a screen, which need not be there to its end."""
        self._app.run_worker(self.sign_out())

    def depart(self, departure: Departure) -> bool:
        """Save, hide, sign out and end; with words, and a fresh process where one follows. Whether it does.

        What cannot be saved keeps it from ending: that is said, and to be tried again.
        """
        if self.departure is not None:
            return True
        if not self._app.could_save():
            self._say_not_saved(departure)
            return False
        self.departure = departure
        self._app.hands_on = departure.again and not self._seat.demo
        self._app.picture.hide()
        self._app.run_worker(self.leave(), group="end")
        return True

    def _say_not_saved(self, departure: Departure) -> None:
        draft = self._seat.kept_draft
        if self._seat.locked or self._not_saved_said or draft is None:
            return
        self._not_saved_said = True
        why = "An administrator waits for everyone to sign out. " if departure is KEYS_CHANGE else ""
        self._front.say(f"{why}Not signed out: {draft.trouble} Your words are still here.")

    async def leave(self) -> None:
        """Stop what goes on, sign out, end."""
        self._stop_work()
        await self.end_session()
        self._app.exit()

    async def end_session(self) -> None:
        """Save, put away, stop the renderer."""
        self._app.forget()
        await self._seat.leave()

    def _stop_work(self) -> None:
        """Whatever goes on would find nobody signed in: an export that has written nothing yet writes nothing."""
        for worker in set(self._app.workers) - {active_worker.get(None)}:
            worker.cancel()

    def sign_out_at_once(self) -> None:
        """On the way out: for a line that drops, or a signal."""
        self._stop_work()
        session, self._seat.kept_session = self._seat.kept_session, None
        if session is not None:
            with suppress(VaultError):
                session.close()


class HandedOn(NamedTuple):
    """What the line mode goes on with: who is signed in, if anybody, and whether it was chosen for the account."""

    session: Session | None
    is_chosen: bool


class HandingOn:
    """Hands on to the line mode: `done` says what, once it is."""

    def __init__(
        self, app: TerminalApp, seat: Seat, front: Front, ending: Ending, appearance: Appearance
    ) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._ending = ending
        self._appearance = appearance
        self.done: HandedOn | None = None

    def to_lines(self) -> None:
        """Go on a line at a time."""
        if self._seat.locked:
            self._front.greet("Unlock it first: then Display has it.")
        else:
            self._app.run_worker(self._go_on_in_lines(), group="end")

    async def _go_on_in_lines(self) -> None:
        session = self._seat.kept_session
        if session is not None:
            try:
                session.close_draft_at_the_end()
            except VaultError as error:
                self._front.say(error.words)
                return
        self.done = HandedOn(session, self._appearance.chosen_before_sign_in.get(DISPLAY.name) == LINES)
        self._seat.kept_session = None
        await self._ending.leave()
