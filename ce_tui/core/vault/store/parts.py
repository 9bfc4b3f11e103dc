"""The parts of a store, one for each thing that is kept: see `store`. What a part keeps stands in `records`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ce_tui.core.vault.log.anchor_lines import WrittenLine
from ce_tui.core.vault.log.audit import Entry, Head, Logged, StoreState
from ce_tui.core.vault.store.records import (
    AccountRow,
    Attached,
    Attending,
    Edition,
    EditLock,
    Found,
    KeptAction,
    KeptRevision,
    KnownChild,
    Listing,
    Named,
    Older,
    Pairing,
    Pending,
    Record,
    Remembered,
    Row,
    Stand,
    StandKind,
    Tallied,
    Trouble,
)


class LogStore(Protocol):
    """The chained log. Entries are chained in the order given."""

    def add(self, entries: Sequence[Entry]) -> Head:
        """Add to the log. Returns its new head."""

    def keep(self, entry: Entry) -> None:
        """Keep an entry in memory, to be written before all else by the next change that the disk takes."""

    def head(self) -> Head:
        """Where the log stands, by the store's own count."""

    def state(self) -> StoreState:
        """Where the whole store stands: what an anchor says of it."""

    def entries(self) -> Iterator[Logged]:
        """The whole log, in order. Not to be left half-read."""

    def entry(self, seq: int) -> Logged | None:
        """The entry of a number."""

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


class ScreeningStore(Protocol):
    """The screenings: their records, what they are found by, their completed revisions and files."""

    def add(self, records: Sequence[Record], log: Sequence[Entry], edit_lock: EditLock | None = None) -> None:
        """Add new records, and take the edit lock of one.

        Raises `Taken` where a reference is in use: nothing was added.
        """

    def save(
        self,
        record: Record,
        log: Sequence[Entry],
        kept: KeptRevision | None = None,
        edit_lock: EditLock | None = None,
        over: EditLock | None = None,
    ) -> None:
        """Replace the record of version `record.row.version - 1`; raises `Stale` where it has another by now.

        `kept` is kept beside it, with the head of the log after `log` as its own; the edit lock is then let go of.
        With an `edit_lock` it is taken as `PresenceStore.take` does, which raises `Held`. Raises `Marked`.
        """

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        """Make all records of one owner another's; `entry` is logged for each. Returns how many there were."""

    def load(self, ref: str) -> Record | None:
        """The record as it is, without its words."""

    def rows(self, owner: str | None, *, marked: bool = False) -> list[Row]:
        """The rows of an owner, or of all; the last changed first.

        `marked`: those that are marked for deletion too.
        """

    def first_rows(self, owner: str | None, me: str, number: int) -> list[Row]:
        """The first rows of an owner, or of all, without those that are marked for deletion.

        `me`: whose come first; of each the drafts, then those completed; of these as `Stood.gravity` has it, the last
        changed first.
        """

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        """An owner's records in which every one of the words begins a word; accents and case do not matter.

        Without those that are marked for deletion.
        """

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        """The child's date of birth (ISO) of each of these records that has one, by reference."""

    def kept(self, ref: str) -> list[KeptRevision]:
        """The completed revisions of a record, the first one first."""

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        """Keep a file with a revision; an earlier one of the same kind is replaced."""

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        """A kept file."""

    def named(self, words: str) -> list[Named]:
        """The files of all screenings that are kept under something with these words in it, as they came."""

    def is_there(self, ref: str) -> bool:
        """Whether a screening is kept, marked for deletion or not."""

    def attached(self, ref: str, beginning: str) -> list[Attached]:
        """The files of a record whose kinds begin so, the first one that was kept first."""

    def detach(self, ref: str, revision: int, kind: str, log: Sequence[Entry]) -> bool:
        """Keep a file no longer. Whether there was one; else nothing is logged."""


class ActionStore(Protocol):
    """What was done about screenings: kept with each, never changed, gone only with it."""

    def add(self, ref: str, action: KeptAction, followed: str, log: Sequence[Entry]) -> None:
        """Keep an action; `followed` is what the screening's row says of all of them from now on.

        Raises `Stale` where there is no such screening, `Taken` where its number is in use.
        """

    def of(self, ref: str) -> list[KeptAction]:
        """The actions of a screening, in the order in which they were recorded."""


class ChildStore(Protocol):
    """Whom the screenings are of."""

    def all(self) -> Mapping[bytes, KnownChild]:
        """The child of each screening by its row's seal; without those that are marked for deletion.

        The same mapping as long as nothing was changed.
        """


class PairingStore(Protocol):
    """Which screenings somebody said to be of one child, or of two. They go with either of the two."""

    def all(self) -> list[Pairing]:
        """What was said of every pair. Raises `NotAsWritten`."""

    def put(self, pairing: Pairing, log: Sequence[Entry]) -> None:
        """Let this stand, in place of what was said of the two before."""

    def undo(self, refs: tuple[str, str], log: Sequence[Entry]) -> bool:
        """Let nothing stand of the two. Whether anything did; else nothing is logged."""


class PresenceStore(Protocol):
    """Who has which screening open to change it: one edit lock for each."""

    def get(self, ref: str) -> EditLock | None:
        """The edit lock of a screening, as far as is written: the session may be dead."""

    def take(self, edit_lock: EditLock, over: EditLock | None, log: Sequence[Entry]) -> None:
        """Take a screening's edit lock: where nobody has it, where the session has it, or from `over` as it was seen.

        Raises `Held` where another session has it; then nothing was logged either.
        """

    def let_go(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> Head:
        """Let go of the edit locks of a session, with what is to be logged. Returns the log's new head."""


class KeepingStore(Protocol):
    """What stands about the keeping of records, and their deletion."""

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[Stand]:
        """What stands about the keeping of records: all of it, of one kind, of one record."""

    def put(self, stand: Stand, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        """Let this stand, in place of what stood of its kind; what stood of the kinds in `lifts` stands no more."""

    def lift(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        """Let nothing of these kinds stand about the record. Whether anything did; else nothing is logged."""

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        """Delete the record with all that is kept of it, if it is marked, its time has come and no hold stands.

        Whether it was deleted; else nothing is logged. What is left of it in the file goes with the next `sweep`.
        """


class PeopleStore(Protocol):
    """The accounts."""

    def accounts(self) -> list[AccountRow]:
        """Everyone, in the order they were added."""

    def put(self, account: AccountRow, log: Sequence[Entry]) -> None:
        """Add an account or replace what is known of it."""


class SettingStore(Protocol):
    """The settings of the store, and the preferences of each account."""

    def get(self, key: str) -> str | None:
        """A setting of the store."""

    def change(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        """Change settings of the store."""

    def preference(self, account: str, key: str) -> str | None:
        """A preference of an account."""

    def preferences(self, account: str, beginning: str) -> dict[str, str]:
        """Those of an account whose keys begin so, by their keys."""

    def set_preference(self, account: str, key: str, value: str) -> None:
        """Change a preference of an account."""


class ListingStore(Protocol):
    """Which list of slots holds: the key file's, of which the database remembers generation and hash."""

    def remembered(self) -> Remembered:
        """The list that holds, and the one that was announced."""

    def announce(self, now: Listing, coming: Listing, pending: Pending) -> None:
        """Remember the list that is there `now`, and that `coming` is about to take its place; `pending` with it."""

    def settle(self, listing: Listing) -> None:
        """The key file is this one: where it was announced, it holds from here on, and what was pending is written."""


class EditionStore(Protocol):
    """The sources of the pathways' editions."""

    def pin(self, edition: Edition) -> None:
        """Keep an edition, once."""

    def pinned(self) -> list[tuple[str, str]]:
        """The id and the SHA-256 of each edition kept, the first one first."""

    def source(self, sha256: str) -> bytes | None:
        """The source of an edition kept."""


class AnchoredStore(Protocol):
    """The store's own memory of what it anchored, by the place. A killed process may leave it behind that place."""

    def last(self, place: str) -> WrittenLine:
        """The line that was written last there; number 0 where none was."""

    def put(self, place: str, written: WrittenLine) -> None:
        """Remember it."""


class AttendanceStore(Protocol):
    """Which sessions came in and have not signed out: those that run, and those that ended otherwise."""

    def open(self) -> list[Attending]:
        """All of them, in the order in which they came in."""

    def come(self, attending: Attending) -> None:
        """A session came in."""

    def mark_over(self, *sessions: str) -> None:
        """Sessions do not run any more; the people whose they were are not told yet."""

    def go(self, *sessions: str) -> None:
        """Sessions signed out, or it was said that they never did."""


class UpkeepStore(Protocol):
    """Looking after the whole: is it sound, a copy of it, no trace of what was deleted."""

    def faults(self) -> list[Trouble]:
        """What is physically wrong with the store, in words; empty where it is sound."""

    def tallied(self, progress: Callable[[int, int], None] = lambda done, of: None) -> Tallied:
        """Compare every row with its seal, and the sums of the seals with what the store counted.

        `progress` is told how many rows are done, and of how many.
        """

    def versions(self) -> dict[str, int]:
        """The version of each screening, by its reference."""

    def older(self, account: str) -> Older:
        """What a sign-in of this account looks over: is any of it of another day than the rest."""

    def sweep(self) -> bool:
        """Leave no trace of deleted records in the file; slow. Whether that is done: others may read for too long,
        or the file is too large for the memory that this process may have.
        """

    def copy_to(self, path: Path, key: bytes) -> Head:
        """Write a copy as of one moment into an empty file, under the store's own `key`. Returns the copy's head.

        Takes a while on a large store. Everybody goes on working meanwhile, this session too: it holds nothing up.
        """
