"""The store's memory of what it anchored, in the SQLCipher file.

It is written after the line that it remembers, so what an anchor says of the store leaves it out (`LogTable.state`).
"""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from ce_tui.core.vault.log.anchor_lines import WrittenLine
from ce_tui.core.vault.store.tables.log import ANCHORED, LogTable
from ce_tui.core.vault.store.transactions import StoreFile


class AnchoredTable:
    """The table `anchored`. See `AnchoredStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def last(self, place: str) -> WrittenLine:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT number, digest, end FROM anchored WHERE place = ?", (place,)
            ).fetchone()
        return WrittenLine(*found) if found else WrittenLine()

    def put(self, place: str, written: WrittenLine) -> None:
        values = (place, written.number, written.digest, written.end)
        seal = self._log.chain.seal("anchored", *values)
        with self._file.lightly(), self._file.change():
            db = self._file.db
            before = db.execute("SELECT seal FROM anchored WHERE place = ?", (place,)).fetchone()
            db.execute(
                "INSERT OR REPLACE INTO anchored (place, number, digest, end, seal) VALUES (?, ?, ?, ?, ?)",
                (*values, seal),
            )
            self._log.write((), [(ANCHORED, each) for each in (seal, *(before or ()))])
