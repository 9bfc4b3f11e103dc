"""Everyone who has a way into the store, and whether whoever looks at them may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.people import AccountInfo


class Accounts(msgspec.Struct, frozen=True, kw_only=True):
    """`me`: the name of whoever looks at them."""

    listed: tuple[AccountInfo, ...]
    me: str
    may_change: bool

    def named(self, name: str) -> AccountInfo | None:
        """The account of that name, as it is listed."""
        return next((each for each in self.listed if each.name == name), None)


def accounts_of(casebook: Casebook) -> Accounts:
    """As the store has them now. Raises VaultError: it takes the administrator or the lead."""
    return Accounts(
        listed=tuple(casebook.people.accounts()),
        me=casebook.account.name,
        may_change=casebook.has_role("administrator"),
    )
