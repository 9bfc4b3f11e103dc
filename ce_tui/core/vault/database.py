"""A connection to one SQLCipher file, through sqlite-utils: keyed, configured, its exceptions in plain words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
import sqlite_utils
import sqlite_utils.db
import sqlite_utils.utils

from ce_tui.core.vault import inspection
from ce_tui.core.vault.errors import Busy, Damaged, ReadOnly, StoreFull, StoreUnreadable, VaultError

# sqlite-utils catches the standard library's exceptions. Over another connection it would leave a failed transaction
# open, and later writes would be lost.
for _module in (sqlite_utils.db, sqlite_utils.utils):
    _module.sqlite3 = sqlcipher  # type: ignore[attr-defined]
    _module.OperationalError = sqlcipher.OperationalError  # type: ignore[attr-defined]

DAMAGED = (
    "The database store.db is damaged. Nothing was changed. Run “ce-tui store check”, then put a backup back."
)
_WAIT_FOR_WRITERS = 5.0  # seconds
_CACHE_KIB = 4096
_UNREADABLE = (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB)


class Database(sqlite_utils.Database):
    """sqlite-utils' database whose transactions take the write lock at their beginning.

    A deferred one that turns into a writer after someone else's commit fails at once, whatever the timeout.
    """

    @contextlib.contextmanager
    def atomic(self) -> Iterator[Database]:
        """One transaction; inside another one, a savepoint."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.conn.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    @contextlib.contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Within it a transaction that someone else's holds up fails at once."""
        self.conn.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.conn.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITERS * 1000:.0f}")


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the file with its raw 256-bit key. The copy of the key that the driver gets is wiped.

    `read_only`: where nothing can be written beside it. Raises `Damaged`, `StoreUnreadable`.
    """
    with plain_words():
        connection = sqlcipher.connect(
            _only_to_be_read(path) if read_only else str(path),
            timeout=_WAIT_FOR_WRITERS,
            isolation_level=None,
            check_same_thread=False,
            uri=read_only,
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would log to the terminal
            spelled = bytearray(b"x'" + key.hex().encode() + b"'")
            connection.set_key(spelled)
            spelled[:] = bytes(len(spelled))
            return _configured(connection, read_only)
        except BaseException as error:
            unreadable = (
                isinstance(error, sqlcipher.DatabaseError) and error.sqlite_errorcode & 0xFF in _UNREADABLE
            )
            words = inspection.why_unreadable(connection, path) if unreadable else ""
            connection.close()
            if words:
                raise Damaged(words) from None
            raise


def _configured(connection: sqlcipher.Connection, read_only: bool) -> Database:
    for pragma in (
        "temp_store = MEMORY",
        "secure_delete = ON",
        "foreign_keys = ON",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if read_only:
        return Database(connection, execute_plugins=False)
    (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    (temporary,) = connection.execute("PRAGMA temp_store").fetchone()
    if journal != "wal" or temporary == 1:
        raise StoreUnreadable(
            "The store cannot be kept safely here: this machine's SQLCipher does not keep its log as it must. Nothing "
            "was changed. Run “ce-tui doctor”."
        )
    return Database(connection, execute_plugins=False)


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


@contextlib.contextmanager
def plain_words() -> Iterator[None]:
    """Turn the driver's exceptions into those of `errors`. What a record holds is never in them."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _in_words(error) from None


def _in_words(error: sqlcipher.Error) -> VaultError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlcipher.SQLITE_FULL:
        return StoreFull()
    if code == sqlcipher.SQLITE_READONLY:
        return ReadOnly()
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return Busy("Someone else is saving just now. Nothing was lost; try again in a moment.", 1)
    if code in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB):
        return Damaged(DAMAGED)
    if code in (sqlcipher.SQLITE_IOERR, sqlcipher.SQLITE_CANTOPEN):
        return StoreUnreadable(
            "The disk does not take or give the store's data. This change is not saved; everything saved before is as "
            "it was. Check the disk and try again."
        )
    if code == sqlcipher.SQLITE_ERROR and "no such" in str(error):
        return Damaged(DAMAGED)  # a table is missing
    return VaultError(f"The store met a fault of ours (code {code}). Nothing of this change is saved.")
