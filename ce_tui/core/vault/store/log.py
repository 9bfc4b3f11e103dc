"""The chained log in the SQLCipher file, the head of the store, and what it remembers of its anchors."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from weakref import WeakMethod

import msgspec

from ce_tui.core.vault.errors import part_missing
from ce_tui.core.vault.log.anchor_lines import WrittenLine
from ce_tui.core.vault.log.audit import Chain, Entry, Head, Logged, StoreState, blend
from ce_tui.core.vault.store.database import StoreFile
from ce_tui.core.vault.store.records import Listing, Pending, Remembered
from ce_tui.core.vault.store.sealed import ANCHORED, KEPT, PREFERENCES, SHARED, Moved, SealedRows, SealSums

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
        query = f"SELECT * FROM audit WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"  # noqa: S608
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
