"""What is done with the key file: create it, unlock with it, add an account, change a passphrase, recover.

Whoever changes it holds its lock, reads it afresh, and checks its MAC before anything is sealed to a key in it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

import msgspec

from ce_tui.core.vault.errors import Damaged, NotPermitted, Refused, WrongCredentials
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keys, passphrases, slots
from ce_tui.core.vault.keys.derivation import derive
from ce_tui.core.vault.keys.recovery import RecoveryCode, new_recovery_code
from ce_tui.core.vault.keys.slot_changes import SWAPPED, at_epoch, change_slots, slot_of, without
from ce_tui.core.vault.keys.slots import ROLES, Argon, Derivation, RoleName, Slot, SlotList


class Unlocked(msgspec.Struct, frozen=True):
    """What a right passphrase opens. `listed` is the key file as it was read, its MAC checked."""

    slot: Slot
    pair: keys.KeyPair
    database_key: bytes
    listed: SlotList

    def __repr__(self) -> str:
        return "Unlocked(…)"


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
    slot, pair = _new_slot(home, store, name, passphrases.normalise(passphrase), roles, argon)
    code = code or new_recovery_code()
    spare, _ = _new_slot(home, store, "", code.encode(), (), argon)
    both = tuple(keys.seal_key(database_key, each, store) for each in (slot, spare))
    listed = keys.with_mac(SlotList(store=store, slots=both), database_key)
    return Unlocked(both[0], pair, database_key, listed), code


def unlock(home: Home, name: str, passphrase: str) -> Unlocked:
    """Open the database key with a name and a passphrase. An unknown name takes as long as a wrong passphrase.

    Raises `WrongCredentials`, `NotPermitted` (suspended), `Damaged`, `Busy`, `StoreUnreadable`.
    """
    listed = slots.read(home)
    tag = keys.name_tag(passphrases.tidy_name(name), listed.store)
    secret = passphrases.normalise(passphrase)
    candidates = listed.named(tag)
    if not candidates:
        derive(secret, _dummy(listed, tag), home.folder)
        raise WrongCredentials
    for slot in reversed(candidates):
        pair = _try(home, listed, slot, secret)
        if pair is not None:
            return opened(listed, slot, pair)
    raise WrongCredentials


def unlock_with_code(home: Home, code: RecoveryCode) -> Unlocked:
    """Open the database key with the recovery code. Raises as `unlock` does."""
    listed = slots.read(home)
    slot = listed.recovery
    if slot is None:
        raise Damaged(SWAPPED)
    pair = _try(home, listed, slot, code.encode())
    if pair is None:
        raise WrongCredentials("The recovery code is not the one of this store.")
    return opened(listed, slot, pair)


def opened(listed: SlotList, slot: Slot, pair: keys.KeyPair) -> Unlocked:
    """What a slot's key pair opens. The passphrase was right: from here on a failure is damage, or a suspension.

    Raises `NotPermitted` (suspended), `Damaged`.
    """
    if slot.state == "suspended":
        raise NotPermitted("This account is suspended. An administrator can resume it.")
    database_key = keys.open_key(slot, listed.store, pair)
    if database_key is None or keys.public_halves(pair) != (slot.mlkem, slot.x25519):
        raise Damaged(SWAPPED)
    if not keys.mac_is_right(listed, database_key):
        raise Damaged(SWAPPED)
    return Unlocked(slot, pair, database_key, listed)


def add(
    home: Home, database_key: bytes, name: str, passphrase: str, roles: Iterable[str], argon: Argon
) -> tuple[Slot, SlotList]:
    """Add an account. Needs nobody else's passphrase. Raises `Refused` (also for a name that is taken)."""
    name = passphrases.check_name(name)
    given = check_roles(roles)
    passphrases.check(passphrase, name)
    store = slots.read(home).store
    made, _ = _new_slot(home, store, name, passphrases.normalise(passphrase), given, argon)

    def change(listed: SlotList) -> SlotList:
        if listed.named(made.tag):
            raise Refused("There is an account of this name already.")
        if len(listed.slots) >= slots.MAX_SLOTS:
            raise Refused(f"A store has at most {slots.MAX_SLOTS} accounts.")
        sealed = keys.seal_key(database_key, at_epoch(made, listed), listed.store)
        return msgspec.structs.replace(listed, slots=(*listed.slots, sealed))

    listed = change_slots(home, database_key, change)
    return listed.slots[-1], listed


def new_passphrase(home: Home, unlocked: Unlocked, name: str, passphrase: str, argon: Argon) -> Unlocked:
    """Seal the account's private half under a new passphrase: write the new slot, verify it, then drop the old.

    Raises `Refused`, and what writing raises; the old passphrase then still opens the account.
    """
    passphrases.check(passphrase, name)
    secret = passphrases.normalise(passphrase)
    old = unlocked.slot
    fresh = _sealed_pair(home, unlocked.listed.store, old, unlocked.pair, secret, argon)
    return _put(home, unlocked.database_key, fresh, secret)


def new_pair(
    home: Home, database_key: bytes, account: str, name: str, passphrase: str, argon: Argon
) -> Unlocked:
    """Give an account a fresh key pair and passphrase: the way back with the recovery code.

    `account` is its id. Raises `Refused`, `NotPermitted` where it is suspended.
    """
    passphrases.check(passphrase, name)
    listed = slots.read(home)
    old = slot_of(listed, account)
    if old.state == "suspended":
        raise NotPermitted("This account is suspended. An administrator can resume it.")
    secret = passphrases.normalise(passphrase)
    pair = keys.new_pair()
    lattice, curve = keys.public_halves(pair)
    bare = msgspec.structs.replace(old, mlkem=lattice, x25519=curve)
    fresh = _sealed_pair(home, listed.store, bare, pair, secret, argon)
    return _put(home, database_key, fresh, secret)


def replace_code(home: Home, database_key: bytes, code: RecoveryCode, argon: Argon) -> SlotList:
    """Put a recovery slot of this code in the old one's place; the old code opens nothing any more."""
    made, _ = _new_slot(home, slots.read(home).store, "", code.encode(), (), argon)

    def change(listed: SlotList) -> SlotList:
        kept = without(listed, lambda slot: slot.kind == "recovery")
        sealed = keys.seal_key(database_key, at_epoch(made, listed), listed.store)
        return msgspec.structs.replace(kept, slots=(*kept.slots, sealed))

    return change_slots(home, database_key, change)


def keep_one(home: Home, unlocked: Unlocked) -> None:
    """Where a change of the passphrase was cut short, keep the one that was used now and drop the other."""

    def is_other(slot: Slot) -> bool:
        return (
            slot.kind == "account" and slot.account == unlocked.slot.account and slot.id != unlocked.slot.id
        )

    if any(is_other(slot) for slot in unlocked.listed.slots):
        change_slots(home, unlocked.database_key, lambda listed: without(listed, is_other))


def check_roles(roles: Iterable[str]) -> tuple[RoleName, ...]:
    """The roles in their one order. Raises `Refused` where there is none or one is unknown."""
    given = set(roles)
    if not given or not given <= set(ROLES):
        raise Refused("An account has one or more of the roles practitioner, lead and administrator.")
    return tuple(role for role in ROLES if role in given)


def _put(home: Home, database_key: bytes, fresh: Slot, secret: bytes) -> Unlocked:
    """Write `fresh` beside the account's old slot, verify it from the disk, then drop the old."""

    def beside(listed: SlotList) -> SlotList:
        sealed = keys.seal_key(database_key, at_epoch(fresh, listed), listed.store)
        return msgspec.structs.replace(listed, slots=(*listed.slots, sealed))

    change_slots(home, database_key, beside)
    written = slots.read(home)
    slot = next((slot for slot in written.slots if slot.id == fresh.id), None)
    pair = _try(home, written, slot, secret) if slot else None
    if slot is None or pair is None or keys.open_key(slot, written.store, pair) != database_key:
        change_slots(home, database_key, lambda listed: without(listed, lambda each: each.id == fresh.id))
        raise Damaged("The new passphrase could not be verified, so it was dropped. The old one still works.")

    def is_old(each: Slot) -> bool:
        return each.kind == "account" and each.account == fresh.account and each.id != fresh.id

    listed = change_slots(home, database_key, lambda listed: without(listed, is_old))
    return Unlocked(next(each for each in listed.slots if each.id == fresh.id), pair, database_key, listed)


def _new_slot(
    home: Home, store: str, name: str, secret: bytes, roles: Iterable[RoleName], argon: Argon
) -> tuple[Slot, keys.KeyPair]:
    """A slot with a fresh pair, sealed under `secret`; no database key yet. No name: the recovery slot."""
    pair = keys.new_pair()
    lattice, curve = keys.public_halves(pair)
    bare = Slot(
        id=secrets.token_hex(16),
        kind="account" if name else "recovery",
        account=secrets.token_hex(16),
        tag=keys.name_tag(name, store),
        roles=tuple(roles),
        state="suspended",
        epoch=1,
        derivation=Derivation(argon=argon, salt=secrets.token_bytes(16)),
        mlkem=lattice,
        x25519=curve,
        nonce=bytes(12),
        private=b"",
        key=b"",
    )
    return _sealed_pair(home, store, bare, pair, secret, argon), pair


def _sealed_pair(home: Home, store: str, slot: Slot, pair: keys.KeyPair, secret: bytes, argon: Argon) -> Slot:
    derivation = Derivation(argon=argon, salt=secrets.token_bytes(16))
    fresh = msgspec.structs.replace(slot, id=secrets.token_hex(16), derivation=derivation)
    return keys.seal_private(pair, fresh, store, derive(secret, derivation, home.folder))


def _try(home: Home, listed: SlotList, slot: Slot, secret: bytes) -> keys.KeyPair | None:
    return keys.open_private(slot, listed.store, derive(secret, slot.derivation, home.folder))


def _dummy(listed: SlotList, tag: str) -> Derivation:
    """What an unknown name derives against: the cost of a slot that is there, always the same one for one name."""
    accounts = [slot for slot in listed.slots if slot.kind == "account"] or list(listed.slots)
    like = accounts[int(tag[:8], 16) % len(accounts)].derivation
    salt = hashlib.sha256(b"ce-tui nobody" + bytes.fromhex(tag)).digest()[:16]
    return msgspec.structs.replace(like, salt=salt)
