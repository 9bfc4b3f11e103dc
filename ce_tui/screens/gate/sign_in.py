"""Sign in with a name and a passphrase. Whom to call and the guidance are open from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.widgets.field import Field
from ce_tui.widgets.plain import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook


class SignInScreen(GateScreen):
    """One message for whatever is wrong; how long to wait where there were too many tries."""

    help_topic: ClassVar[str] = "sign-in"
    clears: ClassVar[bool] = True

    def __init__(self, after: str = "") -> None:
        """`after`: why a session has ended before this, to be said first."""
        super().__init__()
        self._busy = False
        self._after = self.greeting = after

    def section_words(self) -> str:
        return "Sign in"

    def form(self) -> ComposeResult:
        if self._after:
            yield text(self._after, id="after")
        yield Field("Your name", id="name", hint="As it was entered when your account was made.")
        yield Field("Passphrase", id="passphrase", password=True, max_length=1000)
        yield problem_line()
        yield actions(("sign-in", "Sign in"), ("recover", "I have lost my passphrase: use the recovery code"))

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#name", Field).focus()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: on to the passphrase, then sign in."""
        if event.field.id == "name" and not self.query_one("#passphrase", Field).value:
            self.query_one("#passphrase", Field).focus()
        else:
            self.do("sign-in")

    def do(self, action: str) -> None:
        if action == "sign-in":
            self._sign_in()
        elif action == "recover":
            from ce_tui.screens.gate.recover import RecoverScreen

            self.ce.over(RecoverScreen())

    @work(exclusive=True)
    async def _sign_in(self) -> None:
        name, passphrase = self.query_one("#name", Field), self.query_one("#passphrase", Field)
        for field, words in ((name, "Enter your name"), (passphrase, "Enter your passphrase")):
            field.error = "" if field.value.strip() else words
        missing = next((field for field in (name, passphrase) if field.error), None)
        if missing is not None:
            missing.focus()
            self.say(missing.words)
            return
        if self._busy:
            return
        self._busy = True
        try:
            await self._open(name.value, passphrase)
        finally:
            self._busy = False

    async def _open(self, name: str, passphrase: Field) -> None:
        home, secret, passphrase.value = self.ce.home, passphrase.value, ""

        def unlock(around: Around) -> Casebook:
            from ce_tui.core.vault.casebook.opening import sign_in

            return sign_in(home, name, secret, around)

        session = await self.opened("Unlocking.", unlock)
        if session is None:
            passphrase.focus()
        else:
            self.ce.signed_in(session)
