"""The accounts in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import AccountRow
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.transactions import StoreFile

ACCOUNTS = "accounts"
"""The kind of their seals."""


class PeopleTable:
    """The table `accounts`. See `PeopleStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def accounts(self) -> list[AccountRow]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT id, name, roles, created FROM accounts ORDER BY place"
            ).fetchall()
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        with self._file.change():
            db = self._file.db
            before = db.execute("SELECT seal FROM accounts WHERE id = ?", (account.id,)).fetchone()
            values = (account.id, account.name, " ".join(account.roles), account.created)
            seal = self._log.chain.seal("account", *values)
            db.execute(
                "INSERT INTO accounts (id, name, roles, created, seal) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO "
                "UPDATE SET name = excluded.name, roles = excluded.roles, created = excluded.created, "
                "seal = excluded.seal",
                (*values, seal),
            )
            self._log.write(log, [(ACCOUNTS, each) for each in (seal, *(before or ()))])
