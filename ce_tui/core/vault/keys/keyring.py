"""The ways into a store: create its key file, unlock it, add an account, change a passphrase or the recovery code.

Whoever changes the file holds its lock, reads it afresh, and checks that it is the list that holds (`OpenSlots`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from ce_tui.core.vault.errors import Damaged, NotPermitted, Refused, WrongCredentials
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keys, passphrases, slots
from ce_tui.core.vault.keys.keys import SWAPPED, OpenSlots, Unlocked, found_slots, slots_of, without_slots
from ce_tui.core.vault.keys.passphrases import RecoveryCode, new_recovery_code
from ce_tui.core.vault.keys.slots import (
    MAX_COSTS,
    ROLES,
    Argon,
    Derivation,
    RoleName,
    Slot,
    SlotList,
    derive,
)
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import AccountRow

_SUSPENDED = "This account is suspended. An administrator can resume it."
_MEANWHILE = (
    "The way in of this account was changed somewhere else at the same time: another passphrase was given, somebody "
    "signed in with the old one, or it was revoked. Nothing was changed here. Sign in again to see which passphrase "
    "holds, and change it then."
)


def create(
    home: Home,
    name: str,
    passphrase: str,
    roles: Iterable[RoleName],
    argon: Argon,
    code: RecoveryCode | None = None,
) -> tuple[Unlocked, RecoveryCode]:
    """The first account's slot and the recovery slot, with a fresh database key. Nothing is written yet.

    `code`: one from `new_recovery_code` that was shown and written down beforehand; else a fresh one.

    Raises `Refused`.
    """
    name = passphrases.check_name(name)
    passphrases.check(passphrase, name)
    database_key, store = keys.new_key(), secrets.token_hex(16)
    half, spare_half = (keys.new_half(binding) for binding in [keys.new_key()] * 2)
    code = code or new_recovery_code()
    own, spares = Derivation(store, name, argon), Derivation(store, "", argon)
    slot = _new_slot(half, own, passphrase, home.folder, roles)
    spare = _new_slot(spare_half, spares, code, home.folder)
    both = tuple(keys.seal_key(database_key, each, store) for each in (slot, spare))
    listed = keys.with_mac(SlotList(store=store, slots=both), half.binding)
    return Unlocked(both[0], half, database_key, listed), code


def unlock(home: Home, name: str, passphrase: str, listed: SlotList | None = None) -> Unlocked:
    """Open the database key with a name and a passphrase. Whatever is wrong, it takes as long.

    `listed`: the key file as it was read, where it is there no more.
    Raises `WrongCredentials`, `NotPermitted` (suspended), `Damaged`, `Busy`, `StoreUnreadable`.
    """
    listed = listed or slots.read(home)
    name = passphrases.tidy_name(name)
    tries = [derive(passphrase, Derivation(listed.store, name, argon), home.folder) for argon in listed.costs]
    by_tag = {each.tag: each for each in tries}
    for slot in reversed(listed.slots):
        if slot.kind == "account" and slot.tag in by_tag:
            return opened(listed, slot, keys.open_private(slot, listed.store, by_tag[slot.tag].key))
    raise WrongCredentials


def unlock_with_code(home: Home, code: RecoveryCode) -> Unlocked:
    """Open the database key with the recovery code. Raises as `unlock` does."""
    listed = slots.read(home)
    slot = next((slot for slot in reversed(listed.slots) if slot.kind == "recovery"), None)
    if slot is None:
        raise Damaged(SWAPPED)
    derived = derive(code, Derivation(listed.store, "", slot.argon), home.folder)
    if derived.tag != slot.tag:
        raise WrongCredentials("The recovery code is not the one of this store.")
    return opened(listed, slot, keys.open_private(slot, listed.store, derived.key))


def opened(listed: SlotList, slot: Slot, half: keys.PrivateHalf | None) -> Unlocked:
    """Open the database key with a slot's private half. The passphrase was right: a failure is damage or a suspension.

    The list's MAC comes first: the database key of a list that no member wrote is never used.
    Raises `NotPermitted` (suspended), `Damaged` (also where there is no half, because it did not open).
    """
    if half is None or not keys.mac_is_right(listed, half.binding):
        raise Damaged(SWAPPED)
    if keys.public_halves(half) != (slot.mlkem, slot.x25519):
        raise Damaged(SWAPPED)
    if slot.state == "suspended":
        raise NotPermitted(_SUSPENDED)
    database_key = keys.open_key(slot, listed.store, half)
    if database_key is None:
        raise Damaged(SWAPPED)
    return Unlocked(slot, half, database_key, listed)


def opened_again(listed: SlotList, unlocked: Unlocked) -> Unlocked:
    """What the account has by a list that was read since. Raises `WrongCredentials` (shut out), and as `opened`."""
    slot = listed.slot(unlocked.slot.id)
    if slot is None:
        raise WrongCredentials
    return opened(listed, slot, unlocked.half)


def add(of: OpenSlots, row: AccountRow, passphrase: str, roles: Iterable[RoleName], entry: Entry) -> None:
    """Add the account of this row. Needs nobody else's passphrase.

    `roles` are as `check_roles` gives them. Raises `Refused` (also for a name that is taken).
    """
    passphrases.check(passphrase, row.name)
    how = _derivation(of, row.name)
    made = _new_slot(keys.new_half(of.binding), how, passphrase, of.home.folder, roles, account=row.id)

    def change(listed: SlotList) -> SlotList:
        if listed.named(made.name):
            raise Refused("There is an account of this name already.")
        if len(listed.slots) >= slots.MAX_SLOTS:
            raise Refused(f"A store has at most {slots.MAX_SLOTS} accounts.")
        return replace(listed, slots=(*listed.slots, of.sealed(made, listed)))

    of.change(change, [entry], row)


def replace_code(of: OpenSlots, code: RecoveryCode, entry: Entry) -> SlotList:
    """Replace the recovery slot by one of this code; other keys are due then."""
    how = Derivation(slots.read(of.home).store, "", of.argon)
    made = _new_slot(keys.new_half(of.binding), how, code, of.home.folder)

    def change(listed: SlotList) -> SlotList:
        kept = without_slots(listed, lambda slot: slot.kind == "recovery")
        return replace(kept, slots=(*kept.slots, of.sealed(made, listed)), due=True)

    return of.change(change, [entry])


def keep_one(of: OpenSlots, unlocked: Unlocked) -> None:
    """Drop the account's other slot, if a change of its passphrase was cut short."""
    if len(slots_of(unlocked.listed, unlocked.slot.account)) > 1:
        of.change(lambda listed: _alone(listed, unlocked.slot))


def check_roles(roles: Iterable[str]) -> tuple[RoleName, ...]:
    """The roles in their one order. Raises `Refused` where there is none or one is unknown."""
    given = set(roles)
    if not given or not given <= set(ROLES):
        raise Refused("An account has one or more of the roles practitioner, lead and administrator.")
    return tuple(role for role in ROLES if role in given)


def new_passphrase(
    of: OpenSlots, account: str, name: str, passphrase: str, entry: Entry, opened_by: Slot | None = None
) -> Unlocked:
    """Give an account, by its id, a fresh key pair and passphrase: write the new slot, verify it, then drop the old.

    The old one may be kept in a copy, with what opens it: so its key pair is another, and other keys are due. What an
    administrator changed meanwhile, roles or a suspension, holds for the fresh one too. `opened_by`: the slot that the
    old passphrase opened, which must still be there; None: the way back with the recovery code.

    Raises `Refused` (also where that slot is gone: another session has changed it since), `NotPermitted` (suspended
    meanwhile), and what writing raises; what opened the account before then still does.
    """
    passphrases.check(passphrase, name)
    how = _derivation(of, name)
    made = _new_slot(keys.new_half(of.binding), how, passphrase, of.home.folder, account=account)

    def beside(listed: SlotList) -> SlotList:
        old = found_slots(listed, account)[-1]
        if opened_by is not None and listed.slot(opened_by.id) is None:
            raise Refused(_MEANWHILE)
        if old.state == "suspended":
            raise NotPermitted(_SUSPENDED)
        sealed = of.sealed(replace(made, roles=old.roles), listed)
        return replace(listed, slots=(*listed.slots, sealed), due=True)

    of.change(beside)
    written = slots.read(of.home)
    slot = written.slot(made.id)
    if slot is None:
        raise Refused(_MEANWHILE)
    again = derive(passphrase, how, of.home.folder)
    read = keys.open_private(slot, written.store, again.key) if slot.tag == again.tag else None
    if read is None or keys.open_key(slot, written.store, read) != of.database_key:
        of.change(lambda listed: without_slots(listed, lambda each: each.id == made.id))
        raise Damaged("The new passphrase could not be verified, so it was dropped. The old one still works.")
    changed = of.change(lambda listed: _alone(listed, made), [entry])
    return Unlocked(changed.slot(made.id) or slot, read, of.database_key, changed)


def _alone(listed: SlotList, slot: Slot) -> SlotList:
    """The list with this slot as the only one of its account.

    Raises `Refused` where somebody has dropped it since: without it the account would have none at all.
    """
    if listed.slot(slot.id) is None:
        raise Refused(_MEANWHILE)
    mine = slots_of(listed, slot.account)
    return without_slots(listed, lambda each: each in mine and each.id != slot.id)


def _new_slot(
    half: keys.PrivateHalf,
    how: Derivation,
    secret: str,
    folder: Path,
    roles: Iterable[RoleName] = (),
    account: str = "",
) -> Slot:
    """A slot with this half, sealed under what is derived; no database key yet. No name: the recovery slot."""
    derived = derive(secret, how, folder)
    lattice, curve = keys.public_halves(half)
    bare = Slot(
        id=secrets.token_hex(16),
        kind="account" if how.name else "recovery",
        account=account or secrets.token_hex(16),
        name=keys.keyed_name(how.name, how.store, half.binding),
        tag=derived.tag,
        roles=tuple(roles),
        state="suspended",
        epoch=1,
        argon=how.argon,
        mlkem=lattice,
        x25519=curve,
        nonce=bytes(12),
        private=b"",
        key=b"",
    )
    return keys.seal_private(half, bare, how.store, derived.key)


def _derivation(of: OpenSlots, name: str) -> Derivation:
    """The derivation for a new slot of an account. A try to sign in never takes more than two."""
    listed, argon = slots.read(of.home), of.argon
    if argon not in listed.costs and len(listed.costs) >= MAX_COSTS:
        argon = max(listed.costs, key=lambda each: each.memory * each.iterations)
    return Derivation(listed.store, passphrases.tidy_name(name), argon)
