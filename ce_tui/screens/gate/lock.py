"""The lock: opaque, with nothing of the case. The passphrase leads back to the very place."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.core.words.counting import say_seconds
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session.departure import SOMEONE_ELSE, SUSPENDED
from ce_tui.session.words.gate import FORGOTTEN, NOT_RIGHT, OF_THE_DEMO, UNLOCKING, not_saved_at_the_lock
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import problem_line, text

_WAY = 'press Tab, choose "Someone else signs in", and there "I have lost my passphrase"'


class LockScreen(GateScreen):
    """Waits for the passphrase of whoever is signed in. Contacts and Guidance stay open, and others can sign in."""

    called: ClassVar[str] = "Locked"
    help_topic: ClassVar[str] = "lock"

    def form(self) -> ComposeResult:
        yield text("Locked.", id="locked-words")
        yield PassphraseField("Passphrase", id="passphrase")
        yield problem_line()
        others = [] if self.ce.seat.demo else [("someone-else", "Someone else signs in: all is saved")]
        yield actions(
            ("unlock", "Unlock"),
            *others,
            ("sign-out", "Leave: sign out, all is saved, the app ends"),
            leave=False,
        )

    def show(self) -> None:
        session = self.ce.seat.kept_session
        if session is None:  # it ends just now
            return
        words = f"Locked. {session.casebook.account.name} is signed in."
        if self.ce.seat.demo:
            words += f" {OF_THE_DEMO}"
        draft = session.draft
        end = self.ce.seat.idle.times.end
        troubled = draft is not None and bool(draft.trouble)  # without one it is just being saved
        if end and not troubled:
            words += f" After {say_seconds(end)} without a key it signs out by itself; all is saved."
        if draft is not None and troubled:
            words += f" {not_saved_at_the_lock(draft.trouble, gone=session.casebook.is_replaced)}"
        self.query_one("#locked-words").update(words)  # type: ignore[attr-defined]
        if self.focused is None:
            self.query_one("#passphrase", Field).focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter unlocks."""
        self.do("unlock")

    def do(self, action: str) -> None:
        if action == "unlock":
            self._unlock()
        elif action == "someone-else":
            if not self.ce.depart(SOMEONE_ELSE):
                self.problem("Not signed out, because not all is saved yet. It is tried again and again.")
        elif action == "sign-out":
            self.ce.begin_sign_out()

    @work(exclusive=True)
    async def _unlock(self) -> None:
        field = self.query_one("#passphrase", Field)
        session = self.ce.seat.kept_session
        if self._busy or session is None:
            return
        if self.ce.seat.demo:
            self.ce.unlock()
            return
        if not field.value:
            field.error = "Enter your passphrase"
            self.say(field.words)
            return
        with self.at_work():
            problem = await self._try(field)
        if problem:
            field.focus()
            self.problem(problem, FORGOTTEN.format(_WAY) if problem == NOT_RIGHT else "")
        else:
            self.ce.unlock()

    async def _try(self, field: Field) -> str:
        """Try what was typed: what is wrong, in words, or nothing."""
        session, secret = self.ce.seat.kept_session, field.value
        assert session is not None
        casebook = session.casebook
        field.error = ""
        field.value = ""
        try:
            right = await self.ce.patiently(UNLOCKING, lambda: casebook.access.verify(secret))
        except NotPermitted as suspended:
            self.ce.depart(SUSPENDED)
            return suspended.words
        except VaultError as error:
            return error.words
        return "" if right else NOT_RIGHT
