"""The settings of the store, each account's preferences, and the sources of the pathways' editions."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest as same

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.database import StoreFile
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.records import Edition
from ce_tui.core.vault.store.sealed import Moved

SETTINGS = "settings"
"""The kind of their seals."""

SWEEP = "sweep"
"""The setting that is "due" from a deletion until the file has been swept."""


class SettingsTable:
    """The tables `settings` and `preferences`. See `SettingStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def get(self, key: str) -> str | None:
        with self._file.reading():
            found = self._file.db.execute("SELECT value, seal FROM settings WHERE key = ?", (key,)).fetchone()
        if found and not same(found[1], self._log.chain.seal("setting", key, found[0])):
            raise NotAsWritten("A setting of the store")
        return found[0] if found else None

    def change(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        with self._file.change():
            moved = [each for key, value in changes.items() for each in self.put(key, value)]
            self._log.write(log, moved)

    def put(self, key: str, value: str) -> list[Moved]:
        """Within a transaction: write a setting. Returns the seals that moved, to be written with the log."""
        db = self._file.db
        before = db.execute("SELECT seal FROM settings WHERE key = ?", (key,)).fetchone()
        seal = self._log.chain.seal("setting", key, value)
        db.execute("INSERT OR REPLACE INTO settings (key, value, seal) VALUES (?, ?, ?)", (key, value, seal))
        return [(SETTINGS, each) for each in (seal, *(before or ()))]

    def preference(self, account: str, key: str) -> str | None:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT value, seal FROM preferences WHERE account = ? AND key = ?", (account, key)
            ).fetchone()
        return self._as_written(account, key, *found) if found else None

    def preferences(self, account: str, beginning: str) -> dict[str, str]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT key, value, seal FROM preferences WHERE account = ? AND key GLOB ? || '*'",
                (account, beginning),
            ).fetchall()
        return {key: self._as_written(account, key, value, seal) for key, value, seal in found}

    def _as_written(self, account: str, key: str, value: str, seal: bytes) -> str:
        if not same(seal, self._log.chain.seal("preference", account, key, value)):
            raise NotAsWritten("A preference of an account")
        return value

    def set_preference(self, account: str, key: str, value: str) -> None:
        with self._file.change():
            db = self._file.db
            before = db.execute(
                "SELECT seal FROM preferences WHERE account = ? AND key = ?", (account, key)
            ).fetchone()
            seal = self._log.chain.seal("preference", account, key, value)
            db.execute(
                "INSERT INTO preferences (account, key, value, seal) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (account, key) DO UPDATE SET value = excluded.value, seal = excluded.seal",
                (account, key, value, seal),
            )
            self._log.write((), [(preferences_of(account), each) for each in (seal, *(before or ()))])

    def drop_preference(self, key: str) -> list[Moved]:
        """Within a transaction: take a preference of every account out. Returns the seals that moved."""
        found = self._file.db.execute(
            "DELETE FROM preferences WHERE key = ? RETURNING account, seal", (key,)
        ).fetchall()
        return [(preferences_of(account), seal) for account, seal in found]


def preferences_of(account: str) -> str:
    """The kind of the seals of an account's preferences."""
    return f"preferences {account}"


def setting(file: StoreFile, key: str) -> str | None:
    """A setting of the store in a file: the key of its log, for example, before there is a log."""
    with file.reading():
        found = file.db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return found[0] if found else None


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
