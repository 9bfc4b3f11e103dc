"""The chained log in the SQLCipher file, and the sum of all seals that moves with it."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `store`

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ce_tui.core.vault.log.audit import Chain, Entry, Head, Kind, Logged, blend
from ce_tui.core.vault.store.opening import part_missing
from ce_tui.core.vault.store.transactions import StoreFile


class LogTable:
    """The tables `audit` and `head`. See `LogStore`; `write` is for the other tables of the same file."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self.chain = chain

    def add(self, entries: Sequence[Entry]) -> Head:
        if self._file.read_only:
            return self.head()
        with self._file.change():
            return self.write(entries)

    def write(
        self, entries: Sequence[Entry], added: Sequence[bytes] = (), removed: Sequence[bytes] = ()
    ) -> Head:
        """Add to the log within a transaction, and move the sum of the seals with it. Returns the new head.

        `added` and `removed` are the seals of what the transaction writes and takes away.
        """
        seq, link, tally = self._at_head()
        head = Head(seq, link)
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
        tally = blend(tally, *added, *removed)
        self._file.db.execute("UPDATE head SET seq = ?, link = ?, tally = ?", (head.seq, head.link, tally))
        return head

    def head(self) -> Head:
        with self._file.reading():
            return Head(*self._at_head()[:2])

    def _at_head(self) -> tuple[int, bytes, bytes]:
        found = self._file.db.execute("SELECT seq, link, tally FROM head").fetchone()
        if found is None:
            raise part_missing("the head of its log")
        return found[0], found[1], found[2]

    def entries(self) -> Iterator[Logged]:
        with self._file.reading():
            for row in self._file.db.execute("SELECT * FROM audit ORDER BY seq"):
                yield _logged(row)

    def find(
        self,
        *,
        ref: str = "",
        actor: str = "",
        kinds: Sequence[str] = (),
        since: str = "",
        last: int | None = None,
    ) -> list[Logged]:
        where, values = ["1"], list[Any]()
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
