"""The chained log in the SQLCipher file, and the sums of all seals that move with it."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from weakref import WeakMethod

import msgspec

from ce_tui.core.vault.log.audit import Chain, Entry, Head, Kind, Logged, StoreState, blend
from ce_tui.core.vault.store.tables.head import HeadTable
from ce_tui.core.vault.store.tables.seals import Moved, SealSums
from ce_tui.core.vault.store.transactions import StoreFile

ANCHORED = "anchored"
"""The kind of the seals of what the store remembers of its anchors: no anchor speaks of it."""


class LogTable:
    """The table `audit`, with `head` and `sums`. See `LogStore`; `write` is for the other tables of the same file."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self.chain = chain
        self.heads = HeadTable(file, chain)
        self.sums = SealSums(file, chain)
        self._waiting: list[Entry] = []
        self._in_writing = 0
        file.first, file.done = WeakMethod(self._write_what_waits), WeakMethod(self._has_written)

    def add(self, entries: Sequence[Entry]) -> Head:
        if self._file.read_only:
            return self.head()
        with self._file.change():
            return self.write(entries)

    def keep(self, entry: Entry) -> None:
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
            self._file.db.execute(
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
        return self.state().head

    def state(self) -> StoreState:
        with self._file.one_moment():
            state = self.heads.get().state
            tally = blend(state.tally, self.sums.mark_of(ANCHORED))
        return msgspec.structs.replace(state, tally=tally)

    def entries(self) -> Iterator[Logged]:
        with self._file.reading():
            for row in self._file.db.execute("SELECT * FROM audit ORDER BY seq"):
                yield _logged(row)

    def entry(self, seq: int) -> Logged | None:
        with self._file.reading():
            found = self._file.db.execute("SELECT * FROM audit WHERE seq = ?", (seq,)).fetchone()
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
        with self._file.reading():
            found = self._file.db.execute(query, (*values, -1 if last is None else last)).fetchall()
        return [_logged(row) for row in reversed(found)]


def _logged(row: Sequence[Any]) -> Logged:
    seq, at, actor, kind, ref, revision, version, detail, link = row
    entry = Entry(
        kind=_kind(kind), actor=actor, at=at, ref=ref, revision=revision, version=version, detail=detail
    )
    return Logged(seq=seq, entry=entry, link=link)


def _kind(kind: str) -> Kind:
    return kind  # type: ignore[return-value]  # a kind of a later edition is shown as it is
