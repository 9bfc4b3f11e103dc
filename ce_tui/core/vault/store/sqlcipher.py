"""The store in one SQLCipher file. Imported only when a store is opened: it is slow to load.

One connection, which its tables share (`database`); each part of `Store` is the table or tables that keep it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from ce_tui.core.vault.errors import StoreFull, StoreUnreadable
from ce_tui.core.vault.log.audit import Chain
from ce_tui.core.vault.store.children import ChildTable, PairingTable
from ce_tui.core.vault.store.database import Database, StoreFile, connect, connect_with_room, plain_words
from ce_tui.core.vault.store.keeping import KeepingTable
from ce_tui.core.vault.store.kept import KeptTables
from ce_tui.core.vault.store.log import AnchoredTable, HeadRow, LogTable
from ce_tui.core.vault.store.migrations import steps
from ce_tui.core.vault.store.opening import audit_key, check_steps
from ce_tui.core.vault.store.people import AttendanceTable, ListingTable, PeopleTable, PresenceTable
from ce_tui.core.vault.store.records import Listing
from ce_tui.core.vault.store.screenings import ActionTable, ScreeningTables
from ce_tui.core.vault.store.settings import EditionsTable, SettingsTable, setting
from ce_tui.core.vault.store.upkeep import Upkeep

OLDER_AND_READ_ONLY = (
    "This store was last used with an earlier edition of the app, and is read-only. Nothing was changed. Open it once "
    "where it can be written: ask whoever looks after this machine."
)


class SqlCipherStore:
    """See `Store`. Usable from any thread, one at a time."""

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
            check_steps(db, steps)
            if steps.pending(db):
                if read_only:
                    raise StoreUnreadable(OLDER_AND_READ_ONLY)
                if anew is not None:
                    raise StoreFull
                with db.atomic():  # one at a time; who comes second finds nothing to do
                    steps.apply(db)
        self.read_only = read_only
        self.id = setting(file, "store") or ""
        self.chain = Chain(audit_key(setting(file, "audit key")))
        self.log = LogTable(file, self.chain)
        self.settings = SettingsTable(file, self.log)
        self.people = PeopleTable(file, self.log)
        self.listing = ListingTable(file, self.log, self.people)
        self.editions = EditionsTable(file, self.log)
        self.presence = PresenceTable(file, self.log)
        self.screenings = ScreeningTables(file, self.log, self.presence, KeptTables(file, self.chain))
        self.actions = ActionTable(self.screenings)
        self.children = ChildTable(file, self.log)
        self.pairings = PairingTable(file, self.log)
        self.keeping = KeepingTable(file, self.log, self.presence, self.settings, self.pairings)
        self.anchored = AnchoredTable(file, self.log)
        self.attendance = AttendanceTable(file, self.log)
        self.upkeep = Upkeep(file, self.log, self.settings)

    @classmethod
    def open(cls, path: Path, key: bytes, *, read_only: bool = False) -> SqlCipherStore:
        """Open a store that exists, taking the steps it has not taken yet; `read_only`: only to read in it.

        On a full disk it can be read, and a change raises `StoreFull` until there is room. Raises `Damaged`,
        `StoreUnreadable`, `StoreFull` (it cannot even be read).
        """

        def to_write() -> Database:
            return connect_with_room(path, key)

        anew = None
        try:
            db = connect(path, key, read_only=True) if read_only else to_write()
        except StoreFull:
            db, anew = _only_read(path, key), to_write
        try:
            return cls(db, path, read_only=read_only, anew=anew)
        except BaseException:
            db.close()
            raise

    @classmethod
    def create(cls, path: Path, key: bytes, settings: dict[str, str], listing: Listing) -> None:
        """Make the file, with `settings` ("store" and "audit key" among them), and leave it whole and closed.

        `listing`: the list of slots that holds.
        """
        with plain_words(), contextlib.closing(connect(path, key)) as db:
            steps.apply(db)
            file = StoreFile(db, path)
            log = LogTable(file, Chain(audit_key(settings.get("audit key"))))
            with file.change():
                log.heads.put(HeadRow(listing=listing))
                SettingsTable(file, log).change(settings, [])
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, lies in its place by now: nothing is saved in it any more. Cheap."""
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


def _only_read(path: Path, key: bytes) -> Database:
    """A connection that needs no room. Raises `StoreFull` where what was saved last takes some to be read."""
    try:
        return connect(path, key, read_only=True)
    except StoreUnreadable:
        raise StoreFull from None
