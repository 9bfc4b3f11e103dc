"""Whether the store in the folder is the one that its members wrote last: asked before anybody works in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.casebook import older_store
from ce_tui.core.vault.errors import (
    PUT_BACK,
    Busy,
    Damaged,
    OlderStore,
    ReadOnly,
    StoreFull,
    StoreUnreadable,
    VaultError,
    WrongCredentials,
)
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keyring, slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.slot_changes import OpenSlots
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.records import Older

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

_OTHER_STORE = f"The database store.db and the key file slots.json do not belong together. {PUT_BACK}"
_OLDER_PIECE = (
    "A piece of the database is of another day than the rest: {what}. A failing disk does that, a copy that mixed two "
    "days, or someone who put an older piece back, so that old roles or passphrases hold again."
)
_NOT_LET_IN = (
    "Nothing was changed, and nobody was signed in. Tell a lead and whoever looks after the store: 'ce-tui audit "
    "verify' says more, and the last backup has it as it was. Contacts and Guidance are open without a sign-in."
)
_ONLY_CHECKED = "It is only looked over now, and nothing can be changed or logged."
_OWN_OLDER = (
    "{what} are not as this store wrote them last: a piece of the database is of another day. What does not fit is not "
    "opened. Have a lead or an administrator run 'ce-tui audit verify', and tell whoever looks after the store."
)


class Trusted(msgspec.Struct, frozen=True):
    """An open store, what its account has in it, and what is to be said of it.

    `only_checked`: nobody works in it, because a piece of it, or all of it, is of another day.
    """

    store: Store
    unlocked: Unlocked
    alerts: tuple[str, ...] = ()
    only_checked: bool = False


def open_trusted(
    place: Home,
    unlocked: Unlocked,
    anchors: FileAnchors | None,
    *,
    read_only: bool = False,
    to_check: bool = False,
) -> Trusted:
    """Open the store, if all that this account depends on is of one day, and of the last one by its anchors.

    `anchors`: where they lie elsewhere. `to_check`: it is opened all the same, only to be read, so that it can be said
    what is wrong with it.
    Raises `Damaged`, `OlderStore`, `WrongCredentials` (shut out meanwhile), `NotPermitted`, `StoreUnreadable`,
    `StoreFull`.
    """
    from ce_tui.core.vault.store.store import Store

    store = Store.open(place.store, unlocked.database_key, read_only=read_only)
    try:
        if store.id != unlocked.listed.store:
            raise Damaged(_OTHER_STORE)
        older = _older(store, unlocked, to_check=to_check)
        refusal = _refusal(store, unlocked, anchors, older)
        if refusal is None:
            said = (_OWN_OLDER.format(what=older.own.capitalize()),) if older.own else ()
            return Trusted(store, _of_the_list_that_holds(place, store, unlocked), said)
        if not to_check:
            raise refusal.error
        looked_over = _only_to_read(place, unlocked, store)
        return Trusted(looked_over, unlocked, (f"{refusal.why} {_ONLY_CHECKED}",), only_checked=True)
    except BaseException:
        with contextlib.suppress(VaultError):
            _only_to_read(place, unlocked, store).close()
        store.close()
        raise


def _only_to_read(place: Home, unlocked: Unlocked, store: Store) -> Store:
    """Open the store once more, only to be read, and close the one that may write: its files stay as they are.

    The last one that may write takes what stands in the write-ahead log over into the database as it closes. That would
    also take older pages over that somebody put there, and with them the newest ones away.
    """
    from ce_tui.core.vault.store.store import Store

    if store.read_only:
        return store
    read_only = Store.open(place.store, unlocked.database_key, read_only=True)
    store.close()
    return read_only


class _Refusal(msgspec.Struct, frozen=True):
    """Why nobody works in the store, and what is raised then."""

    why: str
    error: Damaged


def _refusal(store: Store, unlocked: Unlocked, anchors: FileAnchors | None, older: Older) -> _Refusal | None:
    """Why nobody works in it, if so: a piece of it is of another day, or all of it."""
    if older.whole:
        why = _OLDER_PIECE.format(what=older.whole)
        return _Refusal(why, Damaged(f"{why} {_NOT_LET_IN}"))
    if anchors is not None and (why := older_store.why_older(store, anchors)):
        error = OlderStore(why, may_accept="administrator" in unlocked.slot.roles)
        return _Refusal(f"{why} {older_store.MEANING}", error)
    return None


def _older(store: Store, unlocked: Unlocked, *, to_check: bool) -> Older:
    """What is of another day; what cannot even be read is, where the store is only to be looked over."""
    try:
        return store.upkeep.older(unlocked.slot.account)
    except Damaged:
        if not to_check:
            raise
        return Older(whole="pages of it that cannot be read")


@contextlib.contextmanager
def open_slots(
    place: Home, opened: Unlocked, anchors: FileAnchors | None
) -> Iterator[tuple[OpenSlots, Store]]:
    """The list of slots, to be changed before anybody is signed in; the database that knows it is open meanwhile.

    Raises as `open_trusted`.
    """
    trusted = open_trusted(place, opened, anchors)
    with contextlib.closing(trusted.store):
        yield _slots(place, trusted.store, opened), trusted.store


def _of_the_list_that_holds(place: Home, store: Store, unlocked: Unlocked) -> Unlocked:
    """What this account has by the list of slots that the database knows.

    Where that is another one than was read: a change of it was cut short, and is finished here; or somebody has
    changed it since.
    """
    of = _slots(place, store, unlocked)
    if slots.listing_of(unlocked.listed) != store.listing.remembered().now:
        listed = of.settled()
        same = next((slot for slot in listed.slots if slot.id == unlocked.slot.id), None)
        if same is None:
            raise WrongCredentials
        unlocked = keyring.opened(listed, same, unlocked.half)
    with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable, Busy):
        keyring.keep_one(of, unlocked)
    return unlocked


def _slots(place: Home, store: Store, unlocked: Unlocked) -> OpenSlots:
    return OpenSlots(place, unlocked.half.binding, unlocked.database_key, store.listing)
