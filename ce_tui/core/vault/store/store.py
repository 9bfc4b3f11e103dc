"""What any store of screenings offers: the narrow interface that the casebook works through.

A store knows nothing of pathways, permissions or people. Whatever changes something takes the log's entries along and
writes both in one transaction. `sqlcipher` is its first implementation; every implementation passes the same tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from ce_tui.core.vault.log.audit import Chain, Entry, Head, Logged


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A screening as a list shows it. `owner` and `writer` are accounts' ids; times are ISO 8601 in UTC."""

    ref: str
    owner: str
    state: str
    outcome: str
    locality: str
    screened_on: str
    child: str
    created: str
    updated: str
    completed: str
    version: int
    revision: int
    edition: str  # SHA-256 of the pathway's source, or empty
    writer: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A screening as it is kept: its row, its JSON document, and the words it is found by."""

    row: Row
    document: bytes
    words: str = ""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A completed revision, never changed again. `head` is the log's as of its completion."""

    ref: str
    revision: int
    completed: str
    actor: str
    outcome: str
    document: bytes
    head: Head = Head()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A hit of a search, with the words it was found by."""

    row: Row
    words: str


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the database knows it. What it may do stands in its key slot; this is for showing."""

    id: str
    name: str
    roles: tuple[str, ...]
    created: str


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """The source of a pathway's edition, as it was when first used."""

    id: str
    sha256: str
    source: bytes
    first_used: str


StandKind = Literal["hold", "keep", "delete"]


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """What a lead decided about a record's keeping: a legal hold, to keep it until a day, or to delete it.

    `by` is an account's id; `at` ISO 8601 in UTC. `until`: for "keep" the day (ISO date) of the next review, for
    "delete" the moment (ISO 8601 in UTC) before which it may not be deleted.
    """

    ref: str
    kind: StandKind
    by: str
    at: str
    until: str = ""
    reason: str = ""


class Tallied(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing every record with its seal found. References, and whether the sum of all seals is right."""

    altered: tuple[str, ...]
    sum_is_right: bool


TroubleKind = Literal["damage", "cut", "older page", "older store", "anchors"]


class Trouble(msgspec.Struct, frozen=True):
    """Something that is wrong with a store, of one kind, in words."""

    kind: TroubleKind
    words: str


class Stale(Exception):
    """The record was saved by someone else in the meantime: by the account `writer`, at `since`."""

    def __init__(self, writer: str, since: str) -> None:
        super().__init__("stale version")
        self.writer = writer
        self.since = since


class Marked(Exception):
    """The record is marked for deletion, so it is not changed any more."""


class Taken(Exception):
    """The reference is in use."""


class Pen(msgspec.Struct, frozen=True):
    """That a session has a screening open to change it. Only one session at a time has a screening's pen.

    `account` is an id; `since` and `changed` (its last change, or empty) are ISO 8601 in UTC; `at` is when it took the
    pen or last changed something, in seconds since the machine started.
    """

    ref: str
    session: str
    account: str
    since: str
    changed: str = ""
    at: float = 0.0


class Held(Exception):
    """Another session has the pen. Nothing was changed."""

    def __init__(self, pen: Pen) -> None:
        super().__init__("held by another session")
        self.pen = pen


class Store(Protocol):
    """Durable when a method returns; all of it or none. Each raises the errors of `errors` that fit.

    `log` entries are chained in the order given.
    """

    chain: Chain
    id: str
    read_only: bool  # what is to be logged then goes unlogged; every other change raises `ReadOnly`

    def add(self, records: Sequence[Record], log: Sequence[Entry], pen: Pen | None = None) -> None:
        """Add new records, and take the pen of one. Raises `Taken` where a reference is in use: nothing was added."""

    def save(
        self,
        record: Record,
        log: Sequence[Entry],
        kept: Kept | None = None,
        pen: Pen | None = None,
        over: Pen | None = None,
    ) -> None:
        """Replace the record of version `record.row.version - 1`; raises `Stale` where it has another by now.

        `kept` is kept beside it, with the head of the log after `log` as its own; the pen is then laid down.
        With a `pen` it is taken as `take_pen` does, which raises `Held`.
        """

    def without_waiting(self) -> AbstractContextManager[None]:
        """Within it a change that another session's holds up raises `Busy` at once."""

    def together(self) -> AbstractContextManager[None]:
        """Within it all changes are one: all of them or none."""

    def pen(self, ref: str) -> Pen | None:
        """Who has a screening open to change it, as far as is written: the session may be dead."""

    def take_pen(self, pen: Pen, over: Pen | None, log: Sequence[Entry]) -> None:
        """Take a screening's pen: where nobody has it, where the session has it, or from `over` as it was seen.

        Raises `Held` where another session has it; then nothing was logged either.
        """

    def lay_down_pens(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> Head:
        """Let go of the pens of a session, with what is to be logged. Returns the log's new head."""

    def load(self, ref: str) -> Record | None:
        """The record as it is, without its words."""

    def rows(self, owner: str | None, states: Sequence[str], *, marked: bool = False) -> list[Row]:
        """The rows of an owner, or of all; in some states, or any; the last changed first.

        `marked`: those that are marked for deletion too.
        """

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        """An owner's records in which every one of the words begins a word; accents and case do not matter.

        Without those that are marked for deletion.
        """

    def kept(self, ref: str) -> list[Kept]:
        """The completed revisions of a record, the first one first."""

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        """Keep a file with a revision; an earlier one of the same kind is replaced."""

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        """A kept file."""

    def log(self, entries: Sequence[Entry]) -> Head:
        """Add to the log. Returns its new head."""

    def head(self) -> Head:
        """Where the log stands, by the store's own count."""

    def logged(self, after: int = 0) -> Iterator[Logged]:
        """The log from an entry on, in order. Not to be left half-read."""

    def find_logged(
        self,
        after: int = 0,
        *,
        ref: str = "",
        actor: str = "",
        kinds: Sequence[str] = (),
        since: str = "",
        last: int | None = None,
    ) -> list[Logged]:
        """The log's entries of a record, an account's id, some kinds, or from a time (ISO 8601, UTC) on, in order.

        `last`: no more than this many, the last ones.
        """

    def setting(self, key: str) -> str | None:
        """A setting of the store."""

    def change_settings(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        """Change settings of the store."""

    def preference(self, account: str, key: str) -> str | None:
        """A preference of an account."""

    def set_preference(self, account: str, key: str, value: str) -> None:
        """Change a preference of an account."""

    def accounts(self) -> list[AccountRow]:
        """Everyone, in the order they were added."""

    def put_account(self, account: AccountRow, log: Sequence[Entry]) -> None:
        """Add an account or replace what is known of it."""

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        """Make all records of one owner another's; `entry` is logged for each. Returns how many there were."""

    def pin(self, edition: Edition) -> None:
        """Keep an edition, once."""

    def editions(self) -> list[Edition]:
        """The editions kept, the first one first."""

    def pinned(self) -> list[tuple[str, str]]:
        """The id and the SHA-256 of each edition kept, the first one first."""

    def pinned_source(self, sha256: str) -> bytes | None:
        """The source of an edition kept."""

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[Stand]:
        """What stands about the keeping of records: all of it, of one kind, of one record."""

    def put_stand(self, stand: Stand, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        """Let this stand, in place of what stood of its kind; what stood of the kinds in `lifts` stands no more."""

    def lift_stands(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        """Let nothing of these kinds stand about the record. Whether anything did; else nothing is logged."""

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        """The child's date of birth (ISO) of each of these records that has one, by reference."""

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        """Delete the record, its words, revisions and files, if it is marked, its time has come and no hold stands.

        Whether it was deleted; else nothing is logged. What is left of it in the file goes with the next `sweep`.
        """

    def sweep(self) -> bool:
        """Leave no trace of deleted records in the file. Whether that is done: others may be reading for too long.

        Takes a while where something was deleted since the last time, and nothing otherwise.
        """

    def copy_to(self, path: Path, key: bytes) -> Head:
        """Write a copy as of one moment into an empty file, under the store's own `key`. Returns the copy's head.

        Takes a while on a large store. Everybody goes on working meanwhile, this session too: it holds nothing up.
        """

    def faults(self) -> list[Trouble]:
        """What is physically wrong with the store, in words; empty where it is sound."""

    def tallied(self) -> Tallied:
        """Compare every record, revision and file with its seal, and the sum of the seals with the store's tally."""

    def close(self) -> None:
        """Let go of the store. May be called twice."""
