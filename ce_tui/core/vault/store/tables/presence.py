"""Who has which screening open to change it, in the SQLCipher file: one edit lock for each screening.

An edit lock is taken, moved and let go of in the transaction of what it is for, so that no two sessions ever both have
it. Whether the session of an edit lock still runs is not known here: the casebook asks `sessions`.
"""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.records import EditLock, Held
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.transactions import StoreFile

MOVED_EVERY = 10.0  # seconds: to write at each letter that someone is at work would cost a page each time


class PresenceTable:
    """The table `presence`. See `PresenceStore`; `claim` and `drop` are for the other tables of the same file."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def get(self, ref: str) -> EditLock | None:
        with self._file.reading():
            return self._find(ref)

    def take(self, edit_lock: EditLock, over: EditLock | None, log: Sequence[Entry]) -> None:
        with self._file.change():
            self.claim(edit_lock, over)
            self._log.write(log)

    def let_go(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> Head:
        if self._file.read_only:
            return self._log.head()
        with self._file.change():
            for ref in refs:
                self._file.db.execute("DELETE FROM presence WHERE ref = ? AND session = ?", (ref, session))
            return self._log.write(log)

    def claim(self, edit_lock: EditLock, over: EditLock | None) -> None:
        """Within a transaction: take the edit lock, or go on with it.

        Raises `Held` where another session has it that is not `over`'s.
        """
        current = self._find(edit_lock.ref)
        if current is not None and current.session == edit_lock.session:
            if edit_lock.changed and (not current.changed or edit_lock.at - current.at >= MOVED_EVERY):
                self._file.db.execute(
                    "UPDATE presence SET changed = ?, at = ? WHERE ref = ?",
                    (edit_lock.changed, edit_lock.at, edit_lock.ref),
                )
            return
        if current is not None and current != over:
            raise Held(current)
        self._file.db.execute(
            "INSERT OR REPLACE INTO presence (ref, session, account, since, changed, at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                edit_lock.ref,
                edit_lock.session,
                edit_lock.account,
                edit_lock.since,
                edit_lock.changed,
                edit_lock.at,
            ),
        )

    def drop(self, ref: str) -> None:
        """Within a transaction: let go of the edit lock of a screening, whoever has it."""
        self._file.db.execute("DELETE FROM presence WHERE ref = ?", (ref,))

    def _find(self, ref: str) -> EditLock | None:
        found = self._file.db.execute(
            "SELECT ref, session, account, since, changed, at FROM presence WHERE ref = ?", (ref,)
        ).fetchone()
        return EditLock(*found) if found else None
