"""The store of screenings in one SQLCipher file. Imported only when a store is opened: it is slow to load.

It knows nothing of pathways, permissions or people. Whatever changes something takes the log's entries along and writes
both in one transaction. It has one part for each thing that is kept: the table or tables that keep it, over one
connection that all share (`database`). `Upkeep` is of the file as a whole, `steps` make its tables.

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
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from pathlib import Path

from sqlite_utils import Database as SqlDatabase
from sqlite_utils import Migrations
from sqlite_utils.db import Table as SqlTable

from ce_tui.core.vault.errors import Damaged, StoreFull, StoreUnreadable, part_missing
from ce_tui.core.vault.folder.home import free_bytes
from ce_tui.core.vault.log.audit import Chain, Head, blend
from ce_tui.core.vault.store import inspection
from ce_tui.core.vault.store.database import Database, StoreFile, connect, connect_with_room, plain_words
from ce_tui.core.vault.store.records import Listing, OlderRows, TallyFindings, Trouble
from ce_tui.core.vault.store.screening_rows import (
    COLUMNS,
    KeptTables,
    ScreeningRows,
    is_screenings,
    owner_of,
    screenings_of,
    sealed_from,
    suspects,
)
from ce_tui.core.vault.store.screenings import ChildTable, ScreeningTables
from ce_tui.core.vault.store.sealed import (
    KEPT,
    NOTHING,
    PREFERENCES,
    SHARED,
    AnchoredTable,
    HeadRow,
    LogTable,
    SealedRow,
    SealedTable,
    StoreTable,
    sha256,
)
from ce_tui.core.vault.store.tables import (
    SWEEP,
    AttendanceTable,
    EditionsTable,
    KeepingTable,
    ListingTable,
    PairingTable,
    PeopleTable,
    PresenceTable,
    SettingsTable,
)


class Store:
    """An open store, with a part for each thing that is kept. What a method changes is durable when it returns.

    A change is whole or not made at all, and each method raises the errors of `errors` that fit. Where the store is
    `read_only`, what is to be logged goes unlogged, and every other change raises `ReadOnly`. `id` is the store's own,
    32 hexadecimal digits; `chain` makes the log's links and the records' seals. Usable from any thread, one at a time.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        *,
        read_only: bool = False,
        anew: Callable[[], Database] | None = None,
    ) -> None:
        """Take the steps that the store has not taken yet. `anew`: see `StoreFile`.

        Raises `Damaged` (no store of ours, or not all of it), `StoreUnreadable` (of a later edition, or of an earlier
        one where it can only be read), `StoreFull`.
        """
        self._file = file = StoreFile(db, path, read_only=read_only, anew=anew)
        with plain_words():
            _check_steps(db)
            if steps.pending(db):
                if read_only:
                    raise StoreUnreadable(
                        "This store was last used with an earlier edition of the app, and is read-only. Nothing was "
                        "changed. Open it once where it can be written: ask whoever looks after this machine."
                    )
                if anew is not None:
                    raise StoreFull
                with db.atomic():  # one at a time; who comes second finds nothing to do
                    steps.apply(db)
        self.read_only = read_only
        self.id = _setting(file, "store")
        self.log = log = LogTable(file, _chain(_setting(file, "audit key")))
        self.chain = log.chain
        self.settings = SettingsTable(log)
        self.people = PeopleTable(log)
        self.listing = ListingTable(log, self.people)
        self.editions = EditionsTable(log)
        self.presence = PresenceTable(log)
        rows = ScreeningRows(log)
        self.kept = KeptTables(log, rows)
        self.screenings = ScreeningTables(log, self.presence, rows, self.kept)
        self.children = ChildTable(log, rows)
        self.pairings = PairingTable(log)
        self.keeping = KeepingTable(log)
        self.anchored = AnchoredTable(log)
        self.attendance = AttendanceTable(log)
        self.upkeep = Upkeep(log, self.settings)

    @classmethod
    def open(cls, path: Path, key: bytes, *, read_only: bool = False) -> Store:
        """Open a store that exists, taking the steps it has not taken yet; `read_only`: only to read in it.

        On a full disk it can be read, and a change raises `StoreFull` until there is room. Raises `Damaged`,
        `StoreUnreadable`, `StoreFull` (it cannot even be read).
        """
        anew, to_write = None, partial(connect_with_room, path, key)
        try:
            db = connect(path, key, read_only=True) if read_only else to_write()
        except StoreFull:
            try:
                db, anew = connect(path, key, read_only=True), to_write  # which needs no room
            except StoreUnreadable:  # but for what was saved last
                raise StoreFull from None
        try:
            return cls(db, path, read_only=read_only, anew=anew)
        except BaseException:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, key: bytes, settings: dict[str, str], listing: Listing) -> None:
        """Make the file of a store, and leave it whole and closed.

        `settings`: "store" and "audit key" are among them. `listing`: the list of slots that holds.
        """
        with plain_words(), contextlib.closing(connect(path, key)) as db:
            steps.apply(db)
            file = StoreFile(db, path)
            log = LogTable(file, _chain(settings.get("audit key", "")))
            with file.change():
                log.put_head_row(HeadRow(listing=listing))
                SettingsTable(log).change(settings, [])
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, lies in its place. Nothing is saved in it any more then. Cheap."""
        return self._file.is_replaced

    def without_waiting(self) -> AbstractContextManager[None]:
        """Within it a change that another session's holds up raises `Busy` after a moment."""
        return self._file.without_waiting()

    def one_moment(self) -> AbstractContextManager[None]:
        """Within it everything is read as of one moment, whatever others write meanwhile."""
        return self._file.one_moment()

    def together(self) -> AbstractContextManager[None]:
        """Within it all changes are one: all of them or none."""
        return self._file.change()

    def close(self) -> None:
        """Let go of the store. May be called twice."""
        self._file.close()


def _setting(file: StoreFile, key: str) -> str:
    """A setting, before there is a log to read it with."""
    found = file.row("SELECT value FROM settings WHERE key = ?", key)
    return found[0] if found else ""


def _chain(audit_key: str) -> Chain:
    """The chain of a key, 64 hexadecimal digits. Raises `Damaged`: nothing is to be logged with anything else."""
    with contextlib.suppress(ValueError):
        key = bytes.fromhex(audit_key)
        if len(key) == 32:
            return Chain(key)
    raise part_missing("the key of its log")


def _check_steps(db: Database) -> None:
    """Raise `Damaged` where there is no store in the file, `StoreUnreadable` where it is of a later edition.

    SQLite takes a file without anything in it for a new database, and a table of a later edition is no fault to it; so
    an emptied store would be filled with a fresh one, and a later one be written to by a program that does not know it.
    """
    if not db.table("_sqlite_migrations").exists():
        raise part_missing("all of it")
    taken = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (steps.name,))
    if {name for (name,) in taken} - {step.name for step in steps._migrations}:
        raise StoreUnreadable(
            "This store was last used by a later edition of this program, and this one could do harm in it. Nothing "
            "was changed. Use the later edition here too."
        )


_SCREENINGS = (
    f"SELECT {COLUMNS}, document, text "  # noqa: S608 - our own column names
    "FROM screenings LEFT JOIN documents USING (id) LEFT JOIN words USING (id)"
)
_SAY_EVERY = 500  # rows
_PATIENCE = 10.0  # seconds for others to end what they are reading

Progress = Callable[[int, int], None]


class Upkeep(StoreTable):
    """The soundness of the whole file, a copy of it, and its sweep."""

    def __init__(self, log: LogTable, settings: SettingsTable) -> None:
        super().__init__(log)
        self._settings = settings

    def faults(self) -> list[Trouble]:
        """What is physically wrong with the store, in words; empty if it is sound."""
        with self._file.reading():
            return inspection.faults(self._file.db.conn)

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
            kinds = sorted({*sums, *counted})
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
        kept: dict[str, bytes] = {}
        for table in KEPT:
            for row in self._rows[table].looked_over():
                altered = table.word.encode()  # whatever else is kept, this comes to no sum
                kept[row.name] = blend(kept.get(row.name, NOTHING), row.seal if row.fits else altered)
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
            rows = self._file.rows("SELECT seal FROM screenings WHERE owner = ?", account)
            if blend(NOTHING, *chain.from_iterable(rows)) != self._log.sums.of(screenings_of(account)):
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
        if self._settings.get(SWEEP) != "due":
            return True
        path = self._file.path
        # Writing every page anew takes as much room again, in the write-ahead log.
        if free_bytes(path.parent) < 1.2 * path.stat().st_size:
            raise StoreFull
        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        # The file is written anew in memory, which takes as much again.
        if bound != resource.RLIM_INFINITY and 2 * path.stat().st_size >= bound:
            return False
        with self._file.change():
            self._file.db.execute("INSERT INTO words_fts (words_fts) VALUES ('optimize')")
        with self._file.reading():
            self._file.db.execute("VACUUM")
            until = time.monotonic() + _PATIENCE
            while self._file.row("PRAGMA wal_checkpoint(TRUNCATE)")[0]:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        self._settings.change({SWEEP: "done"}, [])
        return True

    def copy_to(self, path: Path, key: bytes) -> Head:
        """Write a copy as of one moment into an empty file, under the store's `key`. Returns the copy's head.

        Takes a while on a large store. Everybody goes on working meanwhile, this session too: it holds nothing up.
        """
        file = self._file
        with plain_words(), contextlib.closing(connect(file.path, key, read_only=file.read_only)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
            db.execute("ATTACH DATABASE ? AS copied", (str(path),))  # under the same key
            return Head(*db.execute("SELECT seq, link FROM copied.head").fetchone())


steps = Migrations("ce-tui")
_TYPES = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}


@steps()
def m001_tables(db: SqlDatabase) -> None:
    """Everything of the first edition. Each row has its seal, and long content behind it."""
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
    _table(db, "presence", "ref TEXT, session TEXT, account TEXT, since TEXT, changed TEXT, at REAL", "ref")
    columns = "ref TEXT, revision INTEGER, completed TEXT, actor TEXT, outcome TEXT, seq INTEGER, link BLOB, "
    _table(db, "revisions", f"{columns}seal BLOB, document BLOB", ("ref", "revision"))
    columns = "ref TEXT, revision INTEGER, kind TEXT, made TEXT, seal BLOB, content BLOB"
    _table(db, "attachments", columns, ("ref", "revision", "kind"))
    _keyed(db, "keeping", "ref TEXT, kind TEXT, content BLOB, seal BLOB", "ref, kind")
    _forbid(db, "revisions", "UPDATE", "a completed revision never changes")
    columns = "seq INTEGER, at TEXT, actor TEXT, kind TEXT, ref TEXT, revision INTEGER, version INTEGER, "
    _table(db, "audit", f"{columns}detail TEXT, link BLOB", "seq")
    _forbid(db, "audit", "UPDATE", "the log is only ever added to")
    _forbid(db, "audit", "DELETE", "the log is only ever added to")
    # One row; and a row for each kind of seals (`sealed`).
    columns = (
        "id INTEGER, seq INTEGER, link BLOB, tally BLOB, generation INTEGER, listed BLOB, announced BLOB, "
    )
    _table(db, "head", f"{columns}seal BLOB", "id")
    _keyed(db, "sums", "kind TEXT, sum BLOB", "kind")
    # What was anchored where, so that numbers go on; and who came in, so that a missing sign-out is noticed.
    _keyed(db, "anchored", "place TEXT, number INTEGER, digest BLOB, end INTEGER, seal BLOB", "place")
    _keyed(db, "attendance", "session TEXT, account TEXT, since TEXT, over INTEGER, seal BLOB", "session")


@steps()
def m002_actions(db: SqlDatabase) -> None:
    """What was done about screenings, and what lists need of it. Rows of before have nothing and keep their seal.

    Nothing but the deletion of its screening takes an action away, and nothing changes one.
    """
    columns = "ref TEXT, number INTEGER, recorded_at TEXT, recorded_by TEXT, content BLOB, seal BLOB"
    _keyed(db, "actions", columns, "ref, number")
    _forbid(db, "actions", "UPDATE", "an action is never changed")
    db.execute("ALTER TABLE screenings ADD COLUMN followed TEXT NOT NULL DEFAULT ''")


@steps()
def m003_pairings(db: SqlDatabase) -> None:
    """Which screenings somebody said to be of one child, or of two: `ref` is before `other`."""
    _keyed(db, "pairings", "ref TEXT, other TEXT, content BLOB, seal BLOB", "ref, other")


def _table(db: SqlDatabase, name: str, columns: str, key: str | tuple[str, ...]) -> SqlTable:
    """A table whose columns are never NULL; a key of one column is as SQLite has it."""
    types = {column: _TYPES[kind] for column, kind in (each.split() for each in columns.split(", "))}
    return db.table(name).create(types, pk=key, not_null=set(types) - {key}, strict=True)


def _keyed(db: SqlDatabase, name: str, columns: str, key: str) -> None:
    """A table whose rows lie in the order of their key: a second tree of it could be of another day than the rows."""
    columns = ", ".join(f"{column} NOT NULL" for column in columns.split(", "))
    db.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY ({key})) STRICT, WITHOUT ROWID")


def _forbid(db: SqlDatabase, table: str, what: str, why: str) -> None:
    db.execute(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )
