"""The store's memory of what it anchored, in the SQLCipher file. Not sealed: the anchors themselves are looked at."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

from ce_tui.core.vault.log.anchor_lines import WrittenLine
from ce_tui.core.vault.store.transactions import StoreFile


class AnchoredTable:
    """The table `anchored`. See `AnchoredStore`."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def last(self, place: str) -> WrittenLine:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT number, digest, end FROM anchored WHERE place = ?", (place,)
            ).fetchone()
        return WrittenLine(*found) if found else WrittenLine()

    def put(self, place: str, written: WrittenLine) -> None:
        with self._file.lightly(), self._file.change():
            self._file.db.execute(
                "INSERT OR REPLACE INTO anchored (place, number, digest, end) VALUES (?, ?, ?, ?)",
                (place, written.number, written.digest, written.end),
            )
