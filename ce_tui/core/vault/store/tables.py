"""The tables of a store, but for its log and its screenings.

Accounts, the list of slots, sessions, edit locks, settings, editions, children, pairings, and decisions on keeping.
An edit lock is taken, moved and let go of in the transaction of what it is for, so that no two sessions ever both have
it. Whether the session of an edit lock still runs is not known here: who takes one says how to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec
from msgspec.structs import asdict, astuple, replace

from ce_tui.core.strict_json import NotJson, Shape, parse_as, parse_or
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.log.audit import Entry, Listing
from ce_tui.core.vault.store.database import DAMAGED
from ce_tui.core.vault.store.records import (
    AccountRow,
    AttendingSession,
    DecisionKind,
    EditLock,
    KeepingDecision,
    KnownChild,
    KnownLists,
    LockHeld,
    Pairing,
    PendingAccount,
)
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    SEALED,
    UNMARKED,
    ScreeningRows,
    is_screenings,
    read,
    screenings_of,
)
from ce_tui.core.vault.store.sealed import (
    ACCOUNTS,
    ATTENDANCE,
    EDITIONS,
    KEEPING,
    KEPT,
    NOTHING,
    PAIRINGS,
    PREFERENCES,
    SETTINGS,
    AnnouncedList,
    LogTable,
    MovedSeal,
    StoreTable,
    sha256,
    sums_of,
)


class PeopleTable(StoreTable):
    """The accounts."""

    def accounts(self) -> list[AccountRow]:
        """Everyone, in the order they were added."""
        found = self._file.rows("SELECT id, name, roles, created FROM accounts ORDER BY place")
        return [
            AccountRow(id=at, name=name, roles=tuple(roles.split()), created=created)
            for at, name, roles, created in found
        ]

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        """Add an account or replace what is known of it."""
        with self._log.change():
            values = account.id, account.name, " ".join(account.roles), account.created
            self._log.write(log, self._rows[ACCOUNTS].put(*values))


class ListingTable(StoreTable):
    """The list of slots that holds: the key file's, of which the database remembers generation and hash."""

    def remembered(self) -> KnownLists:
        """The list that holds, and the one that was announced."""
        with self._file.reading():
            row = self._log.head_row()
        return KnownLists(row.listing, row.announced.listing if row.announced else None)

    def announce(self, now: Listing, coming: Listing, pending: PendingAccount) -> None:
        """Remember the lists: the one that holds `now`, and the `coming` one with what is `pending`."""
        with self._log.change():
            announced = AnnouncedList(coming, pending)
            self._log.put_head_row(replace(self._log.head_row(), listing=now, announced=announced))

    def settle(self, listing: Listing) -> None:
        """Let the key file's list hold if it was announced, and write what was pending."""
        if self.remembered().coming != listing:
            return
        with self._log.change():
            row = self._log.head_row()
            if row.announced is None or row.announced.listing != listing:
                return  # someone else has settled it
            self._log.put_head_row(replace(row, listing=listing, announced=None))
            pending = row.announced.pending
            if pending.account is None:
                self._log.write(pending.log)
            else:
                PeopleTable(self._log).put(pending.account, pending.log)


class AttendanceTable(StoreTable):
    """The sessions that came in and have not signed out: those that run, and those that ended otherwise."""

    def open(self) -> list[AttendingSession]:
        """All of them, in the order in which they came in."""
        query = "SELECT session, account, since, over FROM attendance ORDER BY since, session"
        return [
            AttendingSession(session, account, since, bool(over))
            for session, account, since, over in self._file.rows(query)
        ]

    def come(self, *sessions: AttendingSession) -> None:
        """Note that sessions came in, or what else is known of them now."""
        with self._log.change():
            rows = self._rows[ATTENDANCE]
            put = [rows.put(each.session, each.account, each.since, int(each.over)) for each in sessions]
            self._log.write((), chain.from_iterable(put))

    def mark_over(self, *sessions: str) -> None:
        """Sessions do not run any more; the people whose they were are not told yet."""
        with self._log.change():
            ended = [each for each in self.open() if each.session in sessions and not each.over]
            self.come(*(replace(each, over=True) for each in ended))

    def go(self, *sessions: str) -> None:
        """Sessions signed out, or it was said that they never did."""
        with self._log.change():
            gone = [self._rows[ATTENDANCE].take_out("session = ?", each) for each in sessions]
            self._log.write((), chain.from_iterable(gone))


MOVED_EVERY = 10.0  # seconds: to write at each letter that someone is at work would cost a page each time


class PresenceTable(StoreTable):
    """The edit locks: who has which screening open to change it. They are not sealed."""

    def get(self, ref: str) -> EditLock | None:
        """The edit lock of a screening, as far as is written: the session may be dead."""
        query = "SELECT ref, session, account, since, changed, at FROM presence WHERE ref = ?"
        found = self._file.row(query, ref)
        return EditLock(*found) if found else None

    def take(
        self,
        edit_lock: EditLock,
        log: Sequence[Entry],
        alive: Callable[[str], bool],
        over: EditLock | None = None,
    ) -> None:
        """Take a screening's edit lock, as `claim` does. Where it raises `LockHeld` nothing was logged either."""
        with self._log.change():
            self.claim(edit_lock, alive, over)
            self._log.write(log)

    def let_go(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> None:
        """Let go of the edit locks of a session, with what is to be logged."""
        with self._log.change():
            for ref in refs:
                self._file.db.execute("DELETE FROM presence WHERE ref = ? AND session = ?", (ref, session))
            self._log.write(log)

    def claim(self, edit_lock: EditLock, alive: Callable[[str], bool], over: EditLock | None = None) -> None:
        """Within a transaction: take the edit lock, or go on with it.

        `alive`: whether a session still runs. Raises `LockHeld` where another one that does has it; not where the lock
        is still as `over` was seen.
        """
        current = self.get(edit_lock.ref)
        if current is not None and current.session == edit_lock.session:
            if edit_lock.changed and (not current.changed or edit_lock.at - current.at >= MOVED_EVERY):
                self._file.db.execute(
                    "UPDATE presence SET changed = ?, at = ? WHERE ref = ?",
                    (edit_lock.changed, edit_lock.at, edit_lock.ref),
                )
            return
        if current is not None and current != over and alive(current.session):
            raise LockHeld(current)
        self._file.db.execute(
            "INSERT OR REPLACE INTO presence (ref, session, account, since, changed, at) VALUES (?, ?, ?, ?, ?, ?)",
            astuple(edit_lock),
        )

    def drop(self, ref: str) -> None:
        """Within a transaction: let go of the edit lock of a screening, whoever has it."""
        self._file.db.execute("DELETE FROM presence WHERE ref = ?", (ref,))


SWEEP = "sweep"
"""The setting that is "due" from a deletion until the file has been swept."""


class SettingsTable(StoreTable):
    """The settings of the store, and the preferences of each account."""

    def get(self, key: str) -> str | None:
        """A setting of the store."""
        found = self._rows[SETTINGS].read("A setting of the store", "key = ?", key)
        return found[0][1] if found else None

    def change(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        """Change settings of the store."""
        with self._log.change():
            put = [self._rows[SETTINGS].put(*change) for change in changes.items()]
            self._log.write(log, chain.from_iterable(put))

    def preference(self, account: str, key: str) -> str | None:
        """A preference of an account."""
        return self._read(account, "key = ?", key).get(key)

    def preferences(self, account: str, beginning: str) -> dict[str, str]:
        """The preferences of an account whose keys begin so, by their keys."""
        return self._read(account, "key GLOB ? || '*'", beginning)

    def set_preference(self, account: str, key: str, value: str) -> None:
        """Change a preference of an account."""
        with self._log.change():
            self._log.write((), self._rows[PREFERENCES].put(account, key, value))

    def _read(self, account: str, which: str, *values: str) -> dict[str, str]:
        ill, where = "A preference of an account", f"account = ? AND {which}"
        return {key: value for _, key, value in self._rows[PREFERENCES].read(ill, where, account, *values)}


class EditionsTable(StoreTable):
    """The sources of the pathways' editions."""

    def pin(self, pathway: str, sha256: str, source: bytes, first_used: str) -> None:
        """Keep the source of an edition of a pathway, once."""
        values = pathway, sha256, first_used
        seal = self._log.chain.seal(EDITIONS.word, *values)
        with self._log.change():
            added = self._file.db.execute(
                "INSERT OR IGNORE INTO editions (id, sha256, first_used, seal, source) VALUES (?, ?, ?, ?, ?)",
                (*values, seal, source),
            ).rowcount
            if added:
                self._log.write((), [(EDITIONS.table, seal)])

    def pinned(self) -> list[tuple[str, str]]:
        """The id and the SHA-256 of each edition kept, the first one first."""
        return self._file.rows("SELECT id, sha256 FROM editions ORDER BY place")

    def source(self, sha256: str) -> bytes | None:
        """The source of an edition kept."""
        found = self._file.row("SELECT source FROM editions WHERE sha256 = ?", sha256)
        return found[0] if found else None


_READ = (
    f"SELECT {COLUMNS}, document FROM screenings JOIN documents USING (id) "  # noqa: S608 - our own column names
    "WHERE id IN (SELECT value FROM json_each(?))"
)


class _Child(msgspec.Struct):
    name: object = ""
    date_of_birth: object = ""
    address: object = ""


class _Answers(msgspec.Struct):
    child: _Child = msgspec.field(default_factory=_Child)


class _Document(msgspec.Struct):
    answers: _Answers = msgspec.field(default_factory=_Answers)


class ChildTable(StoreTable):
    """The children of the screenings. A row that was read once is known by its seal, and not read again."""

    def __init__(self, log: LogTable) -> None:
        super().__init__(log)
        self._as_of: dict[str, bytes] = {}
        self._known: dict[bytes, KnownChild] = {}

    def all(self) -> Mapping[bytes, KnownChild]:
        """The child of each screening by its row's seal; without those that are marked for deletion.

        The same mapping as long as nothing was changed.
        """
        with self._file.one_moment():
            now = {
                kind: total
                for kind, total in self._log.sums.all().items()
                if total != NOTHING and (is_screenings(kind) or kind == KEEPING.table)
            }
            if now != self._as_of:
                self._read(now)
                self._as_of = now
        return self._known

    def _read(self, counted: Mapping[str, bytes]) -> None:
        """Read what is new. Raises `NotAsWritten` if a row is not as it was written, or of another day."""
        db = self._file.db
        query = f"SELECT id, owner, seal, {UNMARKED} FROM screenings"  # noqa: S608 - our own column names
        listed = db.execute(query).fetchall()
        sums = {kind: total for kind, total in counted.items() if is_screenings(kind)}
        if sums_of((screenings_of(owner), seal) for _, owner, seal, _ in listed) != sums:
            raise NotAsWritten(", ".join(sorted(ScreeningRows(self._log).all_of_another_day())))
        wanted = {seal: at for at, _, seal, unmarked in listed if unmarked}
        unread = [at for seal, at in wanted.items() if seal not in self._known]
        found = db.execute(_READ, (msgspec.json.encode(unread).decode(),)).fetchall()
        known = self._known | {child.seal: child for child in map(self._child_of, found)}
        self._known = {seal: known[seal] for seal in wanted}

    def _child_of(self, found: Any) -> KnownChild:
        sealed, document = read(found, self._log.chain), found[len(SEALED)]
        if sha256(document) != sealed.digest:
            raise NotAsWritten(sealed.row.ref)
        child = parse_or(document, _Document, _Document()).answers.child  # of a later edition: what is known
        typed = {name: value if isinstance(value, str) else "" for name, value in asdict(child).items()}
        return KnownChild(row=sealed.row, seal=sealed.seal, **typed)


class PairingTable(StoreTable):
    """What people said of pairs of screenings: that they are of one child, or of two. It goes with either of the two.

    It is read again only if the sum of its seals is another.
    """

    _as_of = b""
    _said: Sequence[Pairing] = ()

    def all(self) -> Sequence[Pairing]:
        """What was said of every pair. Raises `NotAsWritten`."""
        with self._file.one_moment():
            total = self._log.sums.of(PAIRINGS.table)
            if total != self._as_of:
                found = self._rows[PAIRINGS].read_all("Which screenings are of one child")
                self._said, self._as_of = [_parsed(content, Pairing) for *_, content in found], total
        return self._said

    def put(self, pairing: Pairing) -> None:
        """Let this stand, in place of what was said of the two before."""
        with self._log.change():
            self._log.write((), self._rows[PAIRINGS].put(*pairing.refs, msgspec.json.encode(pairing)))

    def undo(self, refs: tuple[str, str]) -> None:
        """Let nothing stand of the two."""
        with self._log.change():
            self._log.write((), self._rows[PAIRINGS].take_out("ref = ? AND other = ?", *refs))


class KeepingTable(StoreTable):
    """The decisions on the keeping of records, and their deletion."""

    def stands(self, kind: DecisionKind | None = None, ref: str = "") -> list[KeepingDecision]:
        """What stands about the keeping of records: all of it, of one kind, of one record."""
        with self._file.one_moment():
            found = self._rows[KEEPING].read_all("What stands about the keeping of {}")
        wanted = [each for of, what, each in found if kind in (None, what) and ref in ("", of)]
        return [_parsed(content, KeepingDecision) for content in wanted]

    def put(self, stand: KeepingDecision, log: Sequence[Entry], lifts: Sequence[DecisionKind] = ()) -> None:
        """Let this stand, in place of what stood of its kind; what stood of the kinds in `lifts` stands no more."""
        with self._log.change():
            lifted = self._lift(stand.ref, lifts)
            put = self._rows[KEEPING].put(stand.ref, stand.kind, msgspec.json.encode(stand))
            self._log.write(log, [*lifted, *put])

    def lift(self, ref: str, kinds: Sequence[DecisionKind], log: Sequence[Entry]) -> bool:
        """Let nothing of these kinds stand about the record. Whether anything did; else nothing is logged."""
        with self._log.change():
            removed = self._lift(ref, kinds)
            if removed:
                self._log.write(log, removed)
        return bool(removed)

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        """Delete the record with all that is kept of it, if it is due.

        Not while a hold stands. Whether it was deleted; else nothing is logged. What is left of it in the file goes
        with the next `sweep`.
        """
        with self._log.change():
            content = self._file.row(
                "SELECT content FROM keeping WHERE ref = ? AND kind = 'delete' AND NOT EXISTS "
                "(SELECT 1 FROM keeping AS other WHERE other.ref = keeping.ref AND other.kind = 'hold')",
                ref,
            )
            if content is None or _parsed(content[0], KeepingDecision).until > now:
                return False
            db = self._file.db
            at, owner, seal = self._file.row("SELECT id, owner, seal FROM screenings WHERE ref = ?", ref)
            moved = [(screenings_of(owner), seal), *self._rows[KEEPING].take_out("ref = ?", ref)]
            # The search index overwrites what is deleted; not always, as it would make each save slower.
            secure = "INSERT INTO words_fts (words_fts, rank) VALUES ('secure-delete', ?)"
            db.execute(secure, (1,))
            for table in ("words", "documents", "screenings"):
                db.execute(f"DELETE FROM {table} WHERE id = ?", (at,))  # noqa: S608 - our own names
            db.execute(secure, (0,))
            for kept in KEPT:
                self._rows[kept].take_out("ref = ?", ref)
            for key in (f"place.{ref}", f"begun action.{ref}", f"cut off.{ref}", "cut off."):
                moved += self._rows[PREFERENCES].take_out("key = ?", key)
            PresenceTable(self._log).drop(ref)
            moved += self._rows[PAIRINGS].take_out("ref = ?1 OR other = ?1", ref)
            moved += self._rows[SETTINGS].put(SWEEP, "due")
            self._log.write(log, moved)
        return True

    def _lift(self, ref: str, kinds: Sequence[DecisionKind]) -> list[MovedSeal]:
        take_out = self._rows[KEEPING].take_out
        return [each for kind in kinds for each in take_out("ref = ? AND kind = ?", ref, kind)]


def _parsed(content: bytes, shape: type[Shape]) -> Shape:
    """A row's content. Raises `Damaged`."""
    try:
        return parse_as(content, shape)
    except NotJson:
        raise Damaged(DAMAGED) from None
