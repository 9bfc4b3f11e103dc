"""Whom the screenings in the SQLCipher file are of: what two children are compared by."""

# ruff: noqa: D102 - the protocol (`parts`) says what the methods do

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ce_tui.core.strict_json import parse_or
from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.store.records import KnownChild
from ce_tui.core.vault.store.tables.keeping import KEEPING
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.right_rows import RightRows, totals
from ce_tui.core.vault.store.tables.screening_seals import (
    COLUMNS,
    SEALED,
    UNMARKED,
    is_screenings,
    read,
    sha256,
)
from ce_tui.core.vault.store.tables.seals import NOTHING
from ce_tui.core.vault.store.transactions import StoreFile

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
