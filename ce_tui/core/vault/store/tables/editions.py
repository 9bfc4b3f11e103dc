"""The sources of the pathways' editions in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from ce_tui.core.vault.store.records import Edition
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.transactions import StoreFile

EDITIONS = "editions"
"""The kind of their seals."""


class EditionsTable:
    """The table `editions`. See `EditionStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def pin(self, edition: Edition) -> None:
        values = (edition.id, edition.sha256, edition.first_used)
        seal = self._log.chain.seal("edition", *values)
        with self._file.change():
            added = self._file.db.execute(
                "INSERT OR IGNORE INTO editions (id, sha256, first_used, seal, source) VALUES (?, ?, ?, ?, ?)",
                (*values, seal, edition.source),
            ).rowcount
            if added:
                self._log.write((), [(EDITIONS, seal)])

    def pinned(self) -> list[tuple[str, str]]:
        with self._file.reading():
            return [*self._file.db.execute("SELECT id, sha256 FROM editions ORDER BY place").fetchall()]

    def source(self, sha256: str) -> bytes | None:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT source FROM editions WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return found[0] if found else None
