"""The settings of the store, each account's preferences, and the sources of the pathways' editions."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.records import Edition
from ce_tui.core.vault.store.sealed import EDITIONS, PREFERENCES, SETTINGS, Moved

SWEEP = "sweep"
"""The setting that is "due" from a deletion until the file has been swept."""


class SettingsTable:
    """The settings of the store, and the preferences of each account."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file
        self._settings = log.rows[SETTINGS]
        self._preferences = log.rows[PREFERENCES]

    def get(self, key: str) -> str | None:
        """A setting of the store."""
        with self._file.reading():
            found = self._settings.read("A setting of the store", "key = ?", key)
        return found[0][1] if found else None

    def change(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        """Change settings of the store."""
        with self._file.change():
            self._log.write(log, [each for key, value in changes.items() for each in self.put(key, value)])

    def put(self, key: str, value: str) -> list[Moved]:
        """Within a transaction: write a setting. Returns the seals that moved, to be written with the log."""
        return self._settings.put(key, value)

    def preference(self, account: str, key: str) -> str | None:
        """A preference of an account."""
        return self._read(account, "key = ?", key).get(key)

    def preferences(self, account: str, beginning: str) -> dict[str, str]:
        """Those of an account whose keys begin so, by their keys."""
        return self._read(account, "key GLOB ? || '*'", beginning)

    def set_preference(self, account: str, key: str, value: str) -> None:
        """Change a preference of an account."""
        with self._file.change():
            self._log.write((), self._preferences.put(account, key, value))

    def drop_preference(self, key: str) -> list[Moved]:
        """Within a transaction: take a preference of every account out. Returns the seals that moved."""
        return self._preferences.take_out("key = ?", key)

    def _read(self, account: str, which: str, *values: str) -> dict[str, str]:
        with self._file.reading():
            found = self._preferences.read(
                "A preference of an account", f"account = ? AND {which}", account, *values
            )
        return {key: value for _, key, value in found}


class EditionsTable:
    """The sources of the pathways' editions."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file

    def pin(self, edition: Edition) -> None:
        """Keep an edition, once."""
        values = (edition.id, edition.sha256, edition.first_used)
        seal = self._log.chain.seal(EDITIONS.word, *values)
        with self._file.change():
            added = self._file.db.execute(
                "INSERT OR IGNORE INTO editions (id, sha256, first_used, seal, source) VALUES (?, ?, ?, ?, ?)",
                (*values, seal, edition.source),
            ).rowcount
            if added:
                self._log.write((), [(EDITIONS.table, seal)])

    def pinned(self) -> list[tuple[str, str]]:
        """The id and the SHA-256 of each edition kept, the first one first."""
        with self._file.reading():
            return [*self._file.db.execute("SELECT id, sha256 FROM editions ORDER BY place").fetchall()]

    def source(self, sha256: str) -> bytes | None:
        """The source of an edition kept."""
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT source FROM editions WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return found[0] if found else None
