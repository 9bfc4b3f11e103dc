"""Changing the key file: under one lock, read afresh, its MAC checked before anything is sealed to a key in it.

The database names the list that holds. A change is announced there first, with what is to be logged of it; then the
file is written; then it is the one that holds. Cut short anywhere between, the next sign-in finds either the list of
before or the one that was announced, and finishes it (`OpenSlots.settled`).

An administrator suspends, resumes and drops an account and changes its roles without its passphrase. A store always
keeps an administrator who can sign in. A session notices what was changed about its own account (`Standing`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from ce_tui.core.vault.errors import (
    PUT_BACK,
    Busy,
    Damaged,
    NoStore,
    ReadOnly,
    Refused,
    StoreFull,
    StoreUnreadable,
    VaultError,
)
from ce_tui.core.vault.folder.home import Home, locked
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.slots import RoleName, Slot, SlotList, listing_of
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import AccountRow, Pending, Remembered

if TYPE_CHECKING:
    from ce_tui.core.vault.store.people import ListingTable


_WHAT_TO_DO = (
    "Nothing was changed, and nobody was signed in. A copy that was mixed up does that, a failing disk, or someone who "
    "can write to the store's folder: tell whoever looks after the store, and a lead, before anybody types into it. "
    f"{PUT_BACK}"
)
SWAPPED = f"The key file slots.json was not written by the administrators of this store. {_WHAT_TO_DO}"
OLDER = (
    "The key file slots.json is not the one that the database knows: it is of another day, and so would be the "
    f"passphrases and roles in it. {_WHAT_TO_DO}"
)
OLDER_DATABASE = (
    "The database store.db is of an earlier day than the key file slots.json: an older copy of it was put in place, "
    f"and what was written since is not in it. {_WHAT_TO_DO}"
)
NOBODY = "There is no account of this name."


class OpenSlots:
    """The list of slots of an open store, to be read and changed by one of its members."""

    def __init__(self, home: Home, binding: bytes, database_key: bytes, remembered: ListingTable) -> None:
        self.home = home
        self.binding = binding
        self.database_key = database_key
        self._remembered = remembered

    def read(self) -> SlotList:
        """The list as it is, if it is the one that holds. Raises `Damaged`, `NoStore`, `StoreUnreadable`."""
        with contextlib.suppress(ReadOnly, StoreFull), locked(self.home.lock):
            return self._read()
        return self._read()

    def named(self) -> Remembered:
        """Which list the head of the log names, and which it is about to."""
        return self._remembered.remembered()

    def knows(self, listed: SlotList) -> bool:
        """Whether it is the list that holds, or the one that is about to."""
        known = self._remembered.remembered()
        return keys.mac_is_right(listed, self.binding) and listing_of(listed) in (known.now, known.coming)

    def settled(self) -> SlotList:
        """The list as it is; one that a change cut short had announced holds from here on. Raises as `read`."""
        with contextlib.suppress(ReadOnly, StoreFull), locked(self.home.lock):
            listed = self._read()
            self._settle(listed)
            return listed
        return self._read()

    def change(
        self,
        change: Callable[[SlotList], SlotList],
        log: Sequence[Entry] = (),
        account: AccountRow | None = None,
    ) -> SlotList:
        """Write what `change` makes of the list, as its next generation, with what is logged of it.

        `account`: the row that the list of accounts gets by it. Returns what was written.
        Raises `Damaged` where the list is not the one that holds, `Busy`, `StoreFull`, `ReadOnly`, `StoreUnreadable`,
        and whatever `change` raises; nothing is written then.
        """
        with locked(self.home.lock):
            listed = self._read()
            self._remembered.settle(listing_of(listed))
            following = msgspec.structs.replace(change(listed), generation=listed.generation + 1)
            signed = keys.with_mac(following, self.binding)
            pending = Pending(tuple(log), account)
            self._remembered.announce(listing_of(listed), listing_of(signed), pending)
            slots.write(self.home, signed)
            self._settle(signed)
            return signed

    def _settle(self, listed: SlotList) -> None:
        """Where the disk does not take it any more, the announcement holds, and the next sign-in settles it."""
        with contextlib.suppress(StoreFull, StoreUnreadable, Busy):
            self._remembered.settle(listing_of(listed))

    def _read(self) -> SlotList:
        listed = slots.read(self.home)
        if not keys.mac_is_right(listed, self.binding):
            raise Damaged(SWAPPED)
        if not self.knows(listed):
            later = listed.generation > self._remembered.remembered().now.generation
            raise Damaged(OLDER_DATABASE if later else OLDER)
        return listed


def slots_of(listed: SlotList, account: str) -> tuple[Slot, ...]:
    """The slots of an account, by its id: one, or two where a change of its passphrase was cut short."""
    return tuple(slot for slot in listed.slots if slot.kind == "account" and slot.account == account)


def slot_of(listed: SlotList, account: str) -> Slot:
    """The newest slot of an account, by its id. Raises `Refused` where there is none."""
    found = slots_of(listed, account)
    if not found:
        raise Refused(NOBODY)
    return found[-1]


def without(listed: SlotList, unwanted: Callable[[Slot], bool]) -> SlotList:
    """The list without some of its slots."""
    return msgspec.structs.replace(listed, slots=tuple(slot for slot in listed.slots if not unwanted(slot)))


def at_epoch(slot: Slot, listed: SlotList) -> Slot:
    """The slot, to have the list's present database key sealed into it."""
    return msgspec.structs.replace(slot, epoch=listed.epoch)


LAST = (
    "This is the last administrator who can sign in, so that cannot be done: nobody could look after the accounts any "
    "more. Make someone else an administrator first."
)


def suspend(of: OpenSlots, account: str, entry: Entry) -> SlotList:
    """Take the database key out of the account's slot; its key pair stays. Raises `Refused`: the last administrator."""

    def shut(slot: Slot) -> Slot:
        return msgspec.structs.replace(slot, state="suspended", key=b"")

    return of.change(lambda listed: _kept(_each(listed, account, shut)), [entry])


def resume(of: OpenSlots, account: str, entry: Entry) -> SlotList:
    """Seal the database key to the account's key pair again: its passphrase is the one it had."""

    def change(listed: SlotList) -> SlotList:
        return _each(
            listed, account, lambda slot: keys.seal_key(of.database_key, at_epoch(slot, listed), listed.store)
        )

    return of.change(change, [entry])


def drop(of: OpenSlots, account: str, entry: Entry) -> SlotList:
    """Drop the account's slots, and note that the database needs another key. Raises `Refused`: the last one."""

    def change(listed: SlotList) -> SlotList:
        slot_of(listed, account)
        left = without(listed, lambda slot: slot.kind == "account" and slot.account == account)
        return _kept(msgspec.structs.replace(left, due=True))

    return of.change(change, [entry])


def set_roles(of: OpenSlots, row: AccountRow, roles: Iterable[RoleName], entry: Entry) -> SlotList:
    """Give the account of this row exactly these roles. Raises `Refused`: the last administrator loses the role."""
    given = tuple(roles)
    account = row.id

    def change(listed: SlotList) -> SlotList:
        def with_roles(slot: Slot) -> Slot:
            slot = msgspec.structs.replace(slot, roles=given)
            if slot.state == "suspended":
                return slot
            return keys.seal_key(of.database_key, at_epoch(slot, listed), listed.store)

        return _kept(_each(listed, account, with_roles))

    return of.change(change, [entry], msgspec.structs.replace(row, roles=given))


def _each(listed: SlotList, account: str, change: Callable[[Slot], Slot]) -> SlotList:
    slot_of(listed, account)
    mine = {slot.id for slot in slots_of(listed, account)}
    changed = tuple(change(slot) if slot.id in mine else slot for slot in listed.slots)
    return msgspec.structs.replace(listed, slots=changed)


def _kept(listed: SlotList) -> SlotList:
    """The list, if an administrator is left in it who can sign in."""
    if not any("administrator" in slot.roles and slot.state == "active" for slot in listed.slots):
        raise Refused(LAST)
    return listed


NOT_THE_LIST = (
    "The list of accounts, slots.json, is not the one that the log of the store names. Somebody who can write to its "
    "folder put another one there, or took it away: roles and suspensions of before could hold again. Nothing more is "
    "done until the right one is back. What you typed is still on your screen. Tell a lead and whoever looks after the "
    "store."
)
_TRIES = 20

_Mark = tuple[int, ...]


class Standing:
    """Looks at the key file again whenever it is another one. One stat where it is not.

    `unknown`: the file is not the one that the head of the log names; then `roles` and `shut_out` are those of before.
    """

    def __init__(self, slot: Slot) -> None:
        self._account = slot.account
        self._seen: _Mark | None = None
        self.roles: tuple[RoleName, ...] = slot.roles
        self.shut_out: Literal["", "suspended", "revoked"] = ""
        self.unknown = False

    def look(self, of: OpenSlots) -> None:
        """Bring it up to date. One that an act in the log changes at the same time is read again."""
        for _ in range(_TRIES):
            mark = _mark(of)
            if mark is not None and mark == self._seen:
                return
            try:
                named = of.named()
                listed = _read(of)
                if listed is not None and of.knows(listed):
                    self._take(listed, mark)
                    return
                is_still = (mark, named) == (_mark(of), of.named())
            except VaultError:
                return  # it cannot be read just now
            if is_still:
                self._seen, self.unknown = None, True
                return

    def _take(self, listed: SlotList, mark: _Mark | None) -> None:
        self._seen, self.unknown = mark, False
        mine = slots_of(listed, self._account)
        self.shut_out = (
            "" if any(slot.state == "active" for slot in mine) else "suspended" if mine else "revoked"
        )
        self.roles = () if self.shut_out else mine[-1].roles


def _read(of: OpenSlots) -> SlotList | None:
    """None: there is none, or it is damaged."""
    try:
        return slots.read(of.home)
    except (Damaged, NoStore):
        return None


def _mark(of: OpenSlots) -> _Mark | None:
    try:
        about = of.home.slots.stat()
    except OSError:
        return None
    return (
        about.st_ino,
        about.st_mtime_ns,
        about.st_ctime_ns,
        about.st_size,
    )  # a file put back keeps all but ctime
