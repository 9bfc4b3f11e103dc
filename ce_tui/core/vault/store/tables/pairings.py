"""Which screenings somebody said to be of one child, or of two, in the SQLCipher file: gone with either of the two."""

# ruff: noqa: D102 - the protocol (`parts`) says what the methods do

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.database import DAMAGED
from ce_tui.core.vault.store.records import Pairing
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.seals import NOTHING, Moved
from ce_tui.core.vault.store.transactions import StoreFile

PAIRINGS = "pairings"
"""The kind of their seals."""


class PairingTable:
    """The table `pairings`. See `PairingStore`. It is read again only where the sum of its seals is another."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log
        self._as_of = b""
        self._said: list[Pairing] = []

    def all(self) -> list[Pairing]:
        with self._file.one_moment():
            total = self._log.sums.of(PAIRINGS)
            if total != self._as_of:
                self._said, self._as_of = self._read(total), total
        return self._said

    def _read(self, total: bytes) -> list[Pairing]:
        found = self._file.db.execute(
            "SELECT ref, other, content, seal FROM pairings ORDER BY ref, other"
        ).fetchall()
        if any(seal != self._log.chain.seal("pairing", *row) for *row, seal in found):
            raise NotAsWritten(_WHICH)
        if blend(total, *(each[3] for each in found)) != NOTHING:
            raise NotAsWritten(_WHICH)
        return [_pairing(content) for _, _, content, _ in found]

    def put(self, pairing: Pairing, log: Sequence[Entry]) -> None:
        content = msgspec.json.encode(pairing)
        values = (*pairing.refs, content)
        seal = self._log.chain.seal("pairing", *values)
        with self._file.change():
            removed = self._take_out(*pairing.refs)
            self._file.db.execute("INSERT INTO pairings VALUES (?, ?, ?, ?)", (*values, seal))
            self._log.write(log, [(PAIRINGS, seal), *removed])

    def undo(self, refs: tuple[str, str], log: Sequence[Entry]) -> bool:
        with self._file.change():
            removed = self._take_out(*refs)
            if removed:
                self._log.write(log, removed)
        return bool(removed)

    def drop(self, ref: str) -> list[Moved]:
        """Within a transaction: take out all of a screening. Returns the seals that moved."""
        return self._taken("ref = ?1 OR other = ?1", ref)

    def _take_out(self, ref: str, other: str) -> list[Moved]:
        return self._taken("ref = ? AND other = ?", ref, other)

    def _taken(self, which: str, *refs: str) -> list[Moved]:
        found = self._file.db.execute(
            f"DELETE FROM pairings WHERE {which} RETURNING seal",  # noqa: S608 - our own conditions
            refs,
        ).fetchall()
        return [(PAIRINGS, seal) for (seal,) in found]


_WHICH = "Which screenings are of one child"


def _pairing(content: bytes) -> Pairing:
    try:
        return parse_as(content, Pairing)
    except NotJson:
        raise Damaged(DAMAGED) from None
