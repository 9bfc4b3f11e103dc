"""The screenings in the SQLCipher file: their rows, documents, words, completed revisions and files."""

# ruff: noqa: D102, S608 - the protocol says what the methods do; the only texts put into SQL are our own column names

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.records import EditLock, Found, KeptRevision, Marked, Record, Row, Stale, Taken
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.presence import PresenceTable
from ce_tui.core.vault.store.transactions import StoreFile

_ROW = tuple(Row.__struct_fields__)
# What a save changes. To write the rest again, the same as it was, would rewrite the pages of the indexes too.
_CHANGING = tuple(name for name in _ROW if name not in ("ref", "owner", "created", "edition"))
_UNMARKED = "NOT EXISTS (SELECT 1 FROM keeping WHERE keeping.ref = screenings.ref AND kind = 'delete')"
_COLUMNS = ", ".join(f"screenings.{name}" for name in _ROW)
_BIRTH = "$.answers.child.date_of_birth"


class ScreeningTables:
    """The tables `screenings`, `documents`, `words`, `revisions` and `attachments`. See `ScreeningStore`."""

    def __init__(self, file: StoreFile, log: LogTable, presence: PresenceTable) -> None:
        self._file = file
        self._log = log
        self._presence = presence

    def add(self, records: Sequence[Record], log: Sequence[Entry], edit_lock: EditLock | None = None) -> None:
        with self._file.change():
            try:
                for record in records:
                    self._insert(record)
            except sqlcipher.IntegrityError:
                raise Taken from None
            if edit_lock is not None:
                self._presence.claim(edit_lock, None)
            self._log.write(log, added=[self._seal(record) for record in records])

    def _insert(self, record: Record) -> None:
        marks = ", ".join("?" * len(_ROW))
        cursor = self._file.db.execute(
            f"INSERT INTO screenings ({', '.join(_ROW)}) VALUES ({marks})",
            msgspec.structs.astuple(record.row),
        )
        at = cursor.lastrowid
        self._file.db.execute(
            "INSERT INTO documents VALUES (?, ?, ?)", (at, record.document, self._seal(record))
        )
        self._file.db.execute("INSERT INTO words VALUES (?, ?)", (at, record.words))

    def save(
        self,
        record: Record,
        log: Sequence[Entry],
        kept: KeptRevision | None = None,
        edit_lock: EditLock | None = None,
        over: EditLock | None = None,
    ) -> None:
        with self._file.change():
            row, seal = record.row, self._seal(record)
            at, before = self._expect(row)
            if edit_lock is not None:
                self._presence.claim(edit_lock, over)
            changes = ", ".join(f"{name} = ?" for name in _CHANGING)
            values = [getattr(row, name) for name in _CHANGING]
            db = self._file.db
            db.execute(f"UPDATE screenings SET {changes} WHERE id = ?", (*values, at))
            db.execute(
                "UPDATE documents SET document = ?, seal = ? WHERE id = ?", (record.document, seal, at)
            )
            db.execute(
                "UPDATE words SET text = ? WHERE id = ? AND text IS NOT ?", (record.words, at, record.words)
            )
            head = self._log.write(log, added=[seal], removed=[before])
            if kept is not None:
                self._keep(msgspec.structs.replace(kept, head=head))
                self._presence.drop(row.ref)

    def _expect(self, row: Row) -> tuple[int, bytes]:
        """Where the record lies and its seal, if it has the version that the new one follows.

        Raises `Stale`, `Marked`.
        """
        found = self._file.db.execute(
            f"SELECT screenings.id, version, writer, updated, seal, {_UNMARKED} "
            "FROM screenings JOIN documents USING (id) WHERE ref = ?",
            (row.ref,),
        ).fetchone()
        if found is None:
            raise Stale("", "")
        at, version, writer, updated, seal, unmarked = found
        if not unmarked:
            raise Marked
        if version != row.version - 1:
            raise Stale(writer, updated)
        return at, seal

    def _keep(self, kept: KeptRevision) -> None:
        seal = self._log.chain.seal(f"{kept.ref} r", kept.revision, kept.document)
        self._file.db.table("revisions").insert(
            {
                "ref": kept.ref,
                "revision": kept.revision,
                "completed": kept.completed,
                "actor": kept.actor,
                "outcome": kept.outcome,
                "seq": kept.head.seq,
                "link": kept.head.link,
                "document": kept.document,
                "seal": seal,
            }
        )
        self._log.write((), added=[seal])

    def load(self, ref: str) -> Record | None:
        with self._file.reading():
            found = self._file.db.execute(
                f"SELECT {_COLUMNS}, document FROM screenings JOIN documents USING (id) WHERE ref = ?", (ref,)
            ).fetchone()
        return Record(row=_row(found[:-1]), document=found[-1]) if found else None

    def rows(self, owner: str | None, *, marked: bool = False) -> list[Row]:
        where = "1" if marked else _UNMARKED
        if owner is not None:
            where += " AND owner = ?"
        with self._file.reading():
            found = self._file.db.execute(
                f"SELECT {_COLUMNS} FROM screenings WHERE {where} ORDER BY updated DESC, id DESC",
                () if owner is None else (owner,),
            ).fetchall()
        return [_row(each) for each in found]

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
        if not query:
            return []
        with self._file.reading():
            found = self._file.db.execute(
                f"SELECT {_COLUMNS}, words.text FROM words_fts JOIN words ON words.id = words_fts.rowid "
                "JOIN screenings ON screenings.id = words_fts.rowid "
                f"WHERE words_fts MATCH ? AND owner = ? AND {_UNMARKED} ORDER BY words_fts.rowid DESC LIMIT ?",
                (query, owner, limit),
            ).fetchall()
        hits = [Found(row=_row(each[:-1]), words=each[-1]) for each in found]
        return sorted(hits, key=lambda hit: hit.row.updated, reverse=True)

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT ref, json_extract(CAST(document AS TEXT), ?) FROM screenings JOIN documents USING (id) "
                "WHERE ref IN (SELECT value FROM json_each(?))",
                (_BIRTH, msgspec.json.encode(list(refs)).decode()),
            ).fetchall()
        return {ref: birth for ref, birth in found if birth}

    def kept(self, ref: str) -> list[KeptRevision]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT ref, revision, completed, actor, outcome, document, seq, link FROM revisions WHERE ref = ? "
                "ORDER BY revision",
                (ref,),
            ).fetchall()
        names = ("ref", "revision", "completed", "actor", "outcome", "document")
        return [
            KeptRevision(**dict(zip(names, each[:6], strict=True)), head=Head(each[6], each[7]))
            for each in found
        ]

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        seal = self._log.chain.seal(f"{ref} {kind}", revision, content)
        key = (ref, revision, kind)
        with self._file.change():
            before = self._file.db.execute(
                "SELECT seal FROM attachments WHERE ref = ? AND revision = ? AND kind = ?", key
            ).fetchone()
            self._file.db.execute(
                "INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?, ?)", (*key, at, content, seal)
            )
            self._log.write(log, added=[seal], removed=[before[0]] if before else [])

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT content FROM attachments WHERE ref = ? AND revision = ? AND kind = ?",
                (ref, revision, kind),
            ).fetchone()
        return found[0] if found else None

    def _seal(self, record: Record) -> bytes:
        return self._log.chain.seal(record.row.ref, record.row.version, record.document)


def _row(values: Sequence[Any]) -> Row:
    return Row(**dict(zip(_ROW, values, strict=True)))
