"""Sealed rows of the SQLCipher file, and the sums of their seals: one for each kind of rows, all of them in a tally.

A row has its own seal, which shows that it holds what was written. That it is the newest that was written, that none is
missing and none came back, its kind's sum shows; that the sum is the newest, the tally in the head of the log; and the
head moves with every entry. So an older page of the database, wherever it lies, does not fit the others.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from hmac import compare_digest as same
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakMethod

import msgspec

from ce_tui.core.vault.errors import NotAsWritten, part_missing
from ce_tui.core.vault.log.anchors import WrittenLine
from ce_tui.core.vault.log.audit import Chain, Entry, Head, Logged, StoreState, blend
from ce_tui.core.vault.store.database import StoreFile
from ce_tui.core.vault.store.records import Listing, Pending, Remembered

if TYPE_CHECKING:
    from ce_tui.core.vault.store.database import StoreFile


# ruff: noqa: S608 - the only texts put into SQL are our own names of tables and columns


NOTHING = bytes(32)

Moved = tuple[str, bytes]
"""The kind of a row, and a seal of that kind that was added or taken away."""


class Sealing(msgspec.Struct, frozen=True):
    """A table whose rows are sealed. A seal covers `word` and all of the columns: the key's, the rest, `content`.

    `content`: a column that goes into the seal as its SHA-256, or "". `row_called`: what people call a row; "{}" is its
    first column.
    """

    table: str
    word: str
    key: tuple[str, ...]
    rest: tuple[str, ...]
    content: str
    row_called: str

    @property
    def columns(self) -> tuple[str, ...]:
        """What a seal covers, in its order."""
        return (*self.key, *self.rest, *filter(None, [self.content]))

    def kind(self, first: str) -> str:
        """The kind that a row is counted with, by its first column: each account's rows have a sum of their own."""
        return f"{self.table} {first}" if self.key[0] == "account" else self.table


SETTINGS = Sealing("settings", "setting", ("key",), ("value",), "", "the settings")
PREFERENCES = Sealing("preferences", "preference", ("account", "key"), ("value",), "", "a preference")
ACCOUNTS = Sealing("accounts", "account", ("id",), ("name", "roles", "created"), "", "the list of accounts")
EDITIONS = Sealing("editions", "edition", ("id", "sha256"), ("first_used",), "", "the editions")
KEEPING = Sealing("keeping", "keeping", ("ref", "kind"), ("content",), "", "the keeping of {}")
PAIRINGS = Sealing("pairings", "pairing", ("ref", "other"), ("content",), "", "which are of one child")
ATTENDANCE = Sealing(
    "attendance", "attendance", ("session",), ("account", "since", "over"), "", "who came in"
)
ANCHORED = Sealing("anchored", "anchored", ("place",), ("number", "digest", "end"), "", "what was anchored")
SHARED = {
    SETTINGS: "the settings",
    ACCOUNTS: "the list of accounts",
    EDITIONS: "the editions of the pathway",
    KEEPING: "what stands about the keeping of screenings",
    PAIRINGS: "which screenings are of one child",
    ATTENDANCE: "who came in",
    ANCHORED: "what was anchored",
}
"""What everybody depends on, and what people call all of it."""

_OF_A_REVISION = ("completed", "actor", "outcome", "seq", "link")
REVISIONS = Sealing("revisions", "revision", ("ref", "revision"), _OF_A_REVISION, "document", "{}")
ATTACHMENTS = Sealing("attachments", "attachment", ("ref", "revision", "kind"), ("made",), "content", "{}")
ACTIONS = Sealing("actions", "action", ("ref", "number"), ("recorded_at", "recorded_by"), "content", "{}")
KEPT = (REVISIONS, ATTACHMENTS, ACTIONS)
"""What is kept with a screening: its row counts their seals."""


class SealedRow(NamedTuple):
    """A row's seal, the kind that it is counted with, what people call it, and whether it fits the row."""

    kind: str
    name: str
    seal: bytes
    fits: bool


class SealSums:
    """The table `sums`. Its callers hold the transaction."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self.file = file
        self.chain = chain

    def of(self, kind: str) -> bytes:
        """The sum of all seals of a kind, as it was counted."""
        found = self.file.db.execute("SELECT sum FROM sums WHERE kind = ?", (kind,)).fetchone()
        return found[0] if found else NOTHING

    def all(self) -> dict[str, bytes]:
        """Every kind with its sum."""
        return dict(self.file.db.execute("SELECT kind, sum FROM sums ORDER BY kind").fetchall())

    def move(self, moved: Iterable[Moved]) -> bytes:
        """Take seals into the sums of their kinds, or out of them. Returns by what the tally changes."""
        changes: dict[str, bytes] = {}
        for kind, seal in moved:
            changes[kind] = blend(changes.get(kind, NOTHING), seal)
        tally = NOTHING
        for kind, change in changes.items():
            if change == NOTHING:
                continue
            before = self.of(kind)
            after = blend(before, change)
            self.file.db.execute(
                "INSERT INTO sums (kind, sum) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET sum = excluded.sum",
                (kind, after),
            )
            tally = blend(tally, self._mark(kind, before), self._mark(kind, after))
        return tally

    def mark_of(self, kind: str) -> bytes:
        """What a kind adds to the tally."""
        return self._mark(kind, self.of(kind))

    def tally(self) -> bytes:
        """The tally that the sums come to."""
        return blend(NOTHING, *self._marks())

    def _marks(self) -> Iterator[bytes]:
        for kind, total in self.all().items():
            yield self._mark(kind, total)

    def _mark(self, kind: str, total: bytes) -> bytes:
        """What a sum adds to the tally; an empty one nothing, so that a kind comes and goes unseen."""
        return self.chain.seal("sum", kind, total) if total != NOTHING else NOTHING


class SealedRows:
    """The rows of a sealed table. Its callers hold the transaction, or the look."""

    def __init__(self, sums: SealSums, of: Sealing) -> None:
        self._sums = sums
        self._file = sums.file
        self._of = of
        columns, key = ", ".join(of.columns), " AND ".join(f"{name} = ?" for name in of.key)
        changes = ", ".join(f"{name} = excluded.{name}" for name in (*of.columns[len(of.key) :], "seal"))
        self._insert = f"INSERT INTO {of.table} ({columns}, seal) VALUES ({'?, ' * len(of.columns)}?)"
        self._or_update = f" ON CONFLICT ({', '.join(of.key)}) DO UPDATE SET {changes}"
        self._before = f"SELECT seal FROM {of.table} WHERE {key}"
        self._select = f"SELECT {columns}, seal FROM {of.table} WHERE "

    def add(self, *values: str | float | bytes) -> list[Moved]:
        """Write a row whose key is not in use. Returns the seal that moved, to be written with the log."""
        seal = self._seal(values)
        self._file.db.execute(self._insert, (*values, seal))
        return [(self._of.kind(str(values[0])), seal)]

    def put(self, *values: str | float | bytes) -> list[Moved]:
        """Write a row in place of the one with its key. Returns the seals that moved, to be written with the log."""
        before = self._file.db.execute(self._before, values[: len(self._of.key)]).fetchone()
        seal = self._seal(values)
        self._file.db.execute(self._insert + self._or_update, (*values, seal))
        return [(self._of.kind(str(values[0])), each) for each in (seal, *(before or ()))]

    def take_out(self, where: str, *values: str | int) -> list[Moved]:
        """Take rows out. Returns the seals that moved, to be written with the log."""
        found = self._file.db.execute(
            f"DELETE FROM {self._of.table} WHERE {where} RETURNING {self._of.key[0]}, seal", values
        ).fetchall()
        return [(self._of.kind(first), seal) for first, seal in found]

    def read(self, ill: str, where: str, *values: str | int) -> list[list[Any]]:
        """The columns of rows. Raises `NotAsWritten` of `ill`, in which "{}" is the first column of the ill one."""
        return [row for *row, _ in self._right(ill, where, values)]

    def read_all(self, ill: str) -> list[list[Any]]:
        """The columns of all rows, by their keys. Raises as `read`; of "screenings" where any is of another day."""
        found = self._right(ill, f"TRUE ORDER BY {', '.join(self._of.key)}", ())
        if blend(self._sums.of(self._of.table), *(row[-1] for row in found)) != NOTHING:
            raise NotAsWritten(ill.format("screenings"))
        return [row for *row, _ in found]

    def looked_over(self, where: str = "TRUE", *values: str) -> Iterator[SealedRow]:
        """Rows, and whether each fits its seal."""
        for *row, seal in self._file.db.execute(self._select + where, values):
            name = self._of.row_called.format(row[0])
            yield SealedRow(self._of.kind(row[0]), name, seal, same(seal, self._seal(row)))

    def _right(self, ill: str, where: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        found = self._file.db.execute(self._select + where, values).fetchall()
        for *row, seal in found:
            if not same(seal, self._seal(row)):
                raise NotAsWritten(ill.format(row[0]))
        return found

    def _seal(self, values: Sequence[Any]) -> bytes:
        if self._of.content:
            values = (*values[:-1], sha256(values[-1]))
        return self._sums.chain.seal(self._of.word, *values)


def sha256(content: bytes | str) -> bytes:
    """The SHA-256 of a document or of words."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).digest()


_NO_LISTING = Listing(0, bytes(32))


class Announced(msgspec.Struct, frozen=True):
    """A list of slots that may hold by now, and what is written once it does."""

    listing: Listing
    pending: Pending


class HeadRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the row holds."""

    head: Head = Head()
    tally: bytes = bytes(32)
    listing: Listing = _NO_LISTING
    announced: Announced | None = None

    @property
    def state(self) -> StoreState:
        """What an anchor says of the store."""
        return StoreState(self.head, self.tally, self.listing.generation, self.listing.digest)

    @property
    def remembered(self) -> Remembered:
        """The lists of slots that the store knows."""
        return Remembered(self.listing, self.announced.listing if self.announced else None)


class HeadTable:
    """The table `head`. Its callers hold the transaction, or the look."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self._chain = chain

    def get(self) -> HeadRow:
        """The row. Raises `Damaged` where there is none, or one that this store did not write."""
        found = self._file.db.execute(
            "SELECT seq, link, tally, generation, listed, announced, seal FROM head"
        ).fetchone()
        if found is None or not hmac.compare_digest(found[-1], self._chain.seal("head", *found[:-1])):
            raise part_missing("the head of its log")
        seq, link, tally, generation, listed, announced, _ = found
        return HeadRow(
            head=Head(seq, link),
            tally=tally,
            listing=Listing(generation, listed),
            announced=msgspec.msgpack.decode(announced, type=Announced) if announced else None,
        )

    def put(self, row: HeadRow) -> None:
        """Write the row."""
        announced = msgspec.msgpack.encode(row.announced) if row.announced else b""
        values = (
            row.head.seq,
            row.head.link,
            row.tally,
            row.listing.generation,
            row.listing.digest,
            announced,
        )
        self._file.db.execute(
            "INSERT OR REPLACE INTO head (id, seq, link, tally, generation, listed, announced, seal) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            (*values, self._chain.seal("head", *values)),
        )


class LogTable:
    """The chained log: the table `audit`, with `head` and `sums`. Entries are chained in the order given."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self.file = file
        self.chain = chain
        self.heads = HeadTable(file, chain)
        self.sums = SealSums(file, chain)
        self.rows = {each: SealedRows(self.sums, each) for each in (*SHARED, PREFERENCES, *KEPT)}
        self._waiting: list[Entry] = []
        self._in_writing = 0
        file.first, file.done = WeakMethod(self._write_what_waits), WeakMethod(self._has_written)

    def add(self, entries: Sequence[Entry]) -> Head:
        """Add to the log. Returns its new head."""
        if self.file.read_only:
            return self.head()
        with self.file.change():
            return self.write(entries)

    def keep(self, entry: Entry) -> None:
        """Keep an entry in memory, to be written before all else by the next change that the disk takes."""
        self._waiting.append(entry)

    def _write_what_waits(self) -> None:
        self._in_writing = len(self._waiting)
        if self._waiting:
            self.write(self._waiting)

    def _has_written(self) -> None:
        del self._waiting[: self._in_writing]

    def write(self, entries: Sequence[Entry], moved: Iterable[Moved] = ()) -> Head:
        """Add to the log within a transaction, and move the sums of the seals with it. Returns the new head.

        `moved` are the seals of what the transaction writes and takes away.
        """
        row = self.heads.get()
        head = row.head
        for entry in entries:
            head = self.chain.link(head, entry)
            self.file.db.execute(
                "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    head.seq,
                    entry.at,
                    entry.actor,
                    entry.kind,
                    entry.ref,
                    entry.revision,
                    entry.version,
                    entry.detail,
                    head.link,
                ),
            )
        tally = blend(row.tally, self.sums.move(moved))
        self.heads.put(msgspec.structs.replace(row, head=head, tally=tally))
        return head

    def head(self) -> Head:
        """Where the log stands, by the store's own count."""
        return self.state().head

    def state(self) -> StoreState:
        """Where the whole store stands: what an anchor says of it."""
        with self.file.one_moment():
            state = self.heads.get().state
            tally = blend(state.tally, self.sums.mark_of(ANCHORED.table))
        return msgspec.structs.replace(state, tally=tally)

    def entries(self) -> Iterator[Logged]:
        """The whole log, in order. Not to be left half-read."""
        with self.file.reading():
            for row in self.file.db.execute("SELECT * FROM audit ORDER BY seq"):
                yield _logged(row)

    def entry(self, seq: int) -> Logged | None:
        """The entry of a number."""
        with self.file.reading():
            found = self.file.db.execute("SELECT * FROM audit WHERE seq = ?", (seq,)).fetchone()
        return _logged(found) if found else None

    def find(
        self,
        *,
        ref: str = "",
        actor: str = "",
        kinds: Sequence[str] = (),
        since: str = "",
        after: int = 0,
        last: int | None = None,
    ) -> list[Logged]:
        """The log's entries of a record, an account's id, some kinds, or from a time (ISO 8601, UTC) on, in order.

        `after`: only those after this one, by its number. `last`: no more than this many, the last ones.
        """
        where, values = ["seq > ?"], list[Any]([after])
        for column, value in (("ref", ref), ("actor", actor)):
            if value:
                where.append(f"{column} = ?")
                values.append(value)
        if since:
            where.append("at >= ?")
            values.append(since)
        if kinds:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values += kinds
        query = f"SELECT * FROM audit WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"
        with self.file.reading():
            found = self.file.db.execute(query, (*values, -1 if last is None else last)).fetchall()
        return [_logged(row) for row in reversed(found)]


def _logged(row: Sequence[Any]) -> Logged:
    seq, at, actor, kind, ref, revision, version, detail, link = row
    entry = Entry(  # a kind of a later edition is shown as it is
        kind=kind, actor=actor, at=at, ref=ref, revision=revision, version=version, detail=detail
    )
    return Logged(seq=seq, entry=entry, link=link)


class AnchoredTable:
    """The store's own memory of what it anchored, by the place. A killed process may leave it behind that place.

    It is written after the line that it remembers, so an anchor says nothing of it (`LogTable.state`).
    """

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file
        self._rows = log.rows[ANCHORED]

    def last(self, place: str) -> WrittenLine:
        """The line that was written last there; number 0 where none was."""
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT number, digest, end FROM anchored WHERE place = ?", (place,)
            ).fetchone()
        return WrittenLine(*found) if found else WrittenLine()

    def put(self, place: str, written: WrittenLine) -> None:
        """Remember it."""
        with self._file.lightly(), self._file.change():
            self._log.write((), self._rows.put(place, written.number, written.digest, written.end))
