"""A SQLCipher file: its keyed connection, the line of those who want to write, its transactions.

SQLite has no queue: a writer who waits looks from time to time, ever more seldom, whether nobody writes just then.
Beside someone who saves without a pause there is always somebody: on a busy machine one of two waited for seconds,
though each save takes milliseconds. So whoever wants to write first stands in line, which takes microseconds where
nobody else does, and leaves the line once it is their turn.

Every change is one `BEGIN IMMEDIATE` transaction with `synchronous=FULL`: when it returns, a power cut takes nothing
of it back. On a full disk it is written in the room that was kept back (`headroom`). Where even that is gone, a file is
opened to be read, and opened anew to be written by the first change for which there is room.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
import sqlite_utils
import sqlite_utils.db
import sqlite_utils.utils

from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    ReadOnly,
    StoreFull,
    StoreReplaced,
    StoreUnreadable,
    VaultError,
)
from ce_tui.core.vault.folder.home import UNKNOWN, identity, take
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.core.vault.store import inspection

# sqlite-utils catches the standard library's exceptions. Over another connection it would leave a failed transaction
# open, and later writes would be lost.
for _module in (sqlite_utils.db, sqlite_utils.utils):
    _module.sqlite3 = sqlcipher  # type: ignore[attr-defined]
    _module.OperationalError = sqlcipher.OperationalError  # type: ignore[attr-defined]

DAMAGED = (
    "The database store.db is damaged. Nothing was changed. Run 'ce-tui store check', then put a backup back."
)
_WAIT_FOR_WRITERS = 5.0  # seconds
_ASK_AGAIN = 0.02
"""Seconds of SQLite's own waiting, which looks ever more seldom: after them a waiting writer begins anew."""
_UNREADABLE = (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB)


class Database(sqlite_utils.Database):
    """sqlite-utils' database whose transactions take the write lock at their beginning.

    A deferred one that turns into a writer after someone else's commit fails at once, whatever the timeout.
    """

    def __init__(self, connection: sqlcipher.Connection, folder: Path) -> None:
        """`folder`: in which those who want to write stand in line."""
        super().__init__(connection, execute_plugins=False)
        self._folder = folder
        self._waits = True

    @contextlib.contextmanager
    def atomic(self) -> Iterator[Database]:
        """One transaction; inside another one, a savepoint."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self._take_the_write_lock()
        try:
            yield self
            self.conn.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    @contextlib.contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Within it a transaction that another one holds up fails after a moment.

        Without that moment it fails again and again where a hundred save: somebody is writing at most times.
        """
        self._waits = False
        try:
            with self._impatiently():
                yield
        finally:
            self._waits = True

    def _take_the_write_lock(self) -> None:
        """Begin once nobody else writes; raise SQLite's own failure if somebody does for too long."""
        if not self._waits:
            self.conn.execute("BEGIN IMMEDIATE")
            return
        until = time.monotonic() + _WAIT_FOR_WRITERS
        with self._impatiently(), first_in_line(self._folder, _WAIT_FOR_WRITERS / 2):
            while not self.conn.in_transaction:
                is_last = time.monotonic() > until
                try:
                    self.conn.execute("BEGIN IMMEDIATE")
                except sqlcipher.OperationalError as error:
                    if is_last or error.sqlite_errorcode & 0xFF != sqlcipher.SQLITE_BUSY:
                        raise

    @contextlib.contextmanager
    def _impatiently(self) -> Iterator[None]:
        """Within it no statement waits for others but for a moment."""
        self.conn.execute(f"PRAGMA busy_timeout = {_ASK_AGAIN * 1000:.0f}")
        try:
            yield
        finally:
            self.conn.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITERS * 1000:.0f}")


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the file with its raw 256-bit key. The copy of the key that the driver gets is wiped.

    `read_only`: where nothing can be written beside it. Raises `Damaged`, `StoreUnreadable`.
    """
    with PlainWords():
        connection = keyed_connection(_only_to_be_read(path) if read_only else str(path), key, uri=read_only)
        try:
            return _configured(connection, path.parent, read_only)
        except BaseException as error:
            unreadable = (
                isinstance(error, sqlcipher.DatabaseError) and error.sqlite_errorcode & 0xFF in _UNREADABLE
            )
            words = inspection.why_unreadable(connection, path) if unreadable else ""
            connection.close()
            if words:
                raise Damaged(words) from None
            raise


def keyed_connection(address: str, key: bytes, *, uri: bool = False) -> sqlcipher.Connection:
    """A connection that has its raw key, and has not used it yet."""
    connection = sqlcipher.connect(
        address, timeout=_WAIT_FOR_WRITERS, isolation_level=None, check_same_thread=False, uri=uri
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would log to the terminal
    with spelled_key(key) as spelled:
        connection.set_key(spelled)
    return connection


@contextlib.contextmanager
def spelled_key(key: bytes) -> Iterator[bytearray]:
    """A raw key as the driver takes it; the copy is wiped afterwards."""
    spelled = bytearray(b"x'" + key.hex().encode() + b"'")
    yield spelled
    spelled[:] = bytes(len(spelled))


def _configured(connection: sqlcipher.Connection, folder: Path, read_only: bool) -> Database:
    for pragma in ("temp_store = MEMORY", "secure_delete = ON", "foreign_keys = ON", "cache_size = -4096"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not read_only:
        (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        (temporary,) = connection.execute("PRAGMA temp_store").fetchone()
        if journal != "wal" or temporary == 1:
            raise StoreUnreadable(
                "The store cannot be kept safely here: this machine's SQLCipher does not keep its log as it must. "
                "Nothing was changed. Run 'ce-tui doctor'."
            )
    return Database(connection, folder)


def _only_to_be_read(path: Path) -> str:
    """What was saved last may still lie in the write-ahead log; without one, the file is all there is."""
    log = path.with_name(f"{path.name}-wal")
    logged = log.exists() and log.stat().st_size > 0
    if logged and not path.with_name(f"{path.name}-shm").exists():
        raise StoreUnreadable(
            "The store is read-only, and what was saved last cannot be read before it is opened once where it can be "
            "written. Nothing was changed. Ask whoever looks after this machine to make its folder writable."
        )
    return f"{path.absolute().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"


class PlainWords:
    """A context that turns the driver's exceptions into those of `errors`. What a record holds is never in them.

    One thread at a time is in it, more than once if it likes. No generator: each look at the store would make one.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, sqlcipher.Error):
            raise _in_words(error) from None


def _in_words(error: sqlcipher.Error) -> VaultError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlcipher.SQLITE_FULL:
        return StoreFull()
    if code == sqlcipher.SQLITE_READONLY:
        return ReadOnly()
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return Busy("Someone else is saving just now. Nothing was lost; try again in a moment.", 1)
    is_missing = code == sqlcipher.SQLITE_ERROR and "no such" in str(error)  # a table
    if is_missing or code in _UNREADABLE:
        return Damaged(DAMAGED)
    if code in (sqlcipher.SQLITE_IOERR, sqlcipher.SQLITE_CANTOPEN):
        return StoreUnreadable(
            "The disk does not take or give the store's data. This change is not saved; everything saved before is as "
            "it was. Check the disk and try again."
        )
    return VaultError(f"The store met a fault of ours (code {code}). Nothing of this change is saved.")


_LOOK_AGAIN = 0.002  # seconds


@contextlib.contextmanager
def first_in_line(folder: Path, patience: float) -> Iterator[None]:
    """Within it, be the first of those who want to write in a store's folder.

    The line is a courtesy, and no lock: where one cannot stand in it, or nobody moves for `patience` seconds (a process
    may have been stopped in it), it is passed by. A killed process leaves it by itself.
    """
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        until = time.monotonic() + patience
        with contextlib.suppress(OSError):  # of a file system that knows no such locks
            while not take(place) and time.monotonic() < until:
                time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(place)


class StoreFile:
    """The open database, which all tables of a store share. Usable from any thread, one at a time.

    Nothing that it has leads back to it: a file that nobody has any more is closed at once.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        *,
        read_only: bool = False,
        anew: Callable[[], Database] | None = None,
    ) -> None:
        """`anew`: opens the file to be written, where the disk was too full for that."""
        self.db = db
        self.anew = anew
        self.path = path
        self.read_only = read_only
        self._headroom = Headroom(path.with_name("headroom"))
        self._look = PlainWords()
        self._log = Path(f"{path.name}-wal")
        self._folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._folder)
        self._opened = {Path(path.name): identity(Path(path.name), self._folder)}

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, lies where this one did, or its write-ahead log did. Costs two stats.

        Not where the whole folder was moved: what is saved then lies in that one, and everyone is asked to leave. Where
        that folder was deleted, or a file in it, nothing is.
        """
        now = {name: identity(name, self._folder) for name in self._opened}
        return any(each not in (self._opened[name], UNKNOWN) for name, each in now.items())

    @contextlib.contextmanager
    def change(self) -> Iterator[bool]:
        """One transaction that writes; within another one, a part of it. Gives whether it is a part.

        Raises `ReadOnly`, `StoreFull`, `StoreUnreadable`, `Damaged`, `Busy`: nothing of it is written then; and
        `StoreReplaced`, by which nothing of it is there any more.
        """
        if self.read_only:
            raise ReadOnly
        try:
            with self._look:
                is_part = self.db.conn.in_transaction
                if not is_part:
                    if self.is_replaced:
                        raise StoreReplaced
                    self._headroom.give_way()
                    if self.anew is not None:
                        if self._headroom.is_full():
                            raise StoreFull
                        fresh = self.anew()
                        self.db.close()
                        self.db, self.anew = fresh, None
                with self.db.atomic():
                    yield is_part
                if not is_part:
                    if self._log not in self._opened:  # from the first change on it is there
                        self._opened[self._log] = identity(self._log, self._folder)
                    if self.is_replaced:
                        raise StoreReplaced
        except ReadOnly:  # SQLCipher says so too, of a file in which it met a damaged page
            if os.access(self.path, os.W_OK):
                raise Damaged(DAMAGED) from None
            raise
        except (StoreFull, StoreUnreadable):
            full = self._headroom.is_full()
            self._headroom.release()  # for the next try
            if full:
                raise StoreFull from None
            raise

    def reading(self) -> AbstractContextManager[None]:
        """One look, undisturbed by this session's other threads. Raises what reading can: `Damaged`, `Busy`, …."""
        return self._look

    def row(self, query: str, *values: object) -> Any:
        """The first row that a query finds, or None. Raises as `reading`."""
        with self._look:
            return self.db.execute(query, values).fetchone()

    def rows(self, query: str, *values: object) -> list[Any]:
        """All rows that a query finds. Raises as `reading`."""
        with self._look:
            return list(self.db.execute(query, values))

    def one_moment(self) -> AbstractContextManager[None]:
        """Several looks as of one moment: what is compared is not changed by others in between. Raises as `reading`."""
        return self._outside_transactions("BEGIN", lambda: self.db.rollback())

    @contextlib.contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Within it a change that another session's holds up raises `Busy` after a moment. Raises as `reading`."""
        with self.reading(), self.db.without_waiting():
            yield

    def lightly(self) -> AbstractContextManager[None]:
        """Within it changes are not pushed onto the disk at once: for what is found out again after a power cut.

        Within a transaction it changes nothing. Raises as `reading`.
        """
        light, full = "PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"
        return self._outside_transactions(light, lambda: self.db.conn.execute(full))

    @contextlib.contextmanager
    def _outside_transactions(self, begin: str, end: Callable[[], object]) -> Iterator[None]:
        """Do both around the block, unless it is part of a transaction. Raises as `reading`."""
        with self.reading():
            if self.db.conn.in_transaction:
                yield
                return
            self.db.conn.execute(begin)
            try:
                yield
            finally:
                end()

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self.reading():
            self.db.close()


def connect_with_room(path: Path, key: bytes) -> Database:
    """Open the file to write in it. That makes files of its own: on a full disk in the room kept back.

    Raises `StoreFull`, `StoreUnreadable`, `Damaged`.
    """
    headroom = Headroom(path.with_name("headroom"))
    headroom.give_way()
    try:
        return connect(path, key)
    except StoreUnreadable:
        if headroom.is_full():
            raise StoreFull from None
        raise
