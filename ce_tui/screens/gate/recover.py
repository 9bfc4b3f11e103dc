"""A lost passphrase: the recovery code gives the account a new one."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session import gate
from ce_tui.session.words.gate import (
    CODE_HINT,
    MAKING_KEYS,
    RECOVERY,
    RECOVERY_CODE,
    USE_IS_LOGGED,
    YOUR_NAME,
    YOUR_NEW_PHRASE,
)
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import problem_line, text
from ce_tui.widgets.new_passphrase import NewPassphrase


class RecoverScreen(GateScreen):
    """Name, code, new passphrase; then signed in. Esc goes back to the sign-in."""

    called: ClassVar[str] = "Recovery"
    help_topic: ClassVar[str] = "sign-in"
    stays: ClassVar[bool] = False
    clears: ClassVar[bool] = True

    def __init__(self, name: str = "") -> None:
        """`name`: as it was typed at the sign-in."""
        super().__init__()
        self._name_typed = name.strip()

    def form(self) -> ComposeResult:
        yield text(RECOVERY)
        yield Field(YOUR_NAME, self._name_typed, id="name", max_length=100)
        yield Field(RECOVERY_CODE, id="code", hint=CODE_HINT, max_length=100)
        yield problem_line()
        yield NewPassphrase(YOUR_NEW_PHRASE)
        yield actions(("recover", "Set the new passphrase and sign in"), ("back", "Back to the sign-in"))

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#code" if self._name_typed else "#name", Field).focus()
        self.say(so_far=f"Esc goes back. {USE_IS_LOGGED}")

    def forget_typed(self) -> None:
        """The six words that were offered, too."""
        super().forget_typed()
        self.query_one(NewPassphrase).offer_others()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes on to what follows."""
        self.focus_next()

    def do(self, action: str) -> None:
        if action == "back":
            self.app.pop_screen()
        elif not self._busy:
            self._recover()

    @work(exclusive=True, group="recover")
    async def _recover(self) -> None:
        name, code = self.query_one("#name", Field), self.query_one("#code", Field)
        if not self.are_right((name, gate.name_of_account), (code, gate.recovery_code)):
            return
        passphrase = await self.query_one(NewPassphrase).take(name.value)
        if passphrase is None:
            return
        with self.at_work():
            await self._open(name.value, code, passphrase)

    async def _open(self, name: str, code: Field, passphrase: str) -> None:
        opening, typed = self.ce.seat.opening, code.value
        session = await self.opened(MAKING_KEYS, lambda: opening.recover(name, typed, passphrase))
        if session is not None:
            self.query_one(NewPassphrase).forget()
            self.ce.signed_in(session)

    def not_opened(self, why: VaultError) -> None:
        """Say it after the field, whose own words would take the place of these."""
        self.query_one("#code", Field).focus()
        super().not_opened(why)
