"""Which sessions came in and have not signed out, in the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from ce_tui.core.vault.store.records import Attending
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.seals import Moved
from ce_tui.core.vault.store.transactions import StoreFile

ATTENDANCE = "attendance"
"""The kind of their seals."""


class AttendanceTable:
    """The table `attendance`. See `AttendanceStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def open(self) -> list[Attending]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT session, account, since, over FROM attendance ORDER BY since, session"
            ).fetchall()
        return [Attending(session, account, since, bool(over)) for session, account, since, over in found]

    def come(self, attending: Attending) -> None:
        with self._file.change():
            self._log.write((), [*self._take_out(attending.session), self._put(attending)])

    def mark_over(self, *sessions: str) -> None:
        with self._file.change():
            moved = list[Moved]()
            for each in self.open():
                if each.session in sessions and not each.over:
                    over = Attending(each.session, each.account, each.since, True)
                    moved += [*self._take_out(each.session), self._put(over)]
            self._log.write((), moved)

    def go(self, *sessions: str) -> None:
        with self._file.change():
            self._log.write((), [each for session in sessions for each in self._take_out(session)])

    def _put(self, attending: Attending) -> Moved:
        values = (attending.session, attending.account, attending.since, int(attending.over))
        seal = self._log.chain.seal("attendance", *values)
        self._file.db.execute(
            "INSERT INTO attendance (session, account, since, over, seal) VALUES (?, ?, ?, ?, ?)",
            (*values, seal),
        )
        return ATTENDANCE, seal

    def _take_out(self, session: str) -> list[Moved]:
        found = self._file.db.execute(
            "DELETE FROM attendance WHERE session = ? RETURNING seal", (session,)
        ).fetchall()
        return [(ATTENDANCE, seal) for (seal,) in found]
