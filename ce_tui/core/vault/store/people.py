"""The accounts, the list of slots that holds, who came in, and who has which screening open.

An edit lock is taken, moved and let go of in the transaction of what it is for, so that no two sessions ever both have
it. Whether the session of an edit lock still runs is not known here: the casebook asks `sessions`.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.database import StoreFile
from ce_tui.core.vault.store.log import Announced, LogTable
from ce_tui.core.vault.store.records import (
    AccountRow,
    Attending,
    EditLock,
    Held,
    Listing,
    Pending,
    Remembered,
)
from ce_tui.core.vault.store.sealed import Moved

ACCOUNTS = "accounts"
"""The kind of their seals."""


class PeopleTable:
    """The table `accounts`. See `PeopleStore`."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log

    def accounts(self) -> list[AccountRow]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT id, name, roles, created FROM accounts ORDER BY place"
            ).fetchall()
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        with self._file.change():
            db = self._file.db
            before = db.execute("SELECT seal FROM accounts WHERE id = ?", (account.id,)).fetchone()
            values = (account.id, account.name, " ".join(account.roles), account.created)
            seal = self._log.chain.seal("account", *values)
            db.execute(
                "INSERT INTO accounts (id, name, roles, created, seal) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO "
                "UPDATE SET name = excluded.name, roles = excluded.roles, created = excluded.created, "
                "seal = excluded.seal",
                (*values, seal),
            )
            self._log.write(log, [(ACCOUNTS, each) for each in (seal, *(before or ()))])


class ListingTable:
    """See `ListingStore`."""

    def __init__(self, file: StoreFile, log: LogTable, people: PeopleTable) -> None:
        self._file = file
        self._log = log
        self._people = people

    def remembered(self) -> Remembered:
        with self._file.reading():
            return self._log.heads.get().remembered

    def announce(self, now: Listing, coming: Listing, pending: Pending) -> None:
        with self._file.change():
            row = self._log.heads.get()
            announced = Announced(coming, pending)
            self._log.heads.put(msgspec.structs.replace(row, listing=now, announced=announced))

    def settle(self, listing: Listing) -> None:
        if self.remembered().coming != listing:
            return
        with self._file.change():
            row = self._log.heads.get()
            if row.announced is None or row.announced.listing != listing:
                return  # someone else has settled it
            self._log.heads.put(msgspec.structs.replace(row, listing=listing, announced=None))
            pending = row.announced.pending
            if pending.account is None:
                self._log.write(pending.log)
            else:
                self._people.put(pending.account, pending.log)


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
