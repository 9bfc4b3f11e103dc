"""Sealed rows of the SQLCipher file, and the sums of their seals: one for each kind of rows, all of them in a tally.

A row has its own seal, which shows that it holds what was written. That it is the newest that was written, that none is
missing and none came back, its kind's sum shows; that the sum is the newest, the tally in the head of the log; and the
head moves with every entry. So an older page of the database, wherever it lies, does not fit the others.
"""

# ruff: noqa: S608 - the only texts put into SQL are our own names of tables and columns

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from hmac import compare_digest as same
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Chain, blend

if TYPE_CHECKING:  # `verdict` needs the words alone, and no database
    from ce_tui.core.vault.store.database import StoreFile

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
