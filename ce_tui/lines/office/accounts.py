"""Accounts: everyone who has a way into the store. A lead hears them; an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.words.choice import Choice
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.add_account import add_account
from ce_tui.lines.office.hub import name_hub
from ce_tui.lines.office.person import person
from ce_tui.lines.office.recovery_code import replace_code
from ce_tui.session.accounts import Accounts, accounts_of
from ce_tui.session.words.people import ACCOUNT_ACTIONS, ONLY_ADMINISTRATORS, account_words, states_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo

_ACTIONS: dict[str, Callable[[State], None]] = {"add": add_account, "hub": name_hub, "code": replace_code}


class AccountsRoom:
    """The list; the number or name of an account leads to what can be done with it."""

    topic = "accounts"

    def __init__(self, state: State) -> None:
        self._state = state
        self._accounts: Accounts | None = None

    def load(self) -> None:
        """Read the accounts. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._accounts = self._state.patiently("Reading the accounts.", lambda: accounts_of(casebook))

    def asked(self) -> Asked:
        """What can be done, or a number."""
        may_change = self._accounts is not None and self._accounts.may_change
        offered = "".join(f"{id}, " for id, _ in ACCOUNT_ACTIONS) if may_change else ""
        can = f"{offered}list, or a number? [back]"
        said = [f"{id}: {words}." for id, words in ACCOUNT_ACTIONS] if may_change else [ONLY_ADMINISTRATORS]
        return Asked(
            words=f"{counted(len(self._listed), 'account').capitalize()}. {can}",
            again=f"Accounts: {can}",
            hint=[
                " ".join(said),
                "list: the accounts with their numbers. A number or a name: what can be done with it. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """One of the actions, or what can be done with an account."""
        assert self._accounts is not None
        word = line.casefold()
        if word in _ACTIONS and self._accounts.may_change:
            _ACTIONS[word](self._state)
            return
        found = asking.picked(line, [Choice(each.name, each.name) for each in self._listed])
        account = self._accounts.named(found) if found is not None else None
        if account is None:
            self._state.say("Type a number or a name from the list, or ? for more.")
        else:
            person(self._state, self._accounts, account)

    # Where one is

    @property
    def _listed(self) -> Sequence[AccountInfo]:
        return self._accounts.listed if self._accounts is not None else ()

    def where(self) -> Sequence[str]:
        """Accounts, and how many."""
        return [f"Accounts: {len(self._listed)}. {states_words(self._listed)}"]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The accounts with their numbers."""
        me = self._accounts.me if self._accounts is not None else ""
        return [f"{number}. {account_words(each, me)}" for number, each in enumerate(self._listed, 1)]
