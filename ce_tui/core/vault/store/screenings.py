"""The screenings in the SQLCipher file: their rows, documents and words. What is kept with them: `kept`."""

# ruff: noqa: S608 - the only texts put into SQL are our own column names

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.pathway.document.notices import PLACE_OF_RED, urgent
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.people import PresenceTable
from ce_tui.core.vault.store.records import (
    EditLock,
    Found,
    KeptRevision,
    Marked,
    Record,
    Row,
    Stale,
    Taken,
)
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    SEALED,
    UNMARKED,
    KeptTables,
    ScreeningRows,
    Sealed,
    moved_by,
    read,
    screenings_of,
)
from ce_tui.core.vault.store.sealed import LogTable, Moved, sha256

# What a save changes. To write the rest again, the same as it was, would rewrite the pages of the indexes too.
_CHANGING = tuple(name for name in SEALED if name not in ("ref", "owner", "created", "edition", "followed"))
_BIRTH = "$.answers.child.date_of_birth"


class ScreeningTables:
    """The screenings: the tables `screenings`, `documents` and `words`."""

    def __init__(self, log: LogTable, presence: PresenceTable, rows: ScreeningRows, kept: KeptTables) -> None:
        self._log = log
        self._file = log.file
        self._presence = presence
        self._rows = rows
        self._kept = kept

    def add(self, records: Sequence[Record], log: Sequence[Entry], edit_lock: EditLock | None = None) -> None:
        """Add new records, and take the edit lock of one.

        Raises `Taken` where a reference is in use: nothing was added.
        """
        with self._file.change():
            try:
                moved = [self._insert(record) for record in records]
            except sqlcipher.IntegrityError:
                raise Taken from None
            if edit_lock is not None:
                self._presence.claim(edit_lock, None)
            self._log.write(log, moved)

    def _insert(self, record: Record) -> Moved:
        made = Sealed(record.row, sha256(record.document), sha256(record.words)).sealed(self._log.chain)
        marks = ", ".join("?" * len(SEALED))
        cursor = self._file.db.execute(
            f"INSERT INTO screenings ({', '.join(SEALED)}) VALUES ({marks})", _values(made)
        )
        at = cursor.lastrowid
        self._file.db.execute("INSERT INTO documents VALUES (?, ?)", (at, record.document))
        self._file.db.execute("INSERT INTO words VALUES (?, ?)", (at, record.words))
        return screenings_of(record.row.owner), made.seal

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
        With an `edit_lock` it is taken as `PresenceTable.take` does, which raises `Held`. Raises `Marked`.
        """
        with self._file.change():
            row = record.row
            at, before = self._expect(row)
            if edit_lock is not None:
                self._presence.claim(edit_lock, over)
            kept_seals = list[Moved]()
            if kept is not None:
                head = self._log.write(log)
                kept_seals, log = self._kept.keep(msgspec.structs.replace(kept, head=head)), ()
                self._presence.drop(row.ref)
            was = before.row
            row = msgspec.structs.replace(
                row, owner=was.owner, created=was.created, edition=was.edition, followed=was.followed
            )
            digest, found_by = sha256(record.document), sha256(record.words)
            counted = blend(before.kept, *(seal for _, seal in kept_seals))
            made = Sealed(row, digest, found_by, counted).sealed(self._log.chain)
            changes = ", ".join(f"{name} = ?" for name in _CHANGING)
            values = dict(zip(SEALED, _values(made), strict=True))
            db = self._file.db
            db.execute(
                f"UPDATE screenings SET {changes} WHERE id = ?", (*(values[name] for name in _CHANGING), at)
            )
            db.execute("UPDATE documents SET document = ? WHERE id = ?", (record.document, at))
            if found_by != before.found_by:
                db.execute("UPDATE words SET text = ? WHERE id = ?", (record.words, at))
            self._rows.write_log(log, before, made)

    def _expect(self, row: Row) -> tuple[int, Sealed]:
        """Where the record lies and its row, if it has the version that the new one follows.

        Raises `Stale`, `Marked`, `NotAsWritten`.
        """
        found = self._file.db.execute(
            f"SELECT {COLUMNS}, screenings.id, {UNMARKED} FROM screenings WHERE ref = ?", (row.ref,)
        ).fetchone()
        if found is None:
            raise Stale("", "")
        before = read(found, self._log.chain)
        at, unmarked = found[len(SEALED) :]
        if not unmarked:
            raise Marked
        if before.row.version != row.version - 1:
            raise Stale(before.row.writer, before.row.updated)
        return at, before

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        """Make all records of one owner another's; `entry` is logged for each. Returns how many there were."""
        with self._file.change():
            db = self._file.db
            found = db.execute(
                f"SELECT {COLUMNS} FROM screenings WHERE owner = ? ORDER BY ref", (owner,)
            ).fetchall()
            moved, log = list[Moved](), list[Entry]()
            for values in found:
                before = read(values, self._log.chain)
                row = msgspec.structs.replace(before.row, owner=to)
                made = msgspec.structs.replace(before, row=row).sealed(self._log.chain)
                db.execute(
                    "UPDATE screenings SET owner = ?, seal = ? WHERE ref = ?", (to, made.seal, row.ref)
                )
                moved += moved_by(before, made)
                log.append(
                    msgspec.structs.replace(entry, ref=row.ref, revision=row.revision, version=row.version)
                )
            self._log.write(log, moved)
        return len(found)

    def load(self, ref: str) -> Record | None:
        """The record as it is, without its words."""
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, document FROM screenings JOIN documents USING (id) WHERE ref = ?", (ref,)
            ).fetchone()
            if found is None:
                return None
            sealed, document = read(found, self._log.chain), found[-1]
            bad = sealed.row.ref != ref or sha256(document) != sealed.digest
            if bad or ref in self._rows.of_another_day(sealed.row.owner, [ref]):
                raise NotAsWritten(ref)
        return Record(row=sealed.row, document=document)

    def rows(self, owner: str | None, *, marked: bool = False) -> list[Row]:
        """The rows of an owner, or of all; the last changed first.

        `marked`: those that are marked for deletion too.
        """
        where = "1" if owner is None else "owner = ?"
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, {UNMARKED} FROM screenings WHERE {where} ORDER BY updated DESC, id DESC",
                () if owner is None else (owner,),
            ).fetchall()
            sealed = [read(each, self._log.chain) for each in found]
            self._are_of_this_day(owner, sealed)
        return [each.row for each, (*_, unmarked) in zip(sealed, found, strict=True) if marked or unmarked]

    def first_rows(self, owner: str | None, me: str, number: int) -> list[Row]:
        """The first rows of an owner, or of all, without those that are marked for deletion.

        `me`: whose come first; of each the drafts, then those completed; of these as `Stood.gravity` has it, the last
        changed first.
        """
        where = "1" if owner is None else "owner = ?1"
        with self._file.one_moment():
            order = f"ORDER BY owner != ?2, state = 'completed', {_gravity()}, updated DESC, id DESC"
            found = self._file.db.execute(  # sorting whole rows takes twice as long
                f"SELECT {COLUMNS} FROM screenings WHERE id IN "
                f"(SELECT id FROM screenings WHERE {where} AND {UNMARKED} {order} LIMIT ?3) {order}",
                (owner, me, number),
            ).fetchall()
            sealed = [read(each, self._log.chain) for each in found]
            self._are_of_this_day(owner, sealed)
        return [each.row for each in sealed]

    def _are_of_this_day(self, owner: str | None, sealed: Sequence[Sealed]) -> None:
        """Raise `NotAsWritten` unless the rows of an owner, or of all, are those that were written last."""
        refs = [each.row.ref for each in sealed]
        rows = self._rows
        bad = rows.all_of_another_day() if owner is None else rows.of_another_day(owner, refs)
        if bad:
            raise NotAsWritten(", ".join(sorted(bad)))

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        """An owner's records in which every one of the words begins a word; accents and case do not matter.

        Without those that are marked for deletion.
        """
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
        if not query:
            return []
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, words.text FROM words_fts JOIN words ON words.id = words_fts.rowid "
                "JOIN screenings ON screenings.id = words_fts.rowid "
                f"WHERE words_fts MATCH ? AND owner = ? AND {UNMARKED} ORDER BY words_fts.rowid DESC LIMIT ?",
                (query, owner, limit),
            ).fetchall()
            bad = self._rows.of_another_day(owner, [each[0] for each in found])
        hits = []
        for each in found:
            sealed = read(each, self._log.chain)
            if sealed.row.ref in bad or sha256(each[-1]) != sealed.found_by:
                raise NotAsWritten(sealed.row.ref)
            hits.append(Found(row=sealed.row, words=each[-1]))
        return sorted(hits, key=lambda hit: hit.row.updated, reverse=True)

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        """The child's date of birth (ISO) of each of these records that has one, by reference."""
        with self._file.one_moment():
            found = self._file.db.execute(
                "SELECT ref, json_extract(CAST(document AS TEXT), ?), document, digest "
                "FROM screenings JOIN documents USING (id) WHERE ref IN (SELECT value FROM json_each(?))",
                (_BIRTH, msgspec.json.encode(list(refs)).decode()),
            ).fetchall()
        for ref, _, document, digest in found:
            if sha256(document) != digest:
                raise NotAsWritten(ref)
        return {ref: birth for ref, birth, _, _ in found if birth}

    def is_there(self, ref: str) -> bool:
        """Whether a screening is kept, marked for deletion or not."""
        with self._file.one_moment():
            found = self._file.db.execute("SELECT 1 FROM screenings WHERE ref = ?", (ref,)).fetchone()
        return found is not None


def _values(sealed: Sealed) -> tuple[object, ...]:
    return (*msgspec.structs.astuple(sealed.row), sealed.digest, sealed.found_by, sealed.kept, sealed.seal)


def _gravity() -> str:
    """In SQL what `Stood.gravity` is, which a test holds it to."""
    dangers = []
    for place, kept in sorted((now.place, now.kept) for now in urgent().values()):
        holds = f"{kept} != ''" if kept in Row.__struct_fields__ else f"danger LIKE '%{kept}%'"
        dangers.append(f"WHEN {holds} THEN {place}")
    tiers = [f"WHEN '{tier}' THEN {PLACE_OF_RED + number}" for number, tier in enumerate(reversed(OUTCOMES))]
    return f"CASE {' '.join(dangers)} ELSE CASE coalesce(nullif(acting_on, ''), outcome) {' '.join(tiers)} END END"
