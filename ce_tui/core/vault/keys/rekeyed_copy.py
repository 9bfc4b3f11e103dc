"""A copy of the database under another key, made beside it and looked over. Needs the store to itself.

The database is never changed where it lies: a copy is, so that whatever ends this half-way has touched nothing. The
copy costs as much room on the disk as the database, until it takes its place.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.errors import Busy, Damaged, StoreUnreadable
from ce_tui.core.vault.folder.home import FILE_MODE, Home, os_words
from ce_tui.core.vault.keys.slot_changes import OLDER
from ce_tui.core.vault.log.anchor_lines import KEYS, AnchorKeys
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.database import connect, plain_words
from ce_tui.core.vault.store.records import Listing, Pending
from ce_tui.core.vault.store.store import Store
from ce_tui.core.words.steps import CountedStep

Progress = Callable[[str], None]

_CHUNK = 4 << 20
_SAY_FROM = 64 << 20  # bytes from which the copying says how far it is
_SPARE = 8 << 20
_IN_USE = (
    "Someone else has the store open, so its keys were not changed. Try again when they have signed out."
)


def make(
    home: Home,
    old: bytes,
    new: bytes,
    listings: tuple[Listing, Listing],
    log: Sequence[Entry],
    say: Progress,
) -> None:
    """Make the copy, with `log` in its log; durable when this returns.

    `listings`: the key file that holds, and the one that is to hold with the copy.
    Raises `Busy` where someone has the store open after all, `StoreUnreadable`, `StoreFull`, `Damaged` where the copy
    is not sound: then so was the database.
    """
    discard(home)
    seq = _at_rest(home.store, old)
    say(CountedStep("Copying the database.", 1, 4))
    _copy(home.store, home.rekeying, say)
    say(CountedStep("Putting the copy under another key.", 2, 4))
    _change_key(home.rekeying, old, new)
    say(CountedStep("Looking the copy over.", 3, 4))
    store = Store.open(home.rekeying, new)
    try:
        if store.log.head().seq != seq or store.upkeep.faults():
            raise Damaged(
                "The copy of the database under another key is not sound, so the key was not changed. Run 'ce-tui "
                "store check'."
            )
        before, coming = listings
        known = store.listing.remembered()
        if before not in (known.now, known.coming):
            raise Damaged(OLDER)
        store.listing.settle(before)
        anchor_keys = AnchorKeys.read(store.settings.get(KEYS)).with_another(seq)
        with store.together():
            store.settings.change({KEYS: anchor_keys.spelled()}, [])
            store.listing.announce(before, coming, Pending(tuple(log)))
            store.listing.settle(coming)
    finally:
        store.close()
    _at_rest(home.rekeying, new)
    with os_words(), home.rekeying.open("rb") as file:
        os.fsync(file.fileno())


def discard(home: Home) -> None:
    """Remove a copy that did not take the database's place."""
    with os_words():
        for left in home.folder.glob(f"{home.rekeying.name}*"):
            left.unlink(missing_ok=True)


def opens(path: Path, key: bytes) -> bool:
    """Whether this is the key of the file. Changes nothing, and heeds no log that lies beside it."""
    try:
        with contextlib.closing(
            _keyed(f"{path.absolute().as_uri()}?immutable=1", key, uri=True)
        ) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except sqlcipher.Error:
        return False
    return True


def _at_rest(path: Path, key: bytes) -> int:
    """Write the file's log back and leave the file alone by itself. Returns the number of its last entry.

    It takes the file to itself, so it also finds whoever has it open without having said so.
    """
    with contextlib.closing(connect(path, key)) as db, _in_use_words(), plain_words():
        (seq,) = db.execute("SELECT seq FROM head").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (journal,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
    if journal != "delete" or any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
        raise Busy(_IN_USE, 60)
    return int(seq)


@contextlib.contextmanager
def _in_use_words() -> Iterator[None]:
    try:
        yield
    except Busy:
        raise Busy(_IN_USE, 60) from None


def _copy(source: Path, target: Path, say: Progress) -> None:
    with os_words(), source.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        about = os.statvfs(source.parent)
        needed, free = size + _SPARE, about.f_bavail * about.f_frsize
        if free < needed:
            raise StoreUnreadable(
                f"The disk has too little room to change the keys: they take {-(-needed // 1_000_000)} MB for as long "
                f"as it lasts, and {free // 1_000_000} MB are free. Everything saved is intact. Make room on the disk "
                "and try again."
            )
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        with os.fdopen(handle, "wb", buffering=0) as copy:
            done = 0
            while chunk := file.read(_CHUNK):
                copy.write(chunk)
                before, done = done, done + len(chunk)
                if size >= _SAY_FROM and before * 4 // size != done * 4 // size:
                    say(f"Copying the database: {done * 100 // size} %.")


def _change_key(path: Path, old: bytes, new: bytes) -> None:
    """Every page under another key. Nothing is kept to go back to: where this fails the copy is thrown away."""
    with plain_words(), contextlib.closing(_keyed(str(path), old)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        spelled = _spelled(new)
        connection.reset_key(spelled)
        spelled[:] = bytes(len(spelled))


def _keyed(path: str, key: bytes, *, uri: bool = False) -> sqlcipher.Connection:
    connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False, uri=uri)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would log to the terminal
    spelled = _spelled(key)
    connection.set_key(spelled)
    spelled[:] = bytes(len(spelled))
    return connection


def _spelled(key: bytes) -> bytearray:
    return bytearray(b"x'" + key.hex().encode() + b"'")
