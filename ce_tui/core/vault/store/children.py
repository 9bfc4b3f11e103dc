"""The children of screenings, what people said of pairs, and the keeping of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import asdict

from ce_tui.core.strict_json import NotJson, Shape, parse_as, parse_or
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.database import DAMAGED
from ce_tui.core.vault.store.people import SWEEP
from ce_tui.core.vault.store.records import KeepingDecision, KnownChild, Pairing, StandKind
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    SEALED,
    UNMARKED,
    ScreeningRows,
    is_screenings,
    read,
    screenings_of,
    totals,
)
from ce_tui.core.vault.store.sealed import (
    KEEPING,
    KEPT,
    NOTHING,
    PAIRINGS,
    PREFERENCES,
    SETTINGS,
    LogTable,
    MovedSeal,
    StoreTable,
    sha256,
)

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


class ChildTable(StoreTable):
    """The children of the screenings. A row that was read once is known by its seal, and not read again."""

    def __init__(self, log: LogTable, rows: ScreeningRows) -> None:
        super().__init__(log)
        self._screenings = rows
        self._as_of: dict[str, bytes] = {}
        self._known: dict[bytes, KnownChild] = {}

    def all(self) -> Mapping[bytes, KnownChild]:
        """The child of each screening by its row's seal; without those that are marked for deletion.

        The same mapping as long as nothing was changed.
        """
        with self._file.one_moment():
            counted = {kind: total for kind, total in self._log.sums.all().items() if total != NOTHING}
            now = {kind: counted[kind] for kind in counted if is_screenings(kind) or kind == KEEPING.table}
            if now != self._as_of:
                self._read(now)
                self._as_of = now
        return self._known

    def _read(self, counted: Mapping[str, bytes]) -> None:
        """Read what is new. Raises `NotAsWritten` if a row is not as it was written, or of another day."""
        db = self._file.db
        listed = db.execute(_LIST).fetchall()
        sums = {kind: total for kind, total in counted.items() if is_screenings(kind)}
        if totals((owner, seal) for _, owner, seal, _ in listed) != sums:
            raise NotAsWritten(", ".join(sorted(self._screenings.all_of_another_day())))
        wanted = {seal: at for at, _, seal, unmarked in listed if unmarked}
        unread = [at for seal, at in wanted.items() if seal not in self._known]
        if len(unread) > _ROW_BY_ROW:
            found = db.execute(f"{_READ} WHERE {UNMARKED}").fetchall()
        else:
            found = [db.execute(f"{_READ} WHERE screenings.id = ?", (at,)).fetchone() for at in unread]
        known = self._known | {child.seal: child for child in map(self._child_of, found)}
        self._known = {seal: known[seal] for seal in wanted}

    def _child_of(self, found: Any) -> KnownChild:
        sealed, document = read(found, self._log.chain), found[len(SEALED)]
        if sha256(document) != sealed.digest:
            raise NotAsWritten(sealed.row.ref)
        child = parse_or(document, _Document, _Document()).answers.child  # of a later edition: what is known
        typed = {name: value if isinstance(value, str) else "" for name, value in asdict(child).items()}
        return KnownChild(row=sealed.row, seal=sealed.seal, **typed)


class PairingTable(StoreTable):
    """What people said of pairs of screenings: that they are of one child, or of two. It goes with either of the two.

    It is read again only if the sum of its seals is another.
    """

    def __init__(self, log: LogTable) -> None:
        super().__init__(log)
        self._as_of = b""
        self._said: list[Pairing] = []

    def all(self) -> list[Pairing]:
        """What was said of every pair. Raises `NotAsWritten`."""
        with self._file.one_moment():
            total = self._log.sums.of(PAIRINGS.table)
            if total != self._as_of:
                found = self._rows[PAIRINGS].read_all("Which screenings are of one child")
                self._said, self._as_of = [_parsed(content, Pairing) for *_, content in found], total
        return self._said

    def put(self, pairing: Pairing, log: Sequence[Entry]) -> None:
        """Let this stand, in place of what was said of the two before."""
        with self._file.change():
            self._log.write(log, self._rows[PAIRINGS].put(*pairing.refs, msgspec.json.encode(pairing)))

    def undo(self, refs: tuple[str, str], log: Sequence[Entry]) -> bool:
        """Let nothing stand of the two. Whether anything did; else nothing is logged."""
        with self._file.change():
            removed = self._rows[PAIRINGS].take_out("ref = ? AND other = ?", *refs)
            if removed:
                self._log.write(log, removed)
        return bool(removed)


class KeepingTable(StoreTable):
    """The decisions on the keeping of records, and their deletion."""

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[KeepingDecision]:
        """What stands about the keeping of records: all of it, of one kind, of one record."""
        with self._file.one_moment():
            found = self._rows[KEEPING].read_all("What stands about the keeping of {}")
        wanted = [each for of, what, each in found if kind in (None, what) and ref in ("", of)]
        return [_parsed(content, KeepingDecision) for content in wanted]

    def put(self, stand: KeepingDecision, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        """Let this stand, in place of what stood of its kind; what stood of the kinds in `lifts` stands no more."""
        with self._file.change():
            lifted = self._lift(stand.ref, lifts)
            put = self._rows[KEEPING].put(stand.ref, stand.kind, msgspec.json.encode(stand))
            self._log.write(log, [*lifted, *put])

    def lift(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        """Let nothing of these kinds stand about the record. Whether anything did; else nothing is logged."""
        with self._file.change():
            removed = self._lift(ref, kinds)
            if removed:
                self._log.write(log, removed)
        return bool(removed)

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        """Delete the record with all that is kept of it, if it is due.

        Not while a hold stands. Whether it was deleted; else nothing is logged. What is left of it in the file goes
        with the next `sweep`.
        """
        with self._file.change():
            content = self._file.row(
                "SELECT content FROM keeping WHERE ref = ? AND kind = 'delete' AND NOT EXISTS "
                "(SELECT 1 FROM keeping AS other WHERE other.ref = keeping.ref AND other.kind = 'hold')",
                ref,
            )
            if content is None or _parsed(content[0], KeepingDecision).until > now:
                return False
            self._take_everything_out(ref, log)
        return True

    def _take_everything_out(self, ref: str, log: Sequence[Entry]) -> None:
        """Take everything of a screening out of every table, and its seals out of the sums."""
        db, rows = self._file.db, self._rows
        at, owner, seal = self._file.row("SELECT id, owner, seal FROM screenings WHERE ref = ?", ref)
        moved = [(screenings_of(owner), seal), *rows[KEEPING].take_out("ref = ?", ref)]
        # The search index overwrites what is deleted; not always, as it would make each save slower.
        secure = "INSERT INTO words_fts (words_fts, rank) VALUES ('secure-delete', ?)"
        db.execute(secure, (1,))
        for table in ("words", "documents", "screenings"):
            db.execute(f"DELETE FROM {table} WHERE id = ?", (at,))  # noqa: S608 - our own names
        db.execute(secure, (0,))
        for kept in KEPT:
            rows[kept].take_out("ref = ?", ref)
        for key in (f"place.{ref}", f"begun action.{ref}", f"cut off.{ref}", "cut off."):
            moved += rows[PREFERENCES].take_out("key = ?", key)
        db.execute("DELETE FROM presence WHERE ref = ?", (ref,))
        moved += rows[PAIRINGS].take_out("ref = ?1 OR other = ?1", ref)
        moved += rows[SETTINGS].put(SWEEP, "due")
        self._log.write(log, moved)

    def _lift(self, ref: str, kinds: Sequence[StandKind]) -> list[MovedSeal]:
        take_out = self._rows[KEEPING].take_out
        return [each for kind in kinds for each in take_out("ref = ? AND kind = ?", ref, kind)]


def _parsed(content: bytes, shape: type[Shape]) -> Shape:
    """A row's content. Raises `Damaged`."""
    try:
        return parse_as(content, shape)
    except NotJson:
        raise Damaged(DAMAGED) from None
