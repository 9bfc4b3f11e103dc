"""Changing the key file: under its lock, read afresh, its MAC checked before anything is sealed to a key in it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ce_tui.core.vault.errors import Damaged, Refused
from ce_tui.core.vault.folder.home import Home, locked
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.slots import Slot, SlotList

SWAPPED = (
    "The key file slots.json is damaged: it is not as this program wrote it, or an older copy was put in its place. "
    "The screenings are not touched. Put the newest key file back from a backup."
)
NOBODY = "There is no account of this name."


def change_slots(home: Home, database_key: bytes, change: Callable[[SlotList], SlotList]) -> SlotList:
    """Write what `change` makes of the list: its next generation, with its MAC. Returns what was written.

    Raises `Damaged` where the list is not as the holder of the key wrote it, `Busy`, `StoreFull`, `ReadOnly`,
    `StoreUnreadable`, and whatever `change` raises; nothing is written then.
    """
    with locked(home.lock):
        listed = authentic(home, database_key)
        changed = msgspec.structs.replace(change(listed), generation=listed.generation + 1)
        signed = keys.with_mac(changed, database_key)
        slots.write(home, signed)
        return signed


def authentic(home: Home, database_key: bytes) -> SlotList:
    """The list as it is, its MAC checked. Raises `Damaged`, `NoStore`, `StoreUnreadable`."""
    listed = slots.read(home)
    if not keys.mac_is_right(listed, database_key):
        raise Damaged(SWAPPED)
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
