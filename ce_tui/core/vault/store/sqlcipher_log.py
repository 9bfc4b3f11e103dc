"""The chained log in the SQLCipher file, and the sum of all seals that moves with it."""

# ruff: noqa: D102 - what the methods do stands in `Store`

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ce_tui.core.vault.log.audit import Entry, Head, Kind, Logged, blend
from ce_tui.core.vault.store.opening import part_missing
from ce_tui.core.vault.store.sqlcipher_part import Part

if TYPE_CHECKING:
    pass


class LogTable(Part):
    """A part of `SqlCipherStore`: its tables `audit` and `head`."""

    def log(self, entries: Sequence[Entry]) -> Head:
        if self.read_only:
            return self.head()
        with self._change():
            return self._log(entries)

    def _log(
        self, entries: Sequence[Entry], added: Sequence[bytes] = (), removed: Sequence[bytes] = ()
    ) -> Head:
        seq, link, tally = self._at_head()
        head = Head(seq, link)
        for entry in entries:
            head = self.chain.link(head, entry)
            self._db.execute(
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
        self._db.execute("UPDATE head SET seq = ?, link = ?, tally = ?", (head.seq, head.link, tally))
        return head

    def head(self) -> Head:
        with self._reading():
            return Head(*self._at_head()[:2])

    def _at_head(self) -> tuple[int, bytes, bytes]:
        found = self._db.execute("SELECT seq, link, tally FROM head").fetchone()
        if found is None:
            raise part_missing("the head of its log")
        return found[0], found[1], found[2]

    def logged(self, after: int = 0) -> Iterator[Logged]:
        with self._reading():
            for row in self._db.execute("SELECT * FROM audit WHERE seq > ? ORDER BY seq", (after,)):
                yield _logged(row)

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
        with self._reading():
            found = self._db.execute(query, (*values, -1 if last is None else last)).fetchall()
        return [_logged(row) for row in reversed(found)]


def _logged(row: Sequence[Any]) -> Logged:
    seq, at, actor, kind, ref, revision, version, detail, link = row
    entry = Entry(
        kind=_kind(kind), actor=actor, at=at, ref=ref, revision=revision, version=version, detail=detail
    )
    return Logged(seq=seq, entry=entry, link=link)


def _kind(kind: str) -> Kind:
    return kind  # type: ignore[return-value]  # a kind of a later edition is shown as it is
