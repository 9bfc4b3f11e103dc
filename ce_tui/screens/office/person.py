"""One account: what an administrator can do with it, each step asked first and said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from ce_tui.screens.office.office_list import OfficeList, what_can_be_done
from ce_tui.screens.office.recovery_code import RecoveryCodeScreen
from ce_tui.screens.office.roles import RolesScreen
from ce_tui.session.accounts import Accounts, accounts_of
from ce_tui.session.jobs.leavers import change_account
from ce_tui.session.jobs.recovery_code import Changed, then_new_code
from ce_tui.session.words.people import ONLY_AN_ADMINISTRATOR, account_words, can_be_done
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


class PersonScreen(OfficeList[Accounts]):
    """What the account is, then what can be done with it."""

    called: ClassVar[str] = "One account"
    help_topic: ClassVar[str] = "accounts"
    reading: ClassVar[str] = "Reading the accounts."

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whose = name

    def to_read(self, casebook: Casebook) -> Callable[[], Accounts]:
        return partial(accounts_of, casebook)

    def items(self, data: Accounts) -> Iterator[Item]:
        account = data.named(self._whose)
        if account is not None:
            yield Item("", account_words(account, data.me), heading=True)
            offered = can_be_done(account, data.me) if data.may_change else []
            yield from what_can_be_done(offered, flush=False)
        yield Item("back", "Back to the accounts")

    def so_far(self, data: Accounts) -> str:
        account = data.named(self._whose)
        if account is None or not data.may_change:
            return ONLY_AN_ADMINISTRATOR
        return account_words(account, data.me)

    def chosen(self, kind: str, what: str) -> None:
        """Do it, or go back."""
        account = self.data.named(self._whose) if self.data is not None else None
        if kind == "back" or account is None:
            self.app.pop_screen()
        elif kind == "roles":
            self.ce.over(RolesScreen(account.name, account.roles))
        else:
            name = account.name
            self.jobs.begin(
                then_new_code(lambda asker, station: change_account(asker, station, kind, name)),
                self._changed,
            )

    def _changed(self, changed: Changed[str]) -> None:
        self._done(changed.result)
        if changed.wants_code:
            self.ce.over(RecoveryCodeScreen())
