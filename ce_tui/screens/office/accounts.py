"""Accounts: everyone who has a way into the store. A lead sees them; an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from ce_tui.screens.office.account_items import account_items
from ce_tui.screens.office.add_account import AddAccountScreen
from ce_tui.screens.office.hub import HubScreen
from ce_tui.screens.office.office_list import OfficeList, what_can_be_done
from ce_tui.screens.office.person import PersonScreen
from ce_tui.screens.office.recovery_code import RecoveryCodeScreen
from ce_tui.session.accounts import Accounts, accounts_of
from ce_tui.session.words.people import ACCOUNT_ACTIONS, ONLY_ADMINISTRATORS, states_words
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

_SCREENS = {"add": AddAccountScreen, "hub": HubScreen, "code": RecoveryCodeScreen}


class AccountsScreen(OfficeList[Accounts]):
    """What an administrator can do, then the accounts. Enter on one leads to what can be done with it."""

    called: ClassVar[str] = "Accounts"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."

    def to_read(self, casebook: Casebook) -> Callable[[], Accounts]:
        return partial(accounts_of, casebook)

    def items(self, data: Accounts) -> Iterator[Item]:
        yield from what_can_be_done(ACCOUNT_ACTIONS if data.may_change else ())
        yield from account_items(data.listed, data.me, self.size.width)

    def so_far(self, data: Accounts) -> str:
        more = "" if data.may_change else f" {ONLY_ADMINISTRATORS}"
        return f"{states_words(data.listed)}{more} Esc goes back."

    def chosen(self, kind: str, what: str) -> None:
        """Open the page of what was chosen."""
        self.ce.over(PersonScreen(what) if kind == "account" else _SCREENS[kind]())
