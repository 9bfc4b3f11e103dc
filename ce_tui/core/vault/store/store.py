"""The store of screenings in one SQLCipher file. Imported only when a store is opened: it is slow to load.

It knows nothing of pathways, permissions or people. Whatever changes something takes the log's entries along and writes
both in one transaction. It has one part for each thing that is kept: the table or tables that keep it, over one
connection that all share (`database`).
"""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

from ce_tui.core.vault.errors import StoreFull, StoreUnreadable, part_missing
from ce_tui.core.vault.log.audit import Chain, Listing
from ce_tui.core.vault.store.database import Database, PlainWords, StoreFile, connect, connect_with_room
from ce_tui.core.vault.store.screening_rows import KeptTables, ScreeningRows
from ce_tui.core.vault.store.screenings import ScreeningTables
from ce_tui.core.vault.store.sealed import AnchoredTable, HeadRow, LogTable
from ce_tui.core.vault.store.tables import (
    AttendanceTable,
    ChildTable,
    EditionsTable,
    KeepingTable,
    ListingTable,
    PairingTable,
    PeopleTable,
    PresenceTable,
    SettingsTable,
)
from ce_tui.core.vault.store.upkeep import Upkeep, steps


class Store:
    """An open store, with a part for each thing that is kept. What a method changes is durable when it returns.

    A change is whole or not made at all, and each method raises the errors of `errors` that fit. Where the store is
    `read_only`, what is to be logged goes unlogged, and every other change raises `ReadOnly`. `id` is the store's own,
    32 hexadecimal digits; `chain` makes the log's links and the records' seals. Usable from any thread, one at a time.
    """

    def __init__(self, file: StoreFile) -> None:
        """Take the steps that the store has not taken yet.

        Raises `Damaged` (no store of ours, or not all of it), `StoreUnreadable` (of a later edition, or of an earlier
        one where it can only be read), `StoreFull`.
        """
        self._file = file
        with PlainWords():
            _check_steps(file.db)
            _take_steps(file)
        self.read_only = file.read_only
        self.id = _setting(file, "store")
        self.log = log = LogTable(file, _chain(_setting(file, "audit key")))
        self.chain = log.chain
        self.settings = SettingsTable(log)
        self.people = PeopleTable(log)
        self.listing = ListingTable(log)
        self.editions = EditionsTable(log)
        self.presence = PresenceTable(log)
        rows = ScreeningRows(log)
        self.kept = KeptTables(log, rows)
        self.screenings = ScreeningTables(log, rows, self.kept)
        self.children = ChildTable(log)
        self.pairings = PairingTable(log)
        self.keeping = KeepingTable(log)
        self.anchored = AnchoredTable(log)
        self.attendance = AttendanceTable(log)
        self.upkeep = Upkeep(log)
        self.without_waiting = file.without_waiting
        """A context in which a change that another session's holds up raises `Busy` after a moment."""
        self.one_moment = file.one_moment
        """A context in which everything is read as of one moment, whatever others write meanwhile."""
        self.together = log.change
        """A context in which all changes are one: all of them or none."""
        self.close = file.close
        """Lets go of the store. May be called twice."""

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
            return cls(StoreFile(db, path, read_only=read_only, anew=anew))
        except BaseException:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, key: bytes, settings: dict[str, str], listing: Listing) -> None:
        """Make the file of a store, and leave it whole and closed.

        `settings`: "store" and "audit key" are among them. `listing`: the list of slots that holds.
        """
        with PlainWords(), contextlib.closing(connect(path, key)) as db:
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


def _take_steps(file: StoreFile) -> None:
    """Take the steps that are left. Raises `StoreUnreadable`, `StoreFull` where that cannot be."""
    if not steps.pending(file.db):
        return
    if file.read_only:
        raise StoreUnreadable(
            "This store was last used with an earlier edition of the app, and is read-only. Nothing was "
            "changed. Open it once where it can be written: ask whoever looks after this machine."
        )
    if file.anew is not None:
        raise StoreFull
    with file.db.atomic():  # one at a time; who comes second finds nothing to do
        steps.apply(file.db)


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
