"""The sign-in with a name and a passphrase, and what stands there if nobody can sign in."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import OlderStore, VaultError, WrongCredentials
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session.words.gate import FORGOTTEN, LOST, NAME_HINT, PHRASE, UNLOCKING, YOUR_NAME
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import problem_line, text
from ce_tui.widgets.room import is_quiet


class SignInScreen(GateScreen):
    """The sign-in: one message for whatever is wrong; after too many tries how long to wait."""

    called: ClassVar[str] = "Sign in"
    help_topic: ClassVar[str] = "sign-in"
    first: ClassVar[str] = "#name"
    clears: ClassVar[bool] = True

    def __init__(self, after: str = "") -> None:
        """`after`: why a session has ended before this, to be said first."""
        super().__init__()
        self._after = self.greeting = after

    def form(self) -> ComposeResult:
        if self._after:
            yield text(self._after, widget_id="after")
            if is_quiet(self):  # it is read out where it stands
                self.greeting = ""
        yield Field(YOUR_NAME, widget_id="name", hint=NAME_HINT)
        yield PassphraseField(PHRASE, widget_id="passphrase")
        yield problem_line()
        yield actions(("sign-in", "Sign in"), ("recover", LOST))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Go on to the passphrase, then sign in."""
        if event.field.id == "name" and not self.field("passphrase").value:
            self.field("passphrase").focus()
        else:
            self.do("sign-in")

    def do(self, action: str) -> None:
        if action == "sign-in":
            self._sign_in()
        elif action == "recover":
            from ce_tui.screens.gate.setup import RecoverScreen

            self.ce.over(RecoverScreen(self.field("name").value))

    @work(exclusive=True)
    async def _sign_in(self) -> None:
        from ce_tui.session import gate

        name, passphrase = self.field("name"), self.field("passphrase")
        if not self.are_right((name, gate.name_of_account), (passphrase, gate.secret)) or self.busy:
            return
        sign_in = partial(self.seat.opening.sign_in, name.value, passphrase.value)
        passphrase.value = ""
        await self.open(UNLOCKING, sign_in)

    def not_opened(self, why: VaultError) -> None:
        """Say why, with the way to the recovery if name or passphrase were not right."""
        # The field first: what it says of itself would take the place of the words.
        self.field("passphrase").focus()
        recovery = FORGOTTEN.format('press Tab, then choose "I have lost my passphrase"')
        self.problem(why.words, recovery if isinstance(why, WrongCredentials) else "")
        if isinstance(why, OlderStore) and why.may_accept:
            self._accept_older(self.field("name").value, why)

    @work(exclusive=True, group="accept")
    async def _accept_older(self, name: str, refused: OlderStore) -> None:
        """Ask an administrator whether an older copy of the store was put back on purpose; then everybody signs in."""
        from ce_tui.session.jobs.target import accept_older

        with self.at_work():
            accepted = await accept_older(self.asker, self.seat.opening, name, refused)
        if accepted.done:
            self.ce.to_sign_in(accepted.words)
        elif accepted.words:
            self.say(accepted.words)


class KeptOutScreen(GateScreen):
    """Says why nobody can sign in and nothing can be set up."""

    called: ClassVar[str] = "Nobody can sign in"
    help_topic: ClassVar[str] = "sign-in"

    def __init__(self, why: str, after: str = "") -> None:
        """`after`: why a session has ended before this, to be said first."""
        super().__init__()
        self._said = [words for words in (after, why) if words]
        self.greeting = " ".join(self._said)

    def form(self) -> ComposeResult:
        for words in self._said:
            yield text(words)
        if is_quiet(self):  # it is read out where it stands
            self.greeting = ""
        yield actions()
