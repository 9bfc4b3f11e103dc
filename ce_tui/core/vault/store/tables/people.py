"""The accounts in the SQLCipher file, and whose each screening is."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import AccountRow
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.transactions import StoreFile


class PeopleTable:
    """The table `accounts`. See `PeopleStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def accounts(self) -> list[AccountRow]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT id, name, roles, created FROM accounts ORDER BY rowid"
            ).fetchall()
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        with self._file.change():
            self._file.db.table("accounts").upsert(
                msgspec.structs.asdict(account) | {"roles": " ".join(account.roles)}, pk="id"
            )
            self._log.write(log)

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        with self._file.change():
            found = self._file.db.execute(
                "UPDATE screenings SET owner = ? WHERE owner = ? RETURNING ref, revision, version",
                (to, owner),
            ).fetchall()
            self._log.write(
                [
                    msgspec.structs.replace(entry, ref=ref, revision=revision, version=version)
                    for ref, revision, version in sorted(found)
                ]
            )
        return len(found)
