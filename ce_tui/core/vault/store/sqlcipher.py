"""The store in one SQLCipher file. Imported only when a store is opened: it is slow to load.

Every change is one `BEGIN IMMEDIATE` transaction with `synchronous=FULL`: when a method returns, a power cut takes
nothing of it back. What each method does stands in `Store`.
"""

# ruff: noqa: D102, S608 - the protocol says what the methods do; the only texts put into SQL are our own column names

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.errors import Damaged, ReadOnly, StoreFull, StoreUnreadable
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.log.audit import Chain, Entry, Head
from ce_tui.core.vault.store import inspection
from ce_tui.core.vault.store.database import DAMAGED, Database, connect, plain_words
from ce_tui.core.vault.store.migrations import steps
from ce_tui.core.vault.store.opening import audit_key, check_steps
from ce_tui.core.vault.store.sqlcipher_keeping import KeepingTable
from ce_tui.core.vault.store.sqlcipher_log import LogTable
from ce_tui.core.vault.store.sqlcipher_people import PeopleTable
from ce_tui.core.vault.store.sqlcipher_presence import PresenceTable
from ce_tui.core.vault.store.store import (
    Edition,
    Found,
    Kept,
    Marked,
    Pen,
    Record,
    Row,
    Stale,
    Taken,
    Tallied,
    Trouble,
)

OLDER_AND_READ_ONLY = (
    "This store was last used with an earlier edition of the app, and is read-only. Nothing was changed. Open it once "
    "where it can be written: ask whoever looks after this machine."
)
_ROW = tuple(Row.__struct_fields__)
# What a save changes. To write the rest again, the same as it was, would rewrite the pages of the indexes too.
_CHANGING = tuple(name for name in _ROW if name not in ("ref", "owner", "created", "edition"))
_UNMARKED = "NOT EXISTS (SELECT 1 FROM keeping WHERE keeping.ref = screenings.ref AND kind = 'delete')"
_COLUMNS = ", ".join(f"screenings.{name}" for name in _ROW)


class SqlCipherStore(LogTable, PeopleTable, PresenceTable, KeepingTable):
    """See `Store`. Usable from any thread, one at a time."""

    def __init__(self, db: Database, path: Path, *, read_only: bool = False) -> None:
        self._db = db
        self._path = path
        self.read_only = read_only
        self._headroom = Headroom(path.with_name("headroom"))
        self._lock = threading.RLock()
        self._closed = False
        with plain_words():
            check_steps(db, steps)
            if steps.pending(db):
                if read_only:
                    raise StoreUnreadable(OLDER_AND_READ_ONLY)
                with db.atomic():  # one at a time; who comes second finds nothing to do
                    steps.apply(db)
        self.id = self.setting("store") or ""
        self.chain = Chain(audit_key(self.setting("audit key")))

    @classmethod
    def open(cls, path: Path, key: bytes, *, read_only: bool = False) -> SqlCipherStore:
        """Open a store that exists, taking the steps it has not taken yet; `read_only`: only to read in it."""
        db = connect(path, key, read_only=True) if read_only else _with_room(path, key)
        try:
            return cls(db, path, read_only=read_only)
        except BaseException:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, key: bytes, settings: dict[str, str]) -> None:
        """Make the file, with `settings` ("store" and "audit key" among them), and leave it whole and closed."""
        with plain_words(), contextlib.closing(connect(path, key)) as db:
            steps.apply(db)
            rows = ({"key": name, "value": value} for name, value in settings.items())
            db.table("settings").insert_all(rows)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def add(self, records: Sequence[Record], log: Sequence[Entry], pen: Pen | None = None) -> None:
        with self._change():
            try:
                for record in records:
                    self._insert(record)
            except sqlcipher.IntegrityError:
                raise Taken from None
            if pen is not None:
                self._claim(pen, None)
            self._log(log, added=[self._seal(record) for record in records])

    def _insert(self, record: Record) -> None:
        marks = ", ".join("?" * len(_ROW))
        cursor = self._db.execute(
            f"INSERT INTO screenings ({', '.join(_ROW)}) VALUES ({marks})",
            msgspec.structs.astuple(record.row),
        )
        at = cursor.lastrowid
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?)", (at, record.document, self._seal(record)))
        self._db.execute("INSERT INTO words VALUES (?, ?)", (at, record.words))

    def save(
        self,
        record: Record,
        log: Sequence[Entry],
        kept: Kept | None = None,
        pen: Pen | None = None,
        over: Pen | None = None,
    ) -> None:
        with self._change():
            row, seal = record.row, self._seal(record)
            at, before = self._expect(row)
            if pen is not None:
                self._claim(pen, over)
            changes = ", ".join(f"{name} = ?" for name in _CHANGING)
            values = [getattr(row, name) for name in _CHANGING]
            self._db.execute(f"UPDATE screenings SET {changes} WHERE id = ?", (*values, at))
            self._db.execute(
                "UPDATE documents SET document = ?, seal = ? WHERE id = ?", (record.document, seal, at)
            )
            self._db.execute(
                "UPDATE words SET text = ? WHERE id = ? AND text IS NOT ?", (record.words, at, record.words)
            )
            head = self._log(log, added=[seal], removed=[before])
            if kept is not None:
                self._keep(msgspec.structs.replace(kept, head=head))
                self._lay_down(row.ref)

    def _expect(self, row: Row) -> tuple[int, bytes]:
        """Where the record lies and its seal, if it has the version that the new one follows.

        Raises `Stale`, `Marked`.
        """
        found = self._db.execute(
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

    def _keep(self, kept: Kept) -> None:
        seal = self.chain.seal(f"{kept.ref} r", kept.revision, kept.document)
        self._db.table("revisions").insert(
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
        self._log((), added=[seal])

    def load(self, ref: str) -> Record | None:
        with self._reading():
            found = self._db.execute(
                f"SELECT {_COLUMNS}, document FROM screenings JOIN documents USING (id) WHERE ref = ?", (ref,)
            ).fetchone()
        return Record(row=_row(found[:-1]), document=found[-1]) if found else None

    def rows(self, owner: str | None, states: Sequence[str], *, marked: bool = False) -> list[Row]:
        where, values = ["1" if marked else _UNMARKED], list[str]()
        if owner is not None:
            where.append("owner = ?")
            values.append(owner)
        if states:
            where.append(f"state IN ({', '.join('?' * len(states))})")
            values += states
        with self._reading():
            found = self._db.execute(
                f"SELECT {_COLUMNS} FROM screenings WHERE {' AND '.join(where)} ORDER BY updated DESC, id DESC",
                values,
            ).fetchall()
        return [_row(each) for each in found]

    def search(self, owner: str, words: str, limit: int) -> list[Found]:
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
        if not query:
            return []
        with self._reading():
            found = self._db.execute(
                f"SELECT {_COLUMNS}, words.text FROM words_fts JOIN words ON words.id = words_fts.rowid "
                "JOIN screenings ON screenings.id = words_fts.rowid "
                f"WHERE words_fts MATCH ? AND owner = ? AND {_UNMARKED} ORDER BY words_fts.rowid DESC LIMIT ?",
                (query, owner, limit),
            ).fetchall()
        hits = [Found(row=_row(each[:-1]), words=each[-1]) for each in found]
        return sorted(hits, key=lambda hit: hit.row.updated, reverse=True)

    def kept(self, ref: str) -> list[Kept]:
        with self._reading():
            found = self._db.execute(
                "SELECT ref, revision, completed, actor, outcome, document, seq, link FROM revisions WHERE ref = ? "
                "ORDER BY revision",
                (ref,),
            ).fetchall()
        names = ("ref", "revision", "completed", "actor", "outcome", "document")
        return [
            Kept(**dict(zip(names, each[:6], strict=True)), head=Head(each[6], each[7])) for each in found
        ]

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        seal = self.chain.seal(f"{ref} {kind}", revision, content)
        key = (ref, revision, kind)
        with self._change():
            before = self._db.execute(
                "SELECT seal FROM attachments WHERE ref = ? AND revision = ? AND kind = ?", key
            ).fetchone()
            self._db.execute(
                "INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?, ?)", (*key, at, content, seal)
            )
            self._log(log, added=[seal], removed=[before[0]] if before else [])

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        with self._reading():
            found = self._db.execute(
                "SELECT content FROM attachments WHERE ref = ? AND revision = ? AND kind = ?",
                (ref, revision, kind),
            ).fetchone()
        return found[0] if found else None

    def setting(self, key: str) -> str | None:
        with self._reading():
            found = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def change_settings(self, changes: dict[str, str], log: Sequence[Entry]) -> None:
        with self._change():
            for key, value in changes.items():
                self._db.table("settings").upsert({"key": key, "value": value}, pk="key")
            self._log(log)

    def preference(self, account: str, key: str) -> str | None:
        with self._reading():
            found = self._db.execute(
                "SELECT value FROM preferences WHERE account = ? AND key = ?", (account, key)
            ).fetchone()
        return found[0] if found else None

    def set_preference(self, account: str, key: str, value: str) -> None:
        with self._change():
            self._db.execute(
                "INSERT INTO preferences (account, key, value) VALUES (?, ?, ?) "
                "ON CONFLICT (account, key) DO UPDATE SET value = excluded.value",
                (account, key, value),
            )

    def pin(self, edition: Edition) -> None:
        with self._change():
            self._db.table("editions").insert(
                msgspec.structs.asdict(edition), pk=("id", "sha256"), ignore=True
            )

    def editions(self) -> list[Edition]:
        with self._reading():
            found = self._db.execute(
                "SELECT id, sha256, source, first_used FROM editions ORDER BY rowid"
            ).fetchall()
        return [
            Edition(id=at, sha256=digest, source=source, first_used=used)
            for at, digest, source, used in found
        ]

    def pinned(self) -> list[tuple[str, str]]:
        with self._reading():
            return [*self._db.execute("SELECT id, sha256 FROM editions ORDER BY rowid").fetchall()]

    def pinned_source(self, sha256: str) -> bytes | None:
        with self._reading():
            found = self._db.execute("SELECT source FROM editions WHERE sha256 = ?", (sha256,)).fetchone()
        return found[0] if found else None

    def faults(self) -> list[Trouble]:
        with self._reading():
            return inspection.faults(self._db.conn)

    def tallied(self) -> Tallied:
        with self._reading():
            return inspection.tallied(self._db.conn, self.chain)

    def close(self) -> None:
        with self._lock, plain_words():
            if not self._closed:
                self._closed = True
                self._db.close()

    def _seal(self, record: Record) -> bytes:
        return self.chain.seal(record.row.ref, record.row.version, record.document)

    @contextlib.contextmanager
    def without_waiting(self) -> Iterator[None]:
        with self._lock, self._db.without_waiting():
            yield

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        with self._change():
            yield

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        if self.read_only:
            raise ReadOnly
        self._headroom.give_way()
        try:
            with self._lock, plain_words(), self._db.atomic():
                yield
        except ReadOnly:  # SQLCipher says so too, of a file in which it met a damaged page
            if os.access(self._path, os.W_OK):
                raise Damaged(DAMAGED) from None
            raise
        except (StoreFull, StoreUnreadable):
            full = self._headroom.is_full()
            self._headroom.release()  # for the next try
            if full:
                raise StoreFull from None
            raise

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, plain_words():
            yield


def _with_room(path: Path, key: bytes) -> Database:
    """Opening makes files of its own: on a full disk in the room kept back."""
    headroom = Headroom(path.with_name("headroom"))
    headroom.give_way()
    try:
        return connect(path, key)
    except StoreUnreadable:
        if headroom.is_full():
            raise StoreFull from None
        raise


def _row(values: Sequence[Any]) -> Row:
    return Row(**dict(zip(_ROW, values, strict=True)))
