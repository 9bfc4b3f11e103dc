"""Changing the key file: under one lock, read afresh, its MAC checked before anything is sealed to a key in it.

The database names the list that holds. A change is announced there first, with what is to be logged of it; then the
file is written; then it is the one that holds. Cut short anywhere between, the next sign-in finds either the list of
before or the one that was announced, and finishes it (`OpenSlots.settled`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.errors import PUT_BACK, Busy, Damaged, ReadOnly, Refused, StoreFull, StoreUnreadable
from ce_tui.core.vault.folder.home import Home, locked
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.slots import Slot, SlotList, listing_of
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
