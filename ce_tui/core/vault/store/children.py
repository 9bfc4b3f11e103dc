"""Whom the screenings are of, and which of them somebody said to be of one child, or of two."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ce_tui.core.strict_json import NotJson, parse_as, parse_or
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.database import DAMAGED, StoreFile
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.records import KnownChild, Pairing
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    SEALED,
    UNMARKED,
    RightRows,
    is_screenings,
    read,
    sha256,
    totals,
)
from ce_tui.core.vault.store.sealed import KEEPING, NOTHING, Moved

_READ = f"SELECT {COLUMNS}, document FROM screenings JOIN documents USING (id)"  # noqa: S608 - our own column names
_LIST = f"SELECT id, owner, seal, {UNMARKED} FROM screenings"  # noqa: S608
_ROW_BY_ROW = 200  # from so many on all of them are read in one go


class _Child(msgspec.Struct):
    name: object = ""
    date_of_birth: object = ""
    address: object = ""


class _Answers(msgspec.Struct):
    child: _Child = msgspec.field(default_factory=_Child)


class _Document(msgspec.Struct):
    answers: _Answers = msgspec.field(default_factory=_Answers)


class ChildTable:
    """See `ChildStore`. A row that was read once is known by its seal, and not read again."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log
        self._as_of: dict[str, bytes] = {}
        self._known: dict[bytes, KnownChild] = {}

    def all(self) -> Mapping[bytes, KnownChild]:
        with self._file.one_moment():
            sums = self._log.sums.all()
            now = {kind: sum for kind, sum in sums.items() if is_screenings(kind) or kind == KEEPING}
            if now != self._as_of:
                self._read(now)
                self._as_of = now
        return self._known

    def _read(self, sums: Mapping[str, bytes]) -> None:
        """Read what is new. Raises `NotAsWritten` where a row is not as it was written, or of another day."""
        db = self._file.db
        listed = db.execute(_LIST).fetchall()
        self._are_of_this_day(listed, sums)
        wanted = {seal: at for at, _, seal, unmarked in listed if unmarked}
        unread = [at for seal, at in wanted.items() if seal not in self._known]
        if len(unread) > _ROW_BY_ROW:
            found = db.execute(f"{_READ} WHERE {UNMARKED}").fetchall()
        else:
            found = [db.execute(f"{_READ} WHERE screenings.id = ?", (at,)).fetchone() for at in unread]
        known = self._known | {child.seal: child for child in map(self._of, found)}
        self._known = {seal: known[seal] for seal in wanted}

    def _are_of_this_day(self, listed: Sequence[Any], sums: Mapping[str, bytes]) -> None:
        """Raise `NotAsWritten` unless the rows are those that were written last, by the sums of their seals."""
        counted = {kind: sum for kind, sum in sums.items() if is_screenings(kind) and sum != NOTHING}
        if totals((owner, seal) for _, owner, seal, _ in listed) != counted:
            raise NotAsWritten(", ".join(sorted(RightRows(self._file, self._log).all_of_another_day())))

    def _of(self, found: Any) -> KnownChild:
        sealed, document = read(found, self._log.chain), found[len(SEALED)]
        if sha256(document) != sealed.digest:
            raise NotAsWritten(sealed.row.ref)
        child = parse_or(document, _Document, _Document()).answers.child  # of a later edition: what is known
        return KnownChild(
            row=sealed.row,
            name=_text(child.name),
            date_of_birth=_text(child.date_of_birth),
            address=_text(child.address),
            seal=sealed.seal,
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


PAIRINGS = "pairings"
"""The kind of their seals."""


class PairingTable:
    """The table `pairings`. See `PairingStore`. It is read again only where the sum of its seals is another."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log
        self._as_of = b""
        self._said: list[Pairing] = []

    def all(self) -> list[Pairing]:
        with self._file.one_moment():
            total = self._log.sums.of(PAIRINGS)
            if total != self._as_of:
                self._said, self._as_of = self._read(total), total
        return self._said

    def _read(self, total: bytes) -> list[Pairing]:
        found = self._file.db.execute(
            "SELECT ref, other, content, seal FROM pairings ORDER BY ref, other"
        ).fetchall()
        if any(seal != self._log.chain.seal("pairing", *row) for *row, seal in found):
            raise NotAsWritten(_WHICH)
        if blend(total, *(each[3] for each in found)) != NOTHING:
            raise NotAsWritten(_WHICH)
        return [_pairing(content) for _, _, content, _ in found]

    def put(self, pairing: Pairing, log: Sequence[Entry]) -> None:
        content = msgspec.json.encode(pairing)
        values = (*pairing.refs, content)
        seal = self._log.chain.seal("pairing", *values)
        with self._file.change():
            removed = self._take_out(*pairing.refs)
            self._file.db.execute("INSERT INTO pairings VALUES (?, ?, ?, ?)", (*values, seal))
            self._log.write(log, [(PAIRINGS, seal), *removed])

    def undo(self, refs: tuple[str, str], log: Sequence[Entry]) -> bool:
        with self._file.change():
            removed = self._take_out(*refs)
            if removed:
                self._log.write(log, removed)
        return bool(removed)

    def drop(self, ref: str) -> list[Moved]:
        """Within a transaction: take out all of a screening. Returns the seals that moved."""
        return self._taken("ref = ?1 OR other = ?1", ref)

    def _take_out(self, ref: str, other: str) -> list[Moved]:
        return self._taken("ref = ? AND other = ?", ref, other)

    def _taken(self, which: str, *refs: str) -> list[Moved]:
        found = self._file.db.execute(
            f"DELETE FROM pairings WHERE {which} RETURNING seal",  # noqa: S608 - our own conditions
            refs,
        ).fetchall()
        return [(PAIRINGS, seal) for (seal,) in found]


_WHICH = "Which screenings are of one child"


def _pairing(content: bytes) -> Pairing:
    try:
        return parse_as(content, Pairing)
    except NotJson:
        raise Damaged(DAMAGED) from None
