"""The sources of the pathways' editions in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

import msgspec

from ce_tui.core.vault.store.records import Edition
from ce_tui.core.vault.store.transactions import StoreFile


class EditionsTable:
    """The table `editions`. See `EditionStore`."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def pin(self, edition: Edition) -> None:
        with self._file.change():
            self._file.db.table("editions").insert(
                msgspec.structs.asdict(edition), pk=("id", "sha256"), ignore=True
            )

    def pinned(self) -> list[tuple[str, str]]:
        with self._file.reading():
            return [*self._file.db.execute("SELECT id, sha256 FROM editions ORDER BY rowid").fetchall()]

    def source(self, sha256: str) -> bytes | None:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT source FROM editions WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return found[0] if found else None
