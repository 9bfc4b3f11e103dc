"""What an administrator changes about another account's slot: suspended, resumed, dropped, its roles.

None of it needs the other's passphrase. A store always keeps an administrator who can sign in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import keys
from ce_tui.core.vault.keys.slot_changes import OpenSlots, at_epoch, slot_of, slots_of, without
from ce_tui.core.vault.keys.slots import RoleName, Slot, SlotList
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import AccountRow

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
