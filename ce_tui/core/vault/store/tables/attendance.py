"""Which sessions came in and have not signed out, in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

from ce_tui.core.vault.store.records import Attending
from ce_tui.core.vault.store.transactions import StoreFile


class AttendanceTable:
    """The table `attendance`. See `AttendanceStore`."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def open(self) -> list[Attending]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT session, account, since FROM attendance ORDER BY since, session"
            ).fetchall()
        return [Attending(*row) for row in found]

    def come(self, attending: Attending) -> None:
        with self._file.change():
            self._file.db.execute(
                "INSERT OR REPLACE INTO attendance (session, account, since) VALUES (?, ?, ?)",
                (attending.session, attending.account, attending.since),
            )

    def go(self, *sessions: str) -> None:
        with self._file.change():
            for session in sessions:
                self._file.db.execute("DELETE FROM attendance WHERE session = ?", (session,))
