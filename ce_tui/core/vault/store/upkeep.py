"""Looking after the SQLCipher file as a whole: is it sound, a copy of it, no trace of what was deleted.

A sweep merges the search index, writes every page anew and empties the write-ahead log. One that was cut short is
remembered in the settings and done again.
"""

# ruff: noqa: D102 - what the methods do stands in `parts`

from __future__ import annotations

import contextlib
import os
import resource
import time
from pathlib import Path

from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.log.audit import Head
from ce_tui.core.vault.store import freshness, inspection
from ce_tui.core.vault.store.database import connect, plain_words
from ce_tui.core.vault.store.freshness import Progress
from ce_tui.core.vault.store.records import Older, Tallied, Trouble
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.settings import SWEEP, SettingsTable
from ce_tui.core.vault.store.transactions import StoreFile

_PATIENCE = 10.0  # seconds for others to end what they are reading


class Upkeep:
    """See `UpkeepStore`."""

    def __init__(self, file: StoreFile, log: LogTable, settings: SettingsTable) -> None:
        self._file = file
        self._log = log
        self._settings = settings

    def faults(self) -> list[Trouble]:
        with self._file.reading():
            return inspection.faults(self._file.db.conn)

    def tallied(self, progress: Progress = lambda done, of: None) -> Tallied:
        with self._file.one_moment():
            return freshness.tallied(self._file.db, self._log, progress)

    def older(self, account: str) -> Older:
        with self._file.one_moment():
            return freshness.older(self._file.db, self._log, account)

    def versions(self) -> dict[str, int]:
        with self._file.reading():
            return dict(self._file.db.execute("SELECT ref, version FROM screenings ORDER BY ref").fetchall())

    def sweep(self) -> bool:
        if self._settings.get(SWEEP) != "due":
            return True
        self._need_room()
        if not self._has_memory():
            return False
        with self._file.change():
            self._file.db.execute("INSERT INTO words_fts (words_fts) VALUES ('optimize')")
        with self._file.reading():
            self._file.db.execute("VACUUM")
            until = time.monotonic() + _PATIENCE
            while self._file.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        self._settings.change({SWEEP: "done"}, [])
        return True

    def copy_to(self, path: Path, key: bytes) -> Head:
        file = self._file
        with plain_words(), contextlib.closing(connect(file.path, key, read_only=file.read_only)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
            db.execute("ATTACH DATABASE ? AS copied", (str(path),))  # under the same key
            return Head(*db.execute("SELECT seq, link FROM copied.head").fetchone())

    def _has_memory(self) -> bool:
        """Whether this process may have memory for the file, which is written anew there, and as much beside it."""
        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        return bound == resource.RLIM_INFINITY or 2 * self._file.path.stat().st_size < bound

    def _need_room(self) -> None:
        """Writing every page anew takes as much room again, in the write-ahead log. Raises `StoreFull`."""
        path = self._file.path
        about = os.statvfs(path.parent)
        if about.f_bavail * about.f_frsize < 1.2 * path.stat().st_size:
            raise StoreFull
