"""Sealed rows of the SQLCipher file, the sums of their seals, and the log.

A row has its own seal, which shows that it holds what was written. That it is the newest that was written, that none is
missing and none came back, its kind's sum shows; that the sum is the newest, the tally in the head of the log; and the
head moves with every entry. So an older page of the database, wherever it lies, does not fit the others.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hmac import compare_digest as same
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import astuple, replace

from ce_tui.core.vault.errors import NotAsWritten, part_missing
from ce_tui.core.vault.log.anchors import WrittenLine
from ce_tui.core.vault.log.audit import Chain, Entry, Head, Listing, Logged, StoreState, blend
from ce_tui.core.vault.store.records import PendingAccount
from ce_tui.opaque import Opaque

if TYPE_CHECKING:
    from ce_tui.core.vault.store.database import StoreFile  # slow to load

# ruff: noqa: S608 - the only texts put into SQL are our own names of tables and columns

NOTHING = bytes(32)

MovedSeal = tuple[str, bytes]
"""The kind of a row, and a seal of that kind that was added or taken away."""


class SealedTable(msgspec.Struct, frozen=True, dict=True):
    """A table whose rows are sealed. A seal covers `word` and all of the columns: the key's, the rest, `content`.

    `row_called`: what people call a row; "{}" is its first column. `content`: a column that goes into the seal as its
    SHA-256, or "".
    """

    table: str
    word: str
    key: tuple[str, ...]
    rest: tuple[str, ...]
    row_called: str
    content: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What a seal covers, in its order."""
        return (*self.key, *self.rest, *filter(None, [self.content]))

    @cached_property
    def insert(self) -> str:
        """SQL: a new row, of the columns and the seal."""
        values = "?, " * len(self.columns)
        return f"INSERT INTO {self.table} ({', '.join(self.columns)}, seal) VALUES ({values}?)"

    @cached_property
    def insert_or_update(self) -> str:
        """SQL: a row in place of the one with its key."""
        changes = ", ".join(f"{name} = excluded.{name}" for name in (*self.columns[len(self.key) :], "seal"))
        return f"{self.insert} ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {changes}"

    @cached_property
    def select(self) -> str:
        """SQL, but for the condition: rows, of the columns and the seal."""
        return f"SELECT {', '.join(self.columns)}, seal FROM {self.table} WHERE "

    def kind(self, first: str) -> str:
        """The kind that a row is counted with, by its first column: each account's rows have a sum of their own."""
        return f"{self.table} {first}" if self.key[0] == "account" else self.table


SETTINGS = SealedTable("settings", "setting", ("key",), ("value",), "the settings")
PREFERENCES = SealedTable("preferences", "preference", ("account", "key"), ("value",), "a preference")
ACCOUNTS = SealedTable("accounts", "account", ("id",), ("name", "roles", "created"), "the list of accounts")
EDITIONS = SealedTable("editions", "edition", ("id", "sha256"), ("first_used",), "the editions")
KEEPING = SealedTable("keeping", "keeping", ("ref", "kind"), ("content",), "the keeping of {}")
PAIRINGS = SealedTable("pairings", "pairing", ("ref", "other"), ("content",), "which are of one child")
ATTENDANCE = SealedTable(
    "attendance", "attendance", ("session",), ("account", "since", "over"), "who came in"
)
ANCHORED = SealedTable("anchored", "anchored", ("place",), ("number", "digest", "end"), "what was anchored")
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
REVISIONS = SealedTable("revisions", "revision", ("ref", "revision"), _OF_A_REVISION, "{}", "document")
ATTACHMENTS = SealedTable(
    "attachments", "attachment", ("ref", "revision", "kind"), ("made",), "{}", "content"
)
ACTIONS = SealedTable("actions", "action", ("ref", "number"), ("recorded_at", "recorded_by"), "{}", "content")
KEPT = (REVISIONS, ATTACHMENTS, ACTIONS)
"""What is kept with a screening: its row counts their seals."""


class SealedRow(NamedTuple):
    """A row's kind, what people call it, its seal, and whether the seal fits."""

    kind: str
    name: str
    seal: bytes
    fits: bool


def sums_of(seals: Iterable[MovedSeal]) -> dict[str, bytes]:
    """The sum of the seals of each kind."""
    by_kind = dict[str, list[bytes]]()
    for kind, seal in seals:
        by_kind.setdefault(kind, []).append(seal)
    return {kind: blend(NOTHING, *each) for kind, each in by_kind.items()}


class SealSums(Opaque):
    """The table `sums`. Its callers hold the transaction."""

    file: StoreFile
    chain: Chain

    def of(self, kind: str) -> bytes:
        """The sum of all seals of a kind, as it was counted."""
        found = self.file.db.execute("SELECT sum FROM sums WHERE kind = ?", (kind,)).fetchone()
        return found[0] if found else NOTHING

    def all(self) -> dict[str, bytes]:
        """Every kind with its sum."""
        return dict(self.file.db.execute("SELECT kind, sum FROM sums ORDER BY kind"))

    def move(self, moved: Iterable[MovedSeal]) -> bytes:
        """Take seals into the sums of their kinds, or out of them. Returns by what the tally changes."""
        tally = NOTHING
        for kind, change in sums_of(moved).items():
            if change == NOTHING:
                continue
            before = self.of(kind)
            after = blend(before, change)
            self.file.db.execute(
                "INSERT INTO sums (kind, sum) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET sum = excluded.sum",
                (kind, after),
            )
            tally = blend(tally, self.mark(kind, before), self.mark(kind, after))
        return tally

    def tally(self) -> bytes:
        """The tally that the sums come to."""
        return blend(NOTHING, *(self.mark(kind, total) for kind, total in self.all().items()))

    def mark(self, kind: str, total: bytes) -> bytes:
        """What a kind's sum adds to the tally; an empty one nothing, so that a kind comes and goes unseen."""
        return self.chain.seal("sum", kind, total) if total != NOTHING else NOTHING


class SealedRows:
    """The rows of a sealed table. Its callers hold the transaction, or the look."""

    def __init__(self, sums: SealSums, of: SealedTable) -> None:
        self._sums = sums
        self._file = sums.file
        self._of = of

    def add(self, *values: str | float | bytes) -> list[MovedSeal]:
        """Write a row whose key is not in use. Returns the seal that moved, to be written with the log."""
        seal = self._seal(values)
        self._file.db.execute(self._of.insert, (*values, seal))
        return [(self._of.kind(str(values[0])), seal)]

    def put(self, *values: str | float | bytes) -> list[MovedSeal]:
        """Write a row in place of the one with its key. Returns the seals that moved, to be written with the log."""
        key = " AND ".join(f"{name} = ?" for name in self._of.key)
        before = self._file.row(
            f"SELECT seal FROM {self._of.table} WHERE {key}", *values[: len(self._of.key)]
        )
        seal = self._seal(values)
        self._file.db.execute(self._of.insert_or_update, (*values, seal))
        return [(self._of.kind(str(values[0])), each) for each in (seal, *(before or ()))]

    def take_out(self, where: str, *values: str | int) -> list[MovedSeal]:
        """Take rows out. Returns the seals that moved, to be written with the log."""
        query = f"DELETE FROM {self._of.table} WHERE {where} RETURNING {self._of.key[0]}, seal"
        return [(self._of.kind(first), seal) for first, seal in self._file.rows(query, *values)]

    def read(self, ill: str, where: str, *values: str | int) -> list[list[Any]]:
        """The columns of rows. Raises `NotAsWritten` of `ill`, in which "{}" is the first column of the ill one."""
        return [row for *row, _ in self._right(ill, where, values)]

    def read_all(self, ill: str) -> list[list[Any]]:
        """The columns of all rows, by their keys. Raises `NotAsWritten`; of "screenings" if any is of another day."""
        found = self._right(ill, f"TRUE ORDER BY {', '.join(self._of.key)}", ())
        if blend(self._sums.of(self._of.table), *(row[-1] for row in found)) != NOTHING:
            raise NotAsWritten(ill.format("screenings"))
        return [row for *row, _ in found]

    def looked_over(self, where: str = "TRUE", *values: str) -> Iterator[SealedRow]:
        """Rows, and whether each fits its seal."""
        for *row, seal in self._file.db.execute(self._of.select + where, values):
            name = self._of.row_called.format(row[0])
            yield SealedRow(self._of.kind(row[0]), name, seal, same(seal, self._seal(row)))

    def _right(self, ill: str, where: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        found = self._file.rows(self._of.select + where, *values)
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


class AnnouncedList(msgspec.Struct, frozen=True):
    """A list of slots that may hold by now, and what waits for it."""

    listing: Listing
    pending: PendingAccount


class HeadRow(msgspec.Struct, frozen=True, kw_only=True):
    """The row of the table `head`: where the log ends, the tally, and the lists of slots that the store knows."""

    head: Head = Head()
    tally: bytes = NOTHING
    listing: Listing
    announced: AnnouncedList | None = None


class LogTable:
    """The chained log: the table `audit`, with `head` and `sums`. Entries are chained in the order given."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self.file = file
        self.chain = chain
        self.sums = SealSums(file, chain)
        self.rows = {each: SealedRows(self.sums, each) for each in (*SHARED, PREFERENCES, *KEPT)}
        self._waiting: list[Entry] = []

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """One transaction, as `StoreFile.change` has it, that writes first what waits."""
        with self.file.reading():  # until what waited is forgotten: no other thread writes it too
            with self.file.change() as is_part:
                waiting = [] if is_part else self._waiting.copy()
                if waiting:
                    self.write(waiting)
                yield
            del self._waiting[: len(waiting)]

    def add(self, entries: Sequence[Entry]) -> Head:
        """Add to the log. Returns its new head."""
        if self.file.read_only:
            return self.head()
        with self.change():
            return self.write(entries)

    def keep(self, entry: Entry) -> None:
        """Keep an entry in memory. The next change that the disk takes writes it before all else."""
        self._waiting.append(entry)

    def write(self, entries: Sequence[Entry], moved: Iterable[MovedSeal] = ()) -> Head:
        """Within a transaction: add to the log, and move the sums of the seals. Returns the new head.

        `moved` are the seals of what the transaction writes and takes away.
        """
        row = self.head_row()
        head = row.head
        for entry in entries:
            head = self.chain.link(head, entry)
            values = head.seq, *entry.fields, head.link
            self.file.db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        tally = blend(row.tally, self.sums.move(moved))
        self.put_head_row(replace(row, head=head, tally=tally))
        return head

    def head_row(self) -> HeadRow:
        """Within a transaction or a look: the row of the head.

        Raises `Damaged` where there is none, or one that this store did not write.
        """
        query = "SELECT seq, link, tally, generation, listed, announced, seal FROM head"
        found = self.file.db.execute(query).fetchone()
        if found is None or not same(found[-1], self.chain.seal("head", *found[:-1])):
            raise part_missing("the head of its log")
        seq, link, tally, generation, listed, announced, _ = found
        return HeadRow(
            head=Head(seq, link),
            tally=tally,
            listing=Listing(generation, listed),
            announced=msgspec.msgpack.decode(announced, type=AnnouncedList) if announced else None,
        )

    def put_head_row(self, row: HeadRow) -> None:
        """Within a transaction: write the row of the head."""
        head, listing = row.head, row.listing
        announced = msgspec.msgpack.encode(row.announced) if row.announced else b""
        values = head.seq, head.link, row.tally, listing.generation, listing.digest, announced
        self.file.db.execute(
            "INSERT OR REPLACE INTO head (id, seq, link, tally, generation, listed, announced, seal) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            (*values, self.chain.seal("head", *values)),
        )

    def head(self) -> Head:
        """Where the log stands, by the store's own count."""
        return self.state().head

    def state(self) -> StoreState:
        """Where the whole store stands: what an anchor says of it."""
        with self.file.one_moment():
            row = self.head_row()
            tally = blend(row.tally, self.sums.mark(ANCHORED.table, self.sums.of(ANCHORED.table)))
        return StoreState(row.head, tally, row.listing)

    def entries(self) -> Iterator[Logged]:
        """The whole log, in order. Not to be left half-read."""
        with self.file.reading():
            for row in self.file.db.execute("SELECT * FROM audit ORDER BY seq"):
                yield _logged(row)

    def entry(self, seq: int) -> Logged | None:
        """The entry of a number."""
        found = self.file.row("SELECT * FROM audit WHERE seq = ?", seq)
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
        """Entries of the log, in order: all, or those that fit everything that is given.

        `actor`: an account's id. `since`: from this time (ISO 8601, UTC) on. `after`: only those after this one, by its
        number. `last`: no more than this many, the last ones.
        """
        where, values = ["seq > ?"], list[str | int]([after])
        for column, value in (("ref =", ref), ("actor =", actor), ("at >=", since)):
            if value:
                where.append(f"{column} ?")
                values.append(value)
        if kinds:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values += kinds
        query = f"SELECT * FROM audit WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"
        found = self.file.rows(query, *values, -1 if last is None else last)
        return [_logged(row) for row in reversed(found)]


def _logged(row: Sequence[Any]) -> Logged:
    seq, at, actor, kind, ref, revision, version, detail, link = row
    entry = Entry(  # a kind of a later edition is shown as it is
        kind=kind, actor=actor, at=at, ref=ref, revision=revision, version=version, detail=detail
    )
    return Logged(seq=seq, entry=entry, link=link)


class StoreTable:
    """A part of the store: what keeps one thing, with the log and the file that all parts share."""

    def __init__(self, log: LogTable) -> None:
        self._log = log
        self._file = log.file
        self._rows = log.rows


class AnchoredTable(StoreTable):
    """The store's own memory of what it anchored, by the place. A killed process may leave it behind that place.

    It is written after the line that it remembers, so an anchor says nothing of it (`LogTable.state`).
    """

    def last(self, place: str) -> WrittenLine:
        """The line that was written last in a place; number 0 where none was."""
        found = self._file.row("SELECT number, digest, end FROM anchored WHERE place = ?", place)
        return WrittenLine(*found) if found else WrittenLine()

    def put(self, place: str, written: WrittenLine) -> None:
        """Remember the line that was written last in a place."""
        with self._file.lightly(), self._log.change():
            self._log.write((), self._rows[ANCHORED].put(place, *astuple(written)))
