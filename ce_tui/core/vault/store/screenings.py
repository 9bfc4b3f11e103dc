"""The screenings in the SQLCipher file: their rows, documents and words."""

# ruff: noqa: S608 - the only texts put into SQL are our own column names

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from msgspec.structs import replace

from ce_tui.core.pathway.document.notices import PLACE_OF_RED, urgent
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.records import (
    EditLock,
    MarkedForDeletion,
    Record,
    ReferenceTaken,
    Row,
    StaleVersion,
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
from ce_tui.core.vault.store.sealed import LogTable, MovedSeal, StoreTable, sha256
from ce_tui.core.vault.store.tables import PresenceTable

# What a save changes. To write the rest again, the same as it was, would rewrite the pages of the indexes too.
_CHANGING = tuple(name for name in SEALED if name not in ("ref", "owner", "created", "edition", "followed"))


class ScreeningTables(StoreTable):
    """The screenings: the tables `screenings`, `documents` and `words`."""

    def __init__(self, log: LogTable, rows: ScreeningRows, kept: KeptTables) -> None:
        super().__init__(log)
        self._presence = PresenceTable(log)
        self._screenings = rows
        self._kept = kept

    def add(self, records: Sequence[Record], log: Sequence[Entry], edit_lock: EditLock | None = None) -> None:
        """Add new records, and take the edit lock of one.

        Raises `ReferenceTaken` where a reference is in use: nothing was added.
        """
        with self._log.change():
            try:
                moved = [self._insert(record) for record in records]
            except sqlcipher.IntegrityError:
                raise ReferenceTaken from None
            if edit_lock is not None:
                self._presence.claim(edit_lock, lambda _: True)
            self._log.write(log, moved)

    def _insert(self, record: Record) -> MovedSeal:
        made = Sealed(record.row, sha256(record.document), sha256(record.words)).sealed(self._log.chain)
        marks = ", ".join("?" * len(SEALED))
        db = self._file.db
        at = db.execute(
            f"INSERT INTO screenings ({', '.join(SEALED)}) VALUES ({marks})", made.values()
        ).lastrowid
        db.execute("INSERT INTO documents VALUES (?, ?)", (at, record.document))
        db.execute("INSERT INTO words VALUES (?, ?)", (at, record.words))
        return screenings_of(record.row.owner), made.seal

    def save(
        self,
        record: Record,
        log: Sequence[Entry],
        edit_lock: EditLock | None = None,
        alive: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """Replace the record of version `record.row.version - 1`; raises `StaleVersion` if it has another by now.

        A completed one is kept beside it for good, with the head of the log after `log`; the edit lock is then let go
        of. With an `edit_lock` it is taken as `PresenceTable.claim` does, which raises `LockHeld`. Raises
        `MarkedForDeletion`.
        """
        with self._log.change():
            at, before = self._expect(record.row)
            if edit_lock is not None:
                self._presence.claim(edit_lock, alive)
            counted = before.kept
            if record.row.state == "completed":
                kept = self._kept.keep(record, self._log.write(log))
                counted, log = blend(counted, *(seal for _, seal in kept)), ()
                self._presence.drop(record.row.ref)
            was = before.row
            row = replace(
                record.row, owner=was.owner, created=was.created, edition=was.edition, followed=was.followed
            )
            digest, found_by = sha256(record.document), sha256(record.words)
            made = Sealed(row, digest, found_by, counted).sealed(self._log.chain)
            values = dict(zip(SEALED, made.values(), strict=True))
            changes = ", ".join(f"{name} = :{name}" for name in _CHANGING)
            db = self._file.db
            db.execute(f"UPDATE screenings SET {changes} WHERE id = :id", values | {"id": at})
            db.execute("UPDATE documents SET document = ? WHERE id = ?", (record.document, at))
            if found_by != before.found_by:
                db.execute("UPDATE words SET text = ? WHERE id = ?", (record.words, at))
            self._screenings.write_log(log, before, made)

    def _expect(self, row: Row) -> tuple[int, Sealed]:
        """Where the record lies and its row, if it has the version that the new one follows.

        Raises `StaleVersion`, `MarkedForDeletion`, `NotAsWritten`.
        """
        query = f"SELECT {COLUMNS}, screenings.id, {UNMARKED} FROM screenings WHERE ref = ?"
        found = self._file.row(query, row.ref)
        if found is None:
            raise StaleVersion("", "")
        before = read(found, self._log.chain)
        at, unmarked = found[len(SEALED) :]
        if not unmarked:
            raise MarkedForDeletion
        if before.row.version != row.version - 1:
            raise StaleVersion(before.row.writer, before.row.updated)
        return at, before

    def hand_over(self, owner: str, to: str, entry: Entry) -> int:
        """Make all records of one owner another's; `entry` is logged for each. Returns how many there were."""
        with self._log.change():
            found = self._file.rows(f"SELECT {COLUMNS} FROM screenings WHERE owner = ? ORDER BY ref", owner)
            moved, log = list[MovedSeal](), list[Entry]()
            for values in found:
                before = read(values, self._log.chain)
                row = replace(before.row, owner=to)
                made = replace(before, row=row).sealed(self._log.chain)
                changed = to, made.seal, row.ref
                self._file.db.execute("UPDATE screenings SET owner = ?, seal = ? WHERE ref = ?", changed)
                moved += moved_by(before, made)
                log.append(replace(entry, ref=row.ref, revision=row.revision, version=row.version))
            self._log.write(log, moved)
        return len(found)

    def load(self, ref: str) -> Record | None:
        """The record as it is, without its words."""
        with self._file.one_moment():
            query = f"SELECT {COLUMNS}, document FROM screenings JOIN documents USING (id) WHERE ref = ?"
            found = self._file.row(query, ref)
            if found is None:
                return None
            sealed, document = read(found, self._log.chain), found[-1]
            bad = sealed.row.ref != ref or sha256(document) != sealed.digest
            if bad or ref in self._screenings.of_another_day(sealed.row.owner, [ref]):
                raise NotAsWritten(ref)
        return Record(row=sealed.row, document=document)

    def rows(self, owner: str | None, *, marked: bool = False) -> list[Row]:
        """The rows of an owner, or of all; the last changed first.

        `marked`: those that are marked for deletion too.
        """
        where = "1" if owner is None else "owner = ?"
        query = f"SELECT {COLUMNS}, {UNMARKED} FROM screenings WHERE {where} ORDER BY updated DESC, id DESC"
        with self._file.one_moment():
            found = self._file.rows(query, *([] if owner is None else [owner]))
            sealed = self._of_this_day(owner, found)
        return [each.row for each, (*_, unmarked) in zip(sealed, found, strict=True) if marked or unmarked]

    def first_rows(self, owner: str | None, me: str, number: int) -> list[Row]:
        """The first rows of an owner, or of all, that are not marked for deletion.

        `me`: whose come first; of each the drafts, then those completed; of these as `Gravity.gravity` has it, the last
        changed first.
        """
        where = "1" if owner is None else "owner = ?1"
        order = f"ORDER BY owner != ?2, state = 'completed', {_gravity()}, updated DESC, id DESC"
        query = (  # sorting whole rows takes twice as long
            f"SELECT {COLUMNS} FROM screenings WHERE id IN "
            f"(SELECT id FROM screenings WHERE {where} AND {UNMARKED} {order} LIMIT ?3) {order}"
        )
        with self._file.one_moment():
            found = self._file.rows(query, owner, me, number)
            return [each.row for each in self._of_this_day(owner, found)]

    def _of_this_day(self, owner: str | None, found: Sequence[Any]) -> list[Sealed]:
        """The rows of an owner, or of all. Raises `NotAsWritten` unless they are those that were written last."""
        sealed = [read(each, self._log.chain) for each in found]
        if owner is None:
            bad = self._screenings.all_of_another_day()
        else:
            bad = self._screenings.of_another_day(owner, [each.row.ref for each in sealed])
        if bad:
            raise NotAsWritten(", ".join(sorted(bad)))
        return sealed

    def search(self, owner: str, words: str, limit: int) -> list[tuple[Row, str]]:
        """The owner's records in which each of the words begins a word; accents and case do not matter.

        Each with all words that it can be found by. Without those that are marked for deletion.
        """
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
        if not query:
            return []
        with self._file.one_moment():
            found = self._file.rows(
                f"SELECT {COLUMNS}, words.text FROM words_fts JOIN words ON words.id = words_fts.rowid "
                "JOIN screenings ON screenings.id = words_fts.rowid "
                f"WHERE words_fts MATCH ? AND owner = ? AND {UNMARKED} ORDER BY words_fts.rowid DESC LIMIT ?",
                query,
                owner,
                limit,
            )
            bad = self._screenings.of_another_day(owner, [each[0] for each in found])
        hits = []
        for each in found:
            sealed = read(each, self._log.chain)
            if sealed.row.ref in bad or sha256(each[-1]) != sealed.found_by:
                raise NotAsWritten(sealed.row.ref)
            hits.append((sealed.row, each[-1]))
        return sorted(hits, key=lambda hit: hit[0].updated, reverse=True)

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        """The child's date of birth (ISO) by reference, in these records that have one."""
        found = self._file.rows(
            "SELECT ref, json_extract(CAST(document AS TEXT), '$.answers.child.date_of_birth'), document, digest "
            "FROM screenings JOIN documents USING (id) WHERE ref IN (SELECT value FROM json_each(?))",
            msgspec.json.encode(refs).decode(),
        )
        for ref, _, document, digest in found:
            if sha256(document) != digest:
                raise NotAsWritten(ref)
        return {ref: birth for ref, birth, _, _ in found if birth}

    def is_there(self, ref: str) -> bool:
        """Whether a screening is kept, marked for deletion or not."""
        return self._file.row("SELECT 1 FROM screenings WHERE ref = ?", ref) is not None


def _gravity() -> str:
    """In SQL what `Gravity.gravity` is, which a test holds it to."""
    dangers = []
    for place, kept in sorted((now.place, now.kept) for now in urgent().values()):
        holds = f"{kept} != ''" if kept in Row.__struct_fields__ else f"danger LIKE '%{kept}%'"
        dangers.append(f"WHEN {holds} THEN {place}")
    tiers = [f"WHEN '{tier}' THEN {PLACE_OF_RED + number}" for number, tier in enumerate(reversed(OUTCOMES))]
    return f"CASE {' '.join(dangers)} ELSE CASE coalesce(nullif(acting_on, ''), outcome) {' '.join(tiers)} END END"
