"""The screenings in the SQLCipher file: their rows, documents and words. What is kept with them: `kept`."""

# ruff: noqa: D102, S608 - the protocol says what the methods do; the only texts put into SQL are our own column names

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.records import (
    Attached,
    EditLock,
    Found,
    KeptRevision,
    Marked,
    Record,
    Row,
    Stale,
    Taken,
)
from ce_tui.core.vault.store.tables.kept import KeptTables
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.presence import PresenceTable
from ce_tui.core.vault.store.tables.screening_seals import (
    COLUMNS,
    SEALED,
    Sealed,
    is_screenings,
    owner_of,
    read,
    screenings_of,
    sha256,
)
from ce_tui.core.vault.store.tables.seals import NOTHING, Moved
from ce_tui.core.vault.store.tables.suspects import suspects
from ce_tui.core.vault.store.transactions import StoreFile

# What a save changes. To write the rest again, the same as it was, would rewrite the pages of the indexes too.
_CHANGING = tuple(name for name in SEALED if name not in ("ref", "owner", "created", "edition"))
_UNMARKED = "NOT EXISTS (SELECT 1 FROM keeping WHERE keeping.ref = screenings.ref AND kind = 'delete')"
_BIRTH = "$.answers.child.date_of_birth"


class _Fit(NamedTuple):
    """When somebody's rows fitted: what others had written by then, and the sum of their seals."""

    written: int
    counted: bytes


class ScreeningTables:
    """The tables `screenings`, `documents` and `words`. See `ScreeningStore`."""

    def __init__(self, file: StoreFile, log: LogTable, presence: PresenceTable, kept: KeptTables) -> None:
        self._file = file
        self._log = log
        self._presence = presence
        self._kept = kept
        self._right: dict[str, tuple[_Fit, frozenset[str]]] = {}

    def add(self, records: Sequence[Record], log: Sequence[Entry], edit_lock: EditLock | None = None) -> None:
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
        with self._file.change():
            row = record.row
            at, before = self._expect(row)
            if edit_lock is not None:
                self._presence.claim(edit_lock, over)
            kept_seal = NOTHING
            if kept is not None:
                head = self._log.write(log)
                kept_seal, log = self._kept.keep(msgspec.structs.replace(kept, head=head)), ()
                self._presence.drop(row.ref)
            was = before.row
            row = msgspec.structs.replace(row, owner=was.owner, created=was.created, edition=was.edition)
            digest, found_by = sha256(record.document), sha256(record.words)
            made = Sealed(row, digest, found_by, blend(before.kept, kept_seal)).sealed(self._log.chain)
            changes = ", ".join(f"{name} = ?" for name in _CHANGING)
            values = dict(zip(SEALED, _values(made), strict=True))
            db = self._file.db
            db.execute(
                f"UPDATE screenings SET {changes} WHERE id = ?", (*(values[name] for name in _CHANGING), at)
            )
            db.execute("UPDATE documents SET document = ? WHERE id = ?", (record.document, at))
            if found_by != before.found_by:
                db.execute("UPDATE words SET text = ? WHERE id = ?", (record.words, at))
            right = self._found_right(was.owner)
            self._log.write(log, _moved(before, made))
            if right is not None:  # what this save changed fits too, and is not looked at again
                fit, refs = right
                counted = blend(fit.counted, before.seal, made.seal)
                self._right[was.owner] = _Fit(fit.written, counted), refs

    def _expect(self, row: Row) -> tuple[int, Sealed]:
        """Where the record lies and its row, if it has the version that the new one follows.

        Raises `Stale`, `Marked`, `NotAsWritten`.
        """
        found = self._file.db.execute(
            f"SELECT {COLUMNS}, screenings.id, {_UNMARKED} FROM screenings WHERE ref = ?", (row.ref,)
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
                moved += _moved(before, made)
                log.append(
                    msgspec.structs.replace(entry, ref=row.ref, revision=row.revision, version=row.version)
                )
            self._log.write(log, moved)
        return len(found)

    def load(self, ref: str) -> Record | None:
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, document FROM screenings JOIN documents USING (id) WHERE ref = ?", (ref,)
            ).fetchone()
            if found is None:
                return None
            sealed, document = read(found, self._log.chain), found[-1]
            bad = sealed.row.ref != ref or sha256(document) != sealed.digest
            if bad or ref in self._of_another_day(sealed.row.owner, [ref]):
                raise NotAsWritten(ref)
        return Record(row=sealed.row, document=document)

    def rows(self, owner: str | None, *, marked: bool = False) -> list[Row]:
        where = "1" if owner is None else "owner = ?"
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, {_UNMARKED} FROM screenings WHERE {where} ORDER BY updated DESC, id DESC",
                () if owner is None else (owner,),
            ).fetchall()
            sealed = [read(each, self._log.chain) for each in found]
            bad = (
                self._all_of_another_day(sealed)
                if owner is None
                else self._of_another_day(owner, [each.row.ref for each in sealed])
            )
        if bad:
            raise NotAsWritten(", ".join(sorted(bad)))
        return [each.row for each, (*_, unmarked) in zip(sealed, found, strict=True) if marked or unmarked]

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
        if not query:
            return []
        with self._file.one_moment():
            found = self._file.db.execute(
                f"SELECT {COLUMNS}, words.text FROM words_fts JOIN words ON words.id = words_fts.rowid "
                "JOIN screenings ON screenings.id = words_fts.rowid "
                f"WHERE words_fts MATCH ? AND owner = ? AND {_UNMARKED} ORDER BY words_fts.rowid DESC LIMIT ?",
                (query, owner, limit),
            ).fetchall()
            bad = self._of_another_day(owner, [each[0] for each in found])
        hits = []
        for each in found:
            sealed = read(each, self._log.chain)
            if sealed.row.ref in bad or sha256(each[-1]) != sealed.found_by:
                raise NotAsWritten(sealed.row.ref)
            hits.append(Found(row=sealed.row, words=each[-1]))
        return sorted(hits, key=lambda hit: hit.row.updated, reverse=True)

    def births(self, refs: Sequence[str]) -> dict[str, str]:
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

    def kept(self, ref: str) -> list[KeptRevision]:
        with self._file.one_moment():
            self._kept_are_right(ref)
            return self._kept.revisions(ref)

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        with self._file.change():
            self._keep_counted(ref, self._kept.attach(ref, revision, kind, content, at), log)

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        with self._file.one_moment():
            self._kept_are_right(ref)
            return self._kept.attachment(ref, revision, kind)

    def attached(self, ref: str, beginning: str) -> list[Attached]:
        with self._file.one_moment():
            self._kept_are_right(ref)
            return self._kept.attached(ref, beginning)

    def detach(self, ref: str, revision: int, kind: str, log: Sequence[Entry]) -> bool:
        with self._file.change():
            change = self._kept.detach(ref, revision, kind)
            if change != NOTHING:
                self._keep_counted(ref, change, log)
        return change != NOTHING

    def _keep_counted(self, ref: str, change: bytes, log: Sequence[Entry]) -> None:
        """Within a transaction: count in a screening's row what was kept with it or taken away. Raises `Stale`."""
        before = self._sealed(ref)
        if before is None:
            raise Stale("", "")
        made = msgspec.structs.replace(before, kept=blend(before.kept, change)).sealed(self._log.chain)
        self._file.db.execute(
            "UPDATE screenings SET kept = ?, seal = ? WHERE ref = ?", (made.kept, made.seal, ref)
        )
        self._log.write(log, _moved(before, made))

    def _kept_are_right(self, ref: str) -> None:
        """Raise `NotAsWritten` unless the revisions and files of a screening are the ones that its row counts."""
        found = self._sealed(ref)
        if self._kept.sum_of(ref) != (found.kept if found else NOTHING):
            raise NotAsWritten(f"What is kept of {ref}")

    def _sealed(self, ref: str) -> Sealed | None:
        found = self._file.db.execute(f"SELECT {COLUMNS} FROM screenings WHERE ref = ?", (ref,)).fetchone()
        return read(found, self._log.chain) if found else None

    def _of_another_day(self, owner: str, mine: Iterable[str] = ()) -> set[str]:
        """Which of an owner's records are genuine but of another day, as far as the log tells; empty where all fit.

        `mine` are some that were found as theirs: they are among the rows that fit, or of another day. Where the log
        does not tell which, all of them may be.
        """
        right = self._found_right(owner)
        refs = right[1] if right is not None else frozenset[str]()
        if right is None:
            db, now = self._file.db, self._fit(owner)
            found = db.execute("SELECT ref, owner, seal FROM screenings WHERE owner = ?", (owner,)).fetchall()
            refs = frozenset(ref for ref, whose, _ in found if whose == owner)
            if len(refs) != len(found) or blend(NOTHING, *(seal for _, _, seal in found)) != now.counted:
                return suspects(db, owner) or set(mine) or {ref for ref, _, _ in found}
            self._right[owner] = now, refs
        return set(mine) - refs

    def _found_right(self, owner: str) -> tuple[_Fit, frozenset[str]] | None:
        """When somebody's rows were found to fit, and their references; None where anything was written since."""
        right = self._right.get(owner)
        return right if right is not None and right[0] == self._fit(owner) else None

    def _fit(self, owner: str) -> _Fit:
        return _Fit(self._file.db.written_by_others(), self._log.sums.of(screenings_of(owner)))

    def _all_of_another_day(self, sealed: Sequence[Sealed]) -> set[str]:
        """The same of everybody's records, which these are."""
        sums = {kind: total for kind, total in self._log.sums.all().items() if is_screenings(kind)}
        for each in sealed:
            kind = screenings_of(each.row.owner)
            sums[kind] = blend(sums.get(kind, NOTHING), each.seal)
        wrong = [kind for kind, total in sums.items() if total != NOTHING]
        theirs = {each.row.ref for each in sealed if screenings_of(each.row.owner) in wrong}
        told = {ref for kind in wrong for ref in suspects(self._file.db, owner_of(kind))}
        return told or theirs or ({"screenings"} if wrong else set())


def _values(sealed: Sealed) -> tuple[object, ...]:
    return (*msgspec.structs.astuple(sealed.row), sealed.digest, sealed.found_by, sealed.kept, sealed.seal)


def _moved(before: Sealed, after: Sealed) -> list[Moved]:
    return [(screenings_of(each.row.owner), each.seal) for each in (before, after)]
