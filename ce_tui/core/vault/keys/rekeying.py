"""The change of the database's key: who was revoked may have kept the old one.

What happens, in an order in which the key file and the database never part, wherever it is cut short:

1. a copy of the database is made, put under the new key, looked over, and made durable (`store.rekeying.db`);
2. the key file to be, with the new key sealed to everyone who stays, is written beside the other (`slots.next.json`);
3. the copy takes the database's place: one rename, and the moment from which the new key counts;
4. the key file to be takes the key file's place.

Cut short before 3, what lies beside the database is thrown away at the next sign-in, and the change is still due;
after it, the next sign-in of anyone who stayed does 4 (`settle`). It needs the store to itself (`Sessions.alone`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    NoStore,
    NotPermitted,
    ReadOnly,
    StoreFull,
    StoreUnreadable,
    WrongCredentials,
)
from ce_tui.core.vault.folder.home import FILE_MODE, Home, free_bytes, locked, os_words, sync_folder
from ce_tui.core.vault.keys import keyring, keys, slots
from ce_tui.core.vault.keys.keys import OLDER, SWAPPED, Unlocked
from ce_tui.core.vault.keys.slots import listing_of
from ce_tui.core.vault.log.anchors import KEYS, AnchorKeys
from ce_tui.core.vault.log.audit import Entry, Listing
from ce_tui.core.vault.store.records import PendingAccount
from ce_tui.core.words.plain import CountedStep

Progress = Callable[[str], None]


def rekey(home: Home, unlocked: Unlocked, log: Sequence[Entry], say: Progress) -> Unlocked:
    """Give the database a fresh key and seal it to everyone who stays. Returns what this account has then.

    The caller's own store has to be closed, and nobody else may have it open. `say` is told what is being done.
    Raises `Busy`, `StoreFull`, `StoreUnreadable`, `ReadOnly`, `Damaged`: the store is then as it was, and still opens
    with the key it had.
    """

    with locked(home.lock):
        listed = slots.read(home)
        if not keys.mac_is_right(listed, unlocked.half.binding):
            raise Damaged(SWAPPED)
        new, epoch = keys.new_key(), listed.epoch + 1
        sealed = tuple(  # a suspended account has no key in it: it gets the present one when it is resumed
            slot
            if slot.state == "suspended"
            else keys.seal_key(new, replace(slot, epoch=epoch), listed.store)
            for slot in listed.slots
        )
        coming = replace(
            listed, slots=sealed, epoch=epoch, generation=listed.generation + 1, due=msgspec.UNSET
        )
        coming = keys.with_mac(coming, unlocked.half.binding)
        try:
            make(home, unlocked.database_key, new, (listing_of(listed), listing_of(coming)), log, say)
            slots.write(home, coming, home.next_slots)
            say(CountedStep("Putting the copy in the database's place.", 4, 4))
            with os_words():
                home.rekeying.replace(home.store)
        except BaseException:
            # Where it took its place, the list to be is the only way to its key.
            if home.rekeying.exists():
                with contextlib.suppress(Exception):
                    _forget(home)
            raise
        _take_place(home)
    return Unlocked(coming.slot(unlocked.slot.id) or unlocked.slot, unlocked.half, new, coming)


def settle(home: Home, unlocked: Unlocked) -> Unlocked:
    """Finish or forget a change of the key that was cut short. Returns what opens the store for this account now.

    To be called between the sign-in's passphrase and the opening of the database. Costs a look at the key file where
    nothing was cut short.
    """
    if home.next_slots.exists() or home.rekeying.exists():
        with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable), locked(home.lock):
            if _under_its_key(home, unlocked) is not None:
                _take_place(home)
            if opens(home.store, unlocked.database_key):
                _forget(home)
    # Only where nothing can be written there still is a list to be.
    if (found := _under_its_key(home, unlocked)) is not None:
        return found
    listed = slots.read(home)
    if listed.epoch == unlocked.listed.epoch:
        return unlocked
    return keyring.opened_again(listed, unlocked)  # someone else settled it meanwhile


def _take_place(home: Home) -> None:
    with os_words():
        sync_folder(home.folder)  # the database first, also where the power fails
        home.next_slots.replace(home.slots)
        sync_folder(home.folder)


def _under_its_key(home: Home, unlocked: Unlocked) -> Unlocked | None:
    """What the account has by the key file to be, if the database is under its key already."""
    with contextlib.suppress(NoStore, Damaged, NotPermitted, WrongCredentials):
        coming = slots.read(home, home.next_slots)
        # One that is no newer came to pass long ago: somebody put it back.
        if coming.epoch > slots.read(home).epoch:
            found = keyring.opened_again(coming, unlocked)
            return found if opens(home.store, found.database_key) else None
    return None


def _forget(home: Home) -> None:
    with os_words():
        home.next_slots.unlink(missing_ok=True)
    discard(home)


_CHUNK = 4 << 20
_SAY_FROM = 64 << 20  # bytes from which the copying says how far it is
_SPARE = 8 << 20


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
    from ce_tui.core.vault.store.store import Store

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
            store.listing.announce(before, coming, PendingAccount(tuple(log)))
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
    import sqlcipher3.dbapi2 as sqlcipher

    from ce_tui.core.vault.store.database import keyed_connection

    address = f"{path.absolute().as_uri()}?immutable=1"
    try:
        with contextlib.closing(keyed_connection(address, key, uri=True)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except sqlcipher.Error:
        return False
    return True


def _at_rest(path: Path, key: bytes) -> int:
    """Write the file's log back and leave the file alone by itself. Returns the number of its last entry.

    It takes the file to itself, so it also finds whoever has it open without having said so.
    """
    from ce_tui.core.vault.store.database import PlainWords, connect

    in_use = Busy(
        "Someone else has the store open, so its keys were not changed. Try again when they have signed out.",
        60,
    )
    with contextlib.closing(connect(path, key)) as db:
        try:
            with PlainWords():
                (seq,) = db.execute("SELECT seq FROM head").fetchone()
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                (journal,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
        except Busy:
            raise in_use from None
    if journal != "delete" or any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
        raise in_use
    return int(seq)


def _copy(source: Path, target: Path, say: Progress) -> None:
    with os_words(), source.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        needed, free = size + _SPARE, free_bytes(source.parent)
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
    from ce_tui.core.vault.store.database import PlainWords, keyed_connection, spelled_key

    with PlainWords(), contextlib.closing(keyed_connection(str(path), old)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        with spelled_key(new) as spelled:
            connection.reset_key(spelled)
