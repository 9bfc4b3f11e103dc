"""Upkeep of the SQLCipher file as a whole: its soundness, a copy, its sweep; and the steps that make its tables.

The rows' seals, the sums of their kinds, and the head, which counts those, show whether everything in it is of one day:
an older page of the database is itself genuine, and does not fit the others.

A sweep merges the search index, writes every page anew and empties the write-ahead log. One that was cut short is
remembered in the settings and done again.
"""

from __future__ import annotations

import contextlib
import resource
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table as SqlTable

from ce_tui.core.vault.errors import Damaged, StoreFull
from ce_tui.core.vault.folder.home import free_bytes
from ce_tui.core.vault.log.audit import Head, blend
from ce_tui.core.vault.store import inspection
from ce_tui.core.vault.store.database import PlainWords, connect
from ce_tui.core.vault.store.records import OlderRows, StoreFinding, TallyFindings
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    is_screenings,
    owner_of,
    screenings_of,
    sealed_from,
    suspects,
)
from ce_tui.core.vault.store.sealed import (
    KEPT,
    NOTHING,
    PREFERENCES,
    SHARED,
    SealedRow,
    SealedTable,
    StoreTable,
    sha256,
    sums_of,
)
from ce_tui.core.vault.store.tables import SWEEP, SettingsTable

_SCREENINGS = (
    f"SELECT {COLUMNS}, document, text "  # noqa: S608 - our own column names
    "FROM screenings LEFT JOIN documents USING (id) LEFT JOIN words USING (id)"
)
_SAY_EVERY = 500  # rows
_PATIENCE = 10.0  # seconds for others to end what they are reading

Progress = Callable[[int, int], None]


class Upkeep(StoreTable):
    """The soundness of the whole file, a copy of it, and its sweep."""

    def faults(self) -> list[StoreFinding]:
        """What is physically wrong with the store, in words; empty if it is sound."""
        with self._file.reading():
            return inspection.faults(self._file.db.conn, self._file.path)

    def tallied(self, progress: Progress = lambda done, of: None) -> TallyFindings:
        """Compare every row with its seal, and their sums with the store's count.

        `progress` is told how many rows are done, and of how many.
        """
        with self._file.one_moment():
            counted = self._log.sums.all()
            (many,) = self._file.row("SELECT count(*) FROM screenings")
            sums: dict[str, bytes] = {}
            altered = set[str]()
            others = (self._rows[each].looked_over() for each in (*SHARED, PREFERENCES))
            for number, row in enumerate(chain(self._screenings(), *others)):
                if number % _SAY_EVERY == 0:
                    progress(min(number, many), many)
                sums[row.kind] = blend(sums.get(row.kind, NOTHING), row.seal)
                if not row.fits:
                    altered.add(row.name)
            sources = self._file.db.execute("SELECT sha256, source FROM editions")
            if any(sha256(source).hex() != digest for digest, source in sources):
                altered.add("the editions")
            kinds = sorted(counted | sums)
            unfit = [kind for kind in kinds if sums.get(kind, NOTHING) != counted.get(kind, NOTHING)]
            for kind in filter(is_screenings, unfit):
                altered |= suspects(self._file.db, owner_of(kind))
            if not self._is_tallied():
                unfit.append("sums")
        return TallyFindings(altered=tuple(sorted(altered)), unfit=tuple(unfit))

    def _is_tallied(self) -> bool:
        """Whether the head counts the sums as they are."""
        return self._log.sums.tally() == self._log.head_row().tally

    def _screenings(self) -> Iterator[SealedRow]:
        """All screenings with their documents, words, and all that is kept with them."""
        kept = sums_of(
            (row.name, row.seal if row.fits else table.word.encode())  # an altered one comes to no sum
            for table in KEPT
            for row in self._rows[table].looked_over()
        )
        seen = set[str]()
        for *values, document, text in self._file.db.execute(_SCREENINGS):
            sealed = sealed_from(values)
            ref = sealed.row.ref
            seen.add(ref)
            fits = (
                document is not None
                and text is not None
                and (sha256(document), sha256(text)) == (sealed.digest, sealed.found_by)
                and kept.get(ref, NOTHING) == sealed.kept
                and sealed.is_right(self._log.chain)
            )
            yield SealedRow(screenings_of(sealed.row.owner), ref, sealed.seal, fits)
        for ref in sorted(kept.keys() - seen):
            yield SealedRow("", f"what is kept of {ref}, which is no screening here", NOTHING, fits=False)

    def older(self, account: str) -> OlderRows:
        """The rows of another day that a sign-in of this account finds: the head, what all depend on, its own."""
        with self._file.one_moment():
            query = "SELECT seq, link FROM audit ORDER BY seq DESC LIMIT 1"
            try:  # what cannot even be read is another failure, which is not caught here
                head = self._log.head_row().head
                last = self._file.db.execute(query).fetchone() or ()
                if head != Head(*last) or not self._is_tallied():
                    return OlderRows(whole="the log, or the sums of all records")
            except Damaged:
                return OlderRows(whole="the head of its log")
            if whole := [words for each, words in SHARED.items() if not self._fits(each, each.table)]:
                return OlderRows(whole=" and ".join(whole))
            own = []
            # Whether each row fits its seal is looked at when it is read.
            seals = self._file.db.execute("SELECT seal FROM screenings WHERE owner = ?", (account,))
            if blend(NOTHING, *(seal for (seal,) in seals)) != self._log.sums.of(screenings_of(account)):
                own.append("your screenings")
            if not self._fits(PREFERENCES, PREFERENCES.kind(account), "account = ?", account):
                own.append("your preferences")
        return OlderRows(own=" and ".join(own))

    def _fits(self, of: SealedTable, kind: str, where: str = "TRUE", *values: str) -> bool:
        """Whether the rows of a kind fit their seals and their sum."""
        rows = [*self._rows[of].looked_over(where, *values)]
        total = blend(NOTHING, *(row.seal for row in rows))
        return all(row.fits for row in rows) and total == self._log.sums.of(kind)

    def versions(self) -> dict[str, int]:
        """The version of each screening, by its reference."""
        return dict(self._file.rows("SELECT ref, version FROM screenings ORDER BY ref"))

    def sweep(self) -> bool:
        """Leave no trace of deleted records in the file; slow. Whether that is done.

        It is not if others read for too long, or the file is too large for the memory that this process may have.
        """
        settings, path = SettingsTable(self._log), self._file.path
        if settings.get(SWEEP) != "due":
            return True
        # Writing every page anew takes as much room again, in the write-ahead log, and in memory.
        if free_bytes(path.parent) < 1.2 * path.stat().st_size:
            raise StoreFull
        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        if bound != resource.RLIM_INFINITY and 2 * path.stat().st_size >= bound:
            return False
        with self._log.change():
            self._file.db.execute("INSERT INTO words_fts (words_fts) VALUES ('optimize')")
        with self._file.reading():
            self._file.db.execute("VACUUM")
            until = time.monotonic() + _PATIENCE
            while self._file.row("PRAGMA wal_checkpoint(TRUNCATE)")[0]:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        settings.change({SWEEP: "done"}, [])
        return True

    def copy_to(self, path: Path, key: bytes) -> Head:
        """Write a copy as of one moment into an empty file, under the store's `key`. Returns the copy's head.

        Takes a while on a large store. Everybody goes on working meanwhile, this session too: it holds nothing up.
        """
        file = self._file
        with PlainWords(), contextlib.closing(connect(file.path, key, read_only=file.read_only)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
            db.execute("ATTACH DATABASE ? AS copied", (str(path),))  # under the same key
            return Head(*db.execute("SELECT seq, link FROM copied.head").fetchone())


steps = Migrations("ce-tui")


@steps()
def m001_tables(db: Database) -> None:
    """Everything of the first edition."""
    # Settings, preferences, accounts, editions: each row with its seal, and long content behind it.
    _keyed(db, "settings", "key TEXT, value TEXT, seal BLOB", "key")
    _keyed(db, "preferences", "account TEXT, key TEXT, value TEXT, seal BLOB", "account, key")
    accounts = "place INTEGER, id TEXT, name TEXT, roles TEXT, created TEXT, seal BLOB"
    _table(db, "accounts", accounts, "place").create_index(["id"], unique=True)
    editions = "place INTEGER, id TEXT, sha256 TEXT, first_used TEXT, seal BLOB, source BLOB"
    _table(db, "editions", editions, "place").create_index(["id", "sha256"], unique=True)
    # Rows and documents lie apart, so that a list reads few pages; words too, so that a mark leaves them alone.
    columns = (
        "id INTEGER, ref TEXT, owner TEXT, state TEXT, outcome TEXT, decision TEXT, acting_on TEXT, missing_now TEXT, "
        "danger TEXT, set_aside TEXT, locality TEXT, screened_on TEXT, child TEXT, created TEXT, updated TEXT, "
        "completed TEXT, edition TEXT, writer TEXT, version INTEGER, revision INTEGER, digest BLOB, found_by BLOB, "
        "kept BLOB, seal BLOB"
    )
    screenings = _table(db, "screenings", columns, "id")
    screenings.create_index(["ref"], unique=True)
    screenings.create_index(["owner"])
    _table(db, "documents", "id INTEGER, document BLOB", "id")
    words = _table(db, "words", "id INTEGER, text TEXT", "id")
    words.enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    presence = "ref TEXT, session TEXT, account TEXT, since TEXT, changed TEXT, at REAL"
    _table(db, "presence", presence, "ref")
    # Completed revisions, files, and what stands about the keeping of a screening.
    revisions = (
        "ref TEXT, revision INTEGER, completed TEXT, actor TEXT, outcome TEXT, seq INTEGER, link BLOB, seal BLOB, "
        "document BLOB"
    )
    _table(db, "revisions", revisions, ("ref", "revision"))
    attachments = "ref TEXT, revision INTEGER, kind TEXT, made TEXT, seal BLOB, content BLOB"
    _table(db, "attachments", attachments, ("ref", "revision", "kind"))
    _keyed(db, "keeping", "ref TEXT, kind TEXT, content BLOB, seal BLOB", "ref, kind")
    _forbid(db, "revisions", "UPDATE", "a completed revision never changes")
    # The log is only ever added to. `head` has one row; `sums` one for each kind of seals (`sealed`).
    audit = (
        "seq INTEGER, at TEXT, actor TEXT, kind TEXT, ref TEXT, revision INTEGER, version INTEGER, detail TEXT, "
        "link BLOB"
    )
    _table(db, "audit", audit, "seq")
    _forbid(db, "audit", "UPDATE", "the log is only ever added to")
    _forbid(db, "audit", "DELETE", "the log is only ever added to")
    head = "id INTEGER, seq INTEGER, link BLOB, tally BLOB, generation INTEGER, listed BLOB, announced BLOB, seal BLOB"
    _table(db, "head", head, "id")
    _keyed(db, "sums", "kind TEXT, sum BLOB", "kind")
    # What was anchored where, so that numbers go on; and who came in, so that a missing sign-out is noticed.
    _keyed(db, "anchored", "place TEXT, number INTEGER, digest BLOB, end INTEGER, seal BLOB", "place")
    _keyed(db, "attendance", "session TEXT, account TEXT, since TEXT, over INTEGER, seal BLOB", "session")


@steps()
def m002_actions(db: Database) -> None:
    """What was done about screenings, and what lists need of it. Rows of before have nothing and keep their seal.

    Nothing but the deletion of its screening takes an action away, and nothing changes one.
    """
    columns = "ref TEXT, number INTEGER, recorded_at TEXT, recorded_by TEXT, content BLOB, seal BLOB"
    _keyed(db, "actions", columns, "ref, number")
    _forbid(db, "actions", "UPDATE", "an action is never changed")
    db.execute("ALTER TABLE screenings ADD COLUMN followed TEXT NOT NULL DEFAULT ''")


@steps()
def m003_pairings(db: Database) -> None:
    """Which screenings somebody said to be of one child, or of two: `ref` is before `other`."""
    _keyed(db, "pairings", "ref TEXT, other TEXT, content BLOB, seal BLOB", "ref, other")


_TYPES = {"TEXT": str, "INTEGER": int, "BLOB": bytes, "REAL": float}


def _table(db: Database, name: str, columns: str, key: str | tuple[str, ...]) -> SqlTable:
    """A table whose columns are never NULL; a key of one column is as SQLite has it."""
    typed = {column: _TYPES[kind] for column, kind in map(str.split, columns.split(", "))}
    return db.table(name).create(typed, pk=key, not_null=set(typed) - {key}, strict=True)


def _keyed(db: Database, name: str, columns: str, key: str) -> None:
    """A table whose rows lie in the order of their key: a second tree of it could be of another day than the rows."""
    columns = columns.replace(", ", " NOT NULL, ")
    db.execute(f"CREATE TABLE {name} ({columns} NOT NULL, PRIMARY KEY ({key})) STRICT, WITHOUT ROWID")


def _forbid(db: Database, table: str, what: str, why: str) -> None:
    db.execute(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )
