"""The accounts, the list of slots that holds, who came in, and who has which screening open.

An edit lock is taken, moved and let go of in the transaction of what it is for, so that no two sessions ever both have
it. Whether the session of an edit lock still runs is not known here: the casebook asks `sessions`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.records import (
    AccountRow,
    Attending,
    Edition,
    EditLock,
    Held,
    Listing,
    Pending,
    Remembered,
)
from ce_tui.core.vault.store.sealed import (
    ACCOUNTS,
    ATTENDANCE,
    EDITIONS,
    PREFERENCES,
    SETTINGS,
    Announced,
    LogTable,
    Moved,
)


class PeopleTable:
    """The accounts."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file
        self._rows = log.rows[ACCOUNTS]

    def accounts(self) -> list[AccountRow]:
        """Everyone, in the order they were added."""
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT id, name, roles, created FROM accounts ORDER BY place"
            ).fetchall()
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        """Add an account or replace what is known of it."""
        with self._file.change():
            roles = " ".join(account.roles)
            self._log.write(log, self._rows.put(account.id, account.name, roles, account.created))


class ListingTable:
    """Which list of slots holds: the key file's, of which the database remembers generation and hash."""

    def __init__(self, log: LogTable, people: PeopleTable) -> None:
        self._log = log
        self._file = log.file
        self._people = people

    def remembered(self) -> Remembered:
        """The list that holds, and the one that was announced."""
        with self._file.reading():
            return self._log.heads.get().remembered

    def announce(self, now: Listing, coming: Listing, pending: Pending) -> None:
        """Remember the list that is there `now`, and that `coming` is about to take its place; `pending` with it."""
        with self._file.change():
            row = self._log.heads.get()
            announced = Announced(coming, pending)
            self._log.heads.put(msgspec.structs.replace(row, listing=now, announced=announced))

    def settle(self, listing: Listing) -> None:
        """The key file is this one: where it was announced, it holds from here on, and what was pending is written."""
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


class AttendanceTable:
    """Which sessions came in and have not signed out: those that run, and those that ended otherwise."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file
        self._rows = log.rows[ATTENDANCE]

    def open(self) -> list[Attending]:
        """All of them, in the order in which they came in."""
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT session, account, since, over FROM attendance ORDER BY since, session"
            ).fetchall()
        return [Attending(session, account, since, bool(over)) for session, account, since, over in found]

    def come(self, attending: Attending) -> None:
        """A session came in."""
        with self._file.change():
            self._log.write((), self._put(attending))

    def mark_over(self, *sessions: str) -> None:
        """Sessions do not run any more; the people whose they were are not told yet."""
        with self._file.change():
            ended = [each for each in self.open() if each.session in sessions and not each.over]
            over = [msgspec.structs.replace(each, over=True) for each in ended]
            self._log.write((), [moved for each in over for moved in self._put(each)])

    def go(self, *sessions: str) -> None:
        """Sessions signed out, or it was said that they never did."""
        with self._file.change():
            gone = [self._rows.take_out("session = ?", each) for each in sessions]
            self._log.write((), [moved for each in gone for moved in each])

    def _put(self, attending: Attending) -> list[Moved]:
        return self._rows.put(attending.session, attending.account, attending.since, int(attending.over))


MOVED_EVERY = 10.0  # seconds: to write at each letter that someone is at work would cost a page each time


class PresenceTable:
    """Who has which screening open to change it: one edit lock for each. It is not sealed."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file

    def get(self, ref: str) -> EditLock | None:
        """The edit lock of a screening, as far as is written: the session may be dead."""
        with self._file.reading():
            return self._find(ref)

    def take(self, edit_lock: EditLock, over: EditLock | None, log: Sequence[Entry]) -> None:
        """Take a screening's edit lock: where nobody has it, where the session has it, or from `over` as it was seen.

        Raises `Held` where another session has it; then nothing was logged either.
        """
        with self._file.change():
            self.claim(edit_lock, over)
            self._log.write(log)

    def let_go(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> Head:
        """Let go of the edit locks of a session, with what is to be logged. Returns the log's new head."""
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
            msgspec.structs.astuple(edit_lock),
        )

    def drop(self, ref: str) -> None:
        """Within a transaction: let go of the edit lock of a screening, whoever has it."""
        self._file.db.execute("DELETE FROM presence WHERE ref = ?", (ref,))

    def _find(self, ref: str) -> EditLock | None:
        found = self._file.db.execute(
            "SELECT ref, session, account, since, changed, at FROM presence WHERE ref = ?", (ref,)
        ).fetchone()
        return EditLock(*found) if found else None


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
