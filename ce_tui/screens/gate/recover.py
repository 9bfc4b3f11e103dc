"""A lost passphrase: the recovery code gives the account a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.widgets.field import Field
from ce_tui.widgets.new_passphrase import NewPassphrase
from ce_tui.widgets.plain import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook


class RecoverScreen(GateScreen):
    """Name, code, new passphrase; then signed in. Esc goes back to the sign-in."""

    help_topic: ClassVar[str] = "sign-in"
    stays: ClassVar[bool] = False
    clears: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def section_words(self) -> str:
        return "Recovery"

    def form(self) -> ComposeResult:
        yield text("The recovery code was written down when the store was set up. It stays valid afterwards.")
        yield Field("Your name", id="name", max_length=100)
        yield Field(
            "Recovery code", id="code", hint="Seven groups of five; dashes may be left out.", max_length=100
        )
        yield problem_line()
        yield NewPassphrase("Your new passphrase")
        yield actions(("recover", "Set the new passphrase and sign in"), ("back", "Back to the sign-in"))

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#name", Field).focus()
        self.say(so_far="Esc goes back. The use of the code is logged.")

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
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.recovery import read_recovery_code

        name, code = self.query_one("#name", Field), self.query_one("#code", Field)
        name.error = "" if name.value.strip() else "Enter your name"
        code.error = ""
        try:
            read_recovery_code(code.value)
        except Refused as refused:
            code.error = refused.words if code.value.strip() else "Enter the recovery code"
        wrong = next((field for field in (name, code) if field.error), None)
        if wrong is not None:
            wrong.focus()
            self.say(wrong.words)
            return
        passphrase = await self.query_one(NewPassphrase).take(name.value)
        if passphrase is None:
            return
        self._busy = True
        try:
            await self._open(name.value, code, passphrase)
        finally:
            self._busy = False

    async def _open(self, name: str, code: Field, passphrase: str) -> None:
        home, typed = self.ce.home, code.value

        def reopen(around: Around) -> Casebook:
            from ce_tui.core.vault.casebook.opening import recover

            return recover(home, name, typed, passphrase, around)

        session = await self.opened("Making the keys.", reopen)
        if session is None:
            code.focus()
            return
        self.query_one(NewPassphrase).forget()
        self.ce.signed_in(session)
