"""The settings of the store and each account's preferences, in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.transactions import StoreFile

SWEEP = "sweep"
"""The setting that is "due" from a deletion until the file has been swept."""


class SettingsTable:
    """The tables `settings` and `preferences`. See `SettingStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def get(self, key: str) -> str | None:
        return setting(self._file, key)

    def change(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        with self._file.change():
            for key, value in changes.items():
                self._file.db.table("settings").upsert({"key": key, "value": value}, pk="key")
            self._log.write(log)

    def preference(self, account: str, key: str) -> str | None:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT value FROM preferences WHERE account = ? AND key = ?", (account, key)
            ).fetchone()
        return found[0] if found else None

    def set_preference(self, account: str, key: str, value: str) -> None:
        with self._file.change():
            self._file.db.execute(
                "INSERT INTO preferences (account, key, value) VALUES (?, ?, ?) "
                "ON CONFLICT (account, key) DO UPDATE SET value = excluded.value",
                (account, key, value),
            )


def setting(file: StoreFile, key: str) -> str | None:
    """A setting of the store in a file: the key of its log, for example, before there is a log."""
    with file.reading():
        found = file.db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return found[0] if found else None
