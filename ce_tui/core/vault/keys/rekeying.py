"""Changing the database's key, so that who was revoked cannot open it with a key they may have kept.

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
from collections.abc import Callable, Sequence

import msgspec

from ce_tui.core.vault.errors import (
    Damaged,
    NoStore,
    ReadOnly,
    StoreFull,
    StoreUnreadable,
    WrongCredentials,
)
from ce_tui.core.vault.folder.home import Home, locked, os_words, sync_folder
from ce_tui.core.vault.keys import keyring, keys, slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.slot_changes import SWAPPED
from ce_tui.core.vault.keys.slots import Slot, SlotList, listing_of
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.words.steps import CountedStep


def rekey(
    home: Home, unlocked: Unlocked, log: Sequence[Entry], say: Callable[[str], None] = lambda _: None
) -> Unlocked:
    """Give the database a fresh key and seal it to everyone who stays. Returns what this account has then.

    The caller's own store has to be closed, and nobody else may have it open. `say` is told what is being done.
    Raises `Busy`, `StoreFull`, `StoreUnreadable`, `ReadOnly`, `Damaged`: the store is then as it was, and still opens
    with the key it had.
    """
    from ce_tui.core.vault.keys import rekeyed_copy

    with locked(home.lock):
        listed = slots.read(home)
        if not keys.mac_is_right(listed, unlocked.half.binding):
            raise Damaged(SWAPPED)
        new = keys.new_key()
        coming = _coming(listed, new, unlocked.half.binding)
        try:
            rekeyed_copy.make(
                home, unlocked.database_key, new, (listing_of(listed), listing_of(coming)), log, say
            )
            slots.write(home, coming, home.next_slots)
            say(CountedStep("Putting the copy in the database's place.", 4, 4))
            with os_words():
                home.rekeying.replace(home.store)
        except BaseException:
            if (
                home.rekeying.exists()
            ):  # else it took its place, and the list to be is the only way to its key
                with contextlib.suppress(Exception):
                    _forget(home)
            raise
        _take_place(home)
    return Unlocked(_same(coming, unlocked) or unlocked.slot, unlocked.half, new, coming)


def settle(home: Home, unlocked: Unlocked) -> Unlocked:
    """Finish or forget a change of the key that was cut short, and return what this account has by now.

    To be called between the sign-in's passphrase and the opening of the database. Costs a look at the key file where
    nothing was cut short.
    """
    if home.next_slots.exists() or home.rekeying.exists():
        with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable), locked(home.lock):
            _finish_or_forget(home, unlocked)
    with contextlib.suppress(NoStore, Damaged):
        coming = slots.read(home, home.next_slots)  # only where nothing can be written there still is one
        if (found := _under_its_key(home, coming, unlocked)) is not None:
            return found
    listed = slots.read(home)
    if listed.epoch == unlocked.listed.epoch:
        return unlocked
    same = _same(listed, unlocked)  # someone else settled it meanwhile
    if same is None:
        raise WrongCredentials
    return keyring.opened(listed, same, unlocked.half)


def _coming(listed: SlotList, key: bytes, binding: bytes) -> SlotList:
    """The key file to be. A suspended account has no key in it: it gets the present one when it is resumed."""
    epoch = listed.epoch + 1
    sealed = tuple(
        keys.seal_key(key, msgspec.structs.replace(slot, epoch=epoch), listed.store)
        if slot.state == "active"
        else slot
        for slot in listed.slots
    )
    coming = msgspec.structs.replace(
        listed, slots=sealed, epoch=epoch, generation=listed.generation + 1, due=msgspec.UNSET
    )
    return keys.with_mac(coming, binding)


def _take_place(home: Home) -> None:
    with os_words():
        sync_folder(home.folder)  # the database first, also where the power fails
        home.next_slots.replace(home.slots)
        sync_folder(home.folder)


def _finish_or_forget(home: Home, unlocked: Unlocked) -> None:
    from ce_tui.core.vault.keys import rekeyed_copy

    with contextlib.suppress(NoStore, Damaged):
        if _under_its_key(home, slots.read(home, home.next_slots), unlocked) is not None:
            _take_place(home)
    if rekeyed_copy.opens(home.store, unlocked.database_key):
        _forget(home)


def _under_its_key(home: Home, coming: SlotList, unlocked: Unlocked) -> Unlocked | None:
    """What the account has by the key file to be, if the database is under its key already."""
    from ce_tui.core.vault.keys import rekeyed_copy

    same = _same(coming, unlocked)
    if coming.epoch <= slots.read(home).epoch:  # it came to pass long ago: somebody put an older one back
        return None
    if same is None or not keys.mac_is_right(coming, unlocked.half.binding):
        return None
    key = keys.open_key(same, coming.store, unlocked.half)
    if key is None:
        return None
    return Unlocked(same, unlocked.half, key, coming) if rekeyed_copy.opens(home.store, key) else None


def _forget(home: Home) -> None:
    from ce_tui.core.vault.keys import rekeyed_copy

    with os_words():
        home.next_slots.unlink(missing_ok=True)
    rekeyed_copy.discard(home)


def _same(listed: SlotList, unlocked: Unlocked) -> Slot | None:
    return next((slot for slot in listed.slots if slot.id == unlocked.slot.id), None)
