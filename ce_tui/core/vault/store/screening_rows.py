"""The sealed rows of screenings, those of another day, and what is kept with them.

A row's seal covers its every column, whose it is among them, the SHA-256 of its document and of its words, and the sum
of the seals of its revisions, files and actions. The seals of one owner's rows have a sum of their own, so that a list
of theirs is known to be whole. To look that over costs a look at every row of theirs, so what was found right is
remembered until anybody writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hmac import compare_digest as same
from typing import Any, NamedTuple

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from msgspec.structs import astuple, replace

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Chain, Entry, Head, blend
from ce_tui.core.vault.store.database import Database
from ce_tui.core.vault.store.records import (
    Attached,
    AttachmentName,
    KeptAction,
    KeptRevision,
    Record,
    ReferenceTaken,
    Row,
    StaleVersion,
)
from ce_tui.core.vault.store.sealed import (
    ACTIONS,
    ATTACHMENTS,
    NOTHING,
    REVISIONS,
    LogTable,
    MovedSeal,
    SealedTable,
    StoreTable,
    sha256,
    sums_of,
)

_OF = "screenings of "
_HANDED_OVER = re.compile("handed over from [0-9a-f]{32} to ([0-9a-f]{32})")
_OF_ANOTHER = re.compile(r"\bof ([0-9a-f]{32})\b")
_THE_LIST = "The list of screenings"
ROW = tuple(Row.__struct_fields__)
SEALED = (*ROW, "digest", "found_by", "kept", "seal")
UNMARKED = "NOT EXISTS (SELECT 1 FROM keeping WHERE keeping.ref = screenings.ref AND kind = 'delete')"
COLUMNS = ", ".join(f"screenings.{name}" for name in SEALED)


class Sealed(msgspec.Struct, frozen=True, gc=False):
    """A screening's row, and what its seal covers beside it: two SHA-256, the sum of the seals of what is kept."""

    row: Row
    digest: bytes
    found_by: bytes
    kept: bytes = NOTHING
    seal: bytes = b""

    def sealed(self, chain: Chain) -> Sealed:
        """The row with its seal."""
        return replace(self, seal=self._seal(chain))

    def is_right(self, chain: Chain) -> bool:
        """Whether the row is as it was written, on whichever day."""
        return same(self.seal, self._seal(chain))

    def values(self) -> tuple[Any, ...]:
        """The values of the columns, as `SEALED` has them."""
        return (*astuple(self.row), self.digest, self.found_by, self.kept, self.seal)

    def _seal(self, chain: Chain) -> bytes:
        values = astuple(self.row)
        if not self.row.followed:  # as rows were sealed before there were actions
            values = values[:-1]
        return chain.seal("screening", *values, self.digest, self.found_by, self.kept)


def screenings_of(owner: str) -> str:
    """The kind of the seals of an owner's rows."""
    return _OF + owner


def is_screenings(kind: str) -> bool:
    """Whether a kind is that of the seals of somebody's rows."""
    return kind.startswith(_OF)


def owner_of(kind: str) -> str:
    """The owner of the rows whose seals are of this kind."""
    return kind.removeprefix(_OF)


def sealed_from(values: Sequence[Any]) -> Sealed:
    """The row that `COLUMNS` selected, right or not."""
    size = len(ROW)
    return Sealed(Row(**dict(zip(ROW, values[:size], strict=True))), *values[size : len(SEALED)])


def read(values: Sequence[Any], chain: Chain) -> Sealed:
    """The row that `COLUMNS` selected. Raises `NotAsWritten`."""
    found = sealed_from(values)
    if not found.is_right(chain):
        raise NotAsWritten(found.row.ref)
    return found


def moved_by(before: Sealed, after: Sealed) -> list[MovedSeal]:
    """The seals that move when a row changes."""
    return [(screenings_of(each.row.owner), each.seal) for each in (before, after)]


def sum_of_kept(db: Database, ref: str) -> bytes:
    """The sum of the seals of all that is kept of a screening."""
    found = db.execute(
        "SELECT seal FROM revisions WHERE ref = ?1 UNION ALL SELECT seal FROM attachments WHERE ref = ?1 "
        "UNION ALL SELECT seal FROM actions WHERE ref = ?1",
        (ref,),
    ).fetchall()
    return blend(NOTHING, *(seal for (seal,) in found))


def suspects(db: Database, owner: str) -> set[str]:
    """The references of an owner's rows that do not fit their content or the log.

    The log says whose each screening is, of which version at least, and how much was done about it. Those that it knows
    to be this owner's and that have no row of theirs are given too. To be asked only where the rows do not fit the
    store's sum of them: it reads every document of the owner's, and the log of all screenings.
    """
    by_log = _by_log(db)
    found = db.execute(  # "+": without the index of owners, which may be the piece that is of another day
        "SELECT ref, version, (SELECT count(*) FROM actions WHERE actions.ref = screenings.ref), digest, found_by, "
        "kept, document, text FROM screenings LEFT JOIN documents USING (id) LEFT JOIN words USING (id) "
        "WHERE +owner = ?",
        (owner,),
    ).fetchall()
    wrong = set[str]()
    for ref, version, done, digest, found_by, kept, document, text in found:
        whose, logged, recorded = by_log.get(ref, ("", 0, 0))
        fits = whose == owner and logged <= version and recorded == done
        fits = fits and sha256(document or b"") == digest and sha256(text or b"") == found_by
        try:
            fits = fits and sum_of_kept(db, ref) == kept
        except sqlcipher.DatabaseError:  # its pages do not hold together
            fits = False
        if not fits:
            wrong.add(ref)
    theirs = {ref for ref, (whose, *_) in by_log.items() if whose == owner}
    return wrong | (theirs - {ref for ref, *_ in found})


def _by_log(db: Database) -> dict[str, tuple[str, int, int]]:
    """What the log says of each screening that was not deleted: its owner (an id), its version, how many actions."""
    told = dict[str, tuple[str, int, int]]()
    for actor, kind, ref, version, detail in db.execute(
        "SELECT actor, kind, ref, version, detail FROM audit WHERE ref != '' ORDER BY seq"
    ):
        owner, known, actions = told.get(ref, ("", 0, 0))
        if kind in ("created", "imported"):
            others = _OF_ANOTHER.search(detail)
            told[ref] = others[1] if others else actor, version, 0
        elif kind == "deletion" and detail.startswith("deleted"):
            told.pop(ref, None)
        elif owner:
            handed = _HANDED_OVER.fullmatch(detail) if kind == "account" else None
            told[ref] = handed[1] if handed else owner, max(known, version), actions + (kind == "action")
    return told


class _Fit(NamedTuple):
    """When somebody's rows fitted: what others had written by then, and the sum of their seals."""

    written: int
    counted: bytes


class ScreeningRows(StoreTable):
    """The sealed rows of screenings, and which are of another day. Its callers hold the transaction, or the look."""

    def __init__(self, log: LogTable) -> None:
        super().__init__(log)
        self._right: dict[str, tuple[_Fit, frozenset[str]]] = {}

    def find(self, ref: str) -> Sealed | None:
        """The row of a screening. Raises `NotAsWritten`."""
        query = f"SELECT {COLUMNS} FROM screenings WHERE ref = ?"  # noqa: S608 - our own column names
        found = self._file.row(query, ref)
        return read(found, self._log.chain) if found else None

    def change_kept(
        self, ref: str, moved: Sequence[MovedSeal], log: Sequence[Entry], followed: str | None = None
    ) -> None:
        """Count in a screening's row what was kept or taken away, and write the log. Raises `StaleVersion`.

        `followed`: what the row says of its actions from now on, where that is another.
        """
        before = self.find(ref)
        if before is None:
            raise StaleVersion("", "")
        row = before.row if followed is None else replace(before.row, followed=followed)
        kept = blend(before.kept, *(seal for _, seal in moved))
        made = replace(before, row=row, kept=kept).sealed(self._log.chain)
        self._file.db.execute(
            "UPDATE screenings SET followed = ?, kept = ?, seal = ? WHERE ref = ?",
            (row.followed, made.kept, made.seal, ref),
        )
        self.write_log(log, before, made)

    def write_log(self, log: Sequence[Entry], before: Sealed, after: Sealed) -> None:
        """Write the log with the change of a row. What this session changes fits too, and is not looked at again."""
        owner = after.row.owner
        right = self._found_right(owner)
        self._log.write(log, moved_by(before, after))
        if right is not None:
            fit, refs = right
            self._right[owner] = _Fit(fit.written, blend(fit.counted, before.seal, after.seal)), refs

    def of_another_day(self, owner: str, mine: Sequence[str]) -> set[str]:
        """The references of an owner's records that are genuine but of another day; empty only if all fit.

        `mine`: references that were found as this owner's. Each is among the rows that fit, or of another day. Where
        nothing tells which records are of another day, all of them may be.
        """
        right = self._found_right(owner)
        if right is None:
            now = self._fit(owner)
            found = self._file.rows("SELECT ref, owner, seal FROM screenings WHERE owner = ?", owner)
            refs = frozenset(ref for ref, whose, _ in found if whose == owner)
            if len(refs) != len(found) or blend(NOTHING, *(seal for _, _, seal in found)) != now.counted:
                return (
                    suspects(self._file.db, owner) or set(mine) or {ref for ref, *_ in found} or {_THE_LIST}
                )
            right = self._right[owner] = now, refs
        return set(mine) - right[1]

    def _found_right(self, owner: str) -> tuple[_Fit, frozenset[str]] | None:
        """When somebody's rows were found to fit, and their references; None where anything was written since."""
        right = self._right.get(owner)
        return right if right is not None and right[0] == self._fit(owner) else None

    def _fit(self, owner: str) -> _Fit:
        (written,) = self._file.row("PRAGMA data_version")  # moves once another connection has written
        return _Fit(written, self._log.sums.of(screenings_of(owner)))

    def all_of_another_day(self) -> set[str]:
        """The references of everybody's records that are genuine but of another day; empty only if all fit."""
        found = self._file.rows("SELECT ref, owner, seal FROM screenings")
        counted = {kind: total for kind, total in self._log.sums.all().items() if is_screenings(kind)}
        there = sums_of((screenings_of(owner), seal) for _, owner, seal in found)
        wrong = [kind for kind in counted | there if counted.get(kind, NOTHING) != there.get(kind, NOTHING)]
        theirs = {ref for ref, owner, _ in found if screenings_of(owner) in wrong}
        told = {ref for kind in wrong for ref in suspects(self._file.db, owner_of(kind))}
        return told or theirs or ({_THE_LIST} if wrong else set())


_FILE = "AND revision = ? AND kind = ?"


class KeptTables(StoreTable):
    """The revisions, files and actions of screenings. Raises `NotAsWritten` if the screening's row counts others."""

    def __init__(self, log: LogTable, screenings: ScreeningRows) -> None:
        super().__init__(log)
        self._screenings = screenings

    def keep(self, completed: Record, head: Head) -> list[MovedSeal]:
        """Within a transaction: keep a revision. Returns the seal that moved, to be counted in the screening's row."""
        row = completed.row
        values = row.ref, row.revision, row.completed, row.writer, row.outcome
        return self._rows[REVISIONS].add(*values, head.seq, head.link, completed.document)

    def revisions(self, ref: str) -> list[KeptRevision]:
        """The completed revisions of a screening, the first one first."""
        found = self._read(REVISIONS, ref, "ORDER BY revision")
        return [
            KeptRevision(ref, revision, completed, actor, outcome, document, Head(seq, link))
            for _, revision, completed, actor, outcome, seq, link, document in found
        ]

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        """Keep a file with a revision; an earlier one of the same kind is replaced."""
        with self._log.change():
            before = self._rows[ATTACHMENTS].take_out(f"ref = ? {_FILE}", ref, revision, kind)
            made = self._rows[ATTACHMENTS].add(ref, revision, kind, at, content)
            self._screenings.change_kept(ref, [*before, *made], log)

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        """A kept file."""
        found = self._read(ATTACHMENTS, ref, _FILE, revision, kind)
        return found[0][-1] if found else None

    def attached(self, ref: str, beginning: str) -> list[Attached]:
        """The files of a screening whose kinds begin with these words, the first kept first."""
        which = "AND substr(kind, 1, ?) = ? ORDER BY rowid"
        found = self._read(ATTACHMENTS, ref, which, len(beginning), beginning)
        return [Attached(*values) for _, *values in found]

    def _read(self, of: SealedTable, ref: str, which: str, *values: str | int) -> list[list[Any]]:
        """Rows of what is kept with a screening, which is compared as a whole."""
        with self._file.one_moment():
            found = self._screenings.find(ref)
            if sum_of_kept(self._file.db, ref) != (found.kept if found else NOTHING):
                raise NotAsWritten(f"What is kept of {ref}")
            return self._rows[of].read("What is kept of {}", f"ref = ? {which}", ref, *values)

    def named(self, words: str) -> list[AttachmentName]:
        """The files of all screenings whose kinds hold these words, in their order."""
        query = "SELECT ref, revision, kind FROM attachments WHERE instr(kind, ?) > 0 ORDER BY rowid"
        return [AttachmentName(*each) for each in self._file.rows(query, words)]

    def detach(self, ref: str, revision: int, kind: str, log: Sequence[Entry]) -> bool:
        """Keep a file no longer. Whether there was one; else nothing is logged."""
        with self._log.change():
            gone = self._rows[ATTACHMENTS].take_out(f"ref = ? {_FILE}", ref, revision, kind)
            if gone:
                self._screenings.change_kept(ref, gone, log)
        return bool(gone)

    def add_action(self, ref: str, action: KeptAction, followed: str, log: Sequence[Entry]) -> None:
        """Keep what was done; `followed` is what the screening's row says of all of it from now on.

        Raises `StaleVersion` where there is no such screening, `ReferenceTaken` where its number is in use.
        """
        with self._log.change():
            try:
                made = self._rows[ACTIONS].add(ref, *astuple(action))
            except sqlcipher.IntegrityError:
                raise ReferenceTaken from None
            self._screenings.change_kept(ref, made, log, followed)

    def actions(self, ref: str) -> list[KeptAction]:
        """What was done about a screening, in the order in which it was recorded."""
        return [KeptAction(*values) for _, *values in self._read(ACTIONS, ref, "ORDER BY number")]
