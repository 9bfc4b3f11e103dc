"""Accounts as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ce_tui.core.words.short_days import short_day
from ce_tui.session.words.people import account_words, roles_of
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.room import COLUMNS_FROM, TABLE_FROM
from ce_tui.widgets.table_rows import Column, ItemTable
from ce_tui.widgets.wrapping import cells, fit

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo

NAME = 26  # cells of the names' column
_LONGEST = 40  # cells of a name in a table
_COLUMNS = (
    Column("Roles", least=20, wraps=True),
    Column("State", least=9),
    Column("Since", least=11, right=True, tone="hint"),
)


def account_items(accounts: Sequence[AccountInfo], me: str, width: int) -> list[Item]:
    """A list of accounts under its heading, one row each where the window is wide enough, a table in a wide one; the
    status line says all of each.
    """
    title = f"Accounts: {len(accounts)}"
    if width < TABLE_FROM:
        return [Item("", title, heading=True), *(_item(each, me, width) for each in accounts)]
    named = [fit(name, _LONGEST) if cells(name := _name(each, me)) > _LONGEST else name for each in accounts]
    heads = "Name", max(map(cells, named), default=0)
    table = ItemTable(_COLUMNS, [_cells(each) for each in accounts], width, heads=heads, above=[title])
    return [
        table.heading(title),
        *(_in_table(each, me, table, name) for each, name in zip(accounts, named, strict=True)),
    ]


def _in_table(account: AccountInfo, me: str, table: ItemTable, name: str) -> Item:
    said = _said(account, me)
    return Item(f"account:{account.name}", table.text(_cells(account)), head=name, said=said, columns=table)


def _cells(account: AccountInfo) -> tuple[str, ...]:
    return roles_of(account), account.state, short_day(account.created[:10])


def _name(account: AccountInfo, me: str) -> str:
    return account.name + (" (you)" if account.name == me else "")


def _said(account: AccountInfo, me: str) -> str:
    return f"{account_words(account, me)} Enter shows what can be done."


def _item(account: AccountInfo, me: str, width: int) -> Item:
    state = account.state if account.state != "active" else ""
    name, said = _name(account, me), _said(account, me)
    id = f"account:{account.name}"
    if width >= COLUMNS_FROM:
        return Item(id, roles_of(account), head=fit(name, NAME), tail=state, said=said)
    words = f"{name}: {roles_of(account)}{f'; {state}' if state else ''}"
    return Item(id, words, said=said, flush=True)
