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
                "SELECT session, account, since, over FROM attendance ORDER BY since, session"
            ).fetchall()
        return [Attending(session, account, since, bool(over)) for session, account, since, over in found]

    def come(self, attending: Attending) -> None:
        with self._file.change():
            self._file.db.execute(
                "INSERT OR REPLACE INTO attendance (session, account, since, over) VALUES (?, ?, ?, ?)",
                (attending.session, attending.account, attending.since, int(attending.over)),
            )

    def mark_over(self, *sessions: str) -> None:
        with self._file.change():
            for session in sessions:
                self._file.db.execute("UPDATE attendance SET over = 1 WHERE session = ?", (session,))

    def go(self, *sessions: str) -> None:
        with self._file.change():
            for session in sessions:
                self._file.db.execute("DELETE FROM attendance WHERE session = ?", (session,))
