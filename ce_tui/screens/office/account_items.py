"""Roles to choose among, and accounts as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ce_tui.core.words.choice import Choice
from ce_tui.session.words.people import ROLE_WORDS, account_words, roles_of
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.wrapping import fit

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo

NAME = 26  # cells of the names' column


def role_choices() -> list[Choice]:
    """The roles to choose among."""
    return [Choice(id, words) for id, words in ROLE_WORDS.items()]


def account_items(accounts: Iterable[AccountInfo], me: str, width: int) -> list[Item]:
    """A list of accounts, one row each where the window is wide enough; the status line says all of each."""
    return [_item(each, me, width) for each in accounts]


def _item(account: AccountInfo, me: str, width: int) -> Item:
    you = " (you)" if account.name == me else ""
    state = account.state if account.state != "active" else ""
    said = f"{account_words(account, me)} Enter shows what can be done."
    id = f"account:{account.name}"
    if width >= 72:
        return Item(id, roles_of(account), head=fit(account.name + you, NAME), tail=state, said=said)
    words = f"{account.name}{you}: {roles_of(account)}{f'; {state}' if state else ''}"
    return Item(id, words, said=said, flush=True)
