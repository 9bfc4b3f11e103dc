"""Your account: who you are here, and the way to what can be changed about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.screens.office.office_form import OfficeForm, action_list
from ce_tui.screens.office.passphrase import PassphraseScreen
from ce_tui.session.words.people import own_account_words
from ce_tui.widgets.forms import text


class AccountScreen(OfficeForm):
    """A menu."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    first: ClassVar[str] = "#actions"
    esc: ClassVar[str] = "Esc goes back."

    def body(self) -> ComposeResult:
        session = self.ce.seat.kept_session
        offers = [("passphrase", "Change your passphrase")]
        if session is not None and session.casebook.has_role("administrator", "lead"):
            offers.append(("accounts", "Accounts: everyone who has a way in"))
        with VerticalScroll(classes="form", can_focus=False):
            yield text(own_account_words(session.casebook.account) if session is not None else "")
            yield action_list(offers, "Back")

    def act(self, action: str) -> None:
        """Go where it leads."""
        if action == "accounts":
            self.ce.to_accounts()
        else:
            self.ce.over(PassphraseScreen())
