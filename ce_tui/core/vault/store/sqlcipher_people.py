"""The accounts in the SQLCipher file, and whose each screening is."""

# ruff: noqa: D102 - what the methods do stands in `Store`

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.sqlcipher_part import Part
from ce_tui.core.vault.store.store import AccountRow

if TYPE_CHECKING:
    pass


class PeopleTable(Part):
    """A part of `SqlCipherStore`: its table `accounts`."""

    def accounts(self) -> list[AccountRow]:
        with self._reading():
            found = self._db.execute(
                "SELECT id, name, roles, created FROM accounts ORDER BY rowid"
            ).fetchall()
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put_account(self, account: AccountRow, log: Sequence[Entry]) -> None:
        with self._change():
            self._db.table("accounts").upsert(
                msgspec.structs.asdict(account) | {"roles": " ".join(account.roles)}, pk="id"
            )
            self._log(log)

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        with self._change():
            found = self._db.execute(
                "UPDATE screenings SET owner = ? WHERE owner = ? RETURNING ref, revision, version",
                (to, owner),
            ).fetchall()
            self._log(
                [
                    msgspec.structs.replace(entry, ref=ref, revision=revision, version=version)
                    for ref, revision, version in sorted(found)
                ]
            )
        return len(found)
