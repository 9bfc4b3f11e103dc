"""The cryptography of a slot, and how members read and change the list of slots.

name and passphrase –Argon2id→ key –AES-256-GCM→ private half (as seeds) –HPKE, ML-KEM-768 + X25519→ database key
                                                 and the binding secret –HKDF→ the MAC over the list

The binding secret is the store's, drawn when it is made, and stands in every sealed private half and nowhere else: a
list that nobody with a passphrase wrote is told by its MAC before the database key is used.

The private half is bound to what never changes in a slot (version, store, slot, kind, account, name, tag, cost); the
sealed database key to all of that and the roles and the epoch, so that both can change without the passphrase.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec.structs import replace

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
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.passphrases import tidy_name
from ce_tui.core.vault.keys.slots import VERSION, Argon, RoleName, Slot, SlotList, listing_of
from ce_tui.core.vault.log.audit import Entry, Secret
from ce_tui.core.vault.store.records import AccountRow, KnownLists, PendingAccount

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hpke

    from ce_tui.core.vault.store.tables import ListingTable


KEY_BYTES = 32


class PrivateHalf(Secret, frozen=True):
    """The private half of a slot: ML-KEM-768's seed (64 bytes), X25519's (32), the store's binding secret (32)."""

    mlkem: bytes
    x25519: bytes
    binding: bytes


class Unlocked(Secret, frozen=True):
    """The slot and the keys that a right passphrase opens. `listed` is the key file as it was read, its MAC checked."""

    slot: Slot
    half: PrivateHalf
    database_key: bytes
    listed: SlotList


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def new_half(binding: bytes) -> PrivateHalf:
    """A random hybrid key pair of a store with this binding secret."""
    return PrivateHalf(secrets.token_bytes(64), secrets.token_bytes(32), binding)


def public_halves(half: PrivateHalf) -> tuple[bytes, bytes]:
    """The ML-KEM-768 and the X25519 public key, raw."""
    from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

    lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(half.mlkem).public_key()
    curve = x25519.X25519PrivateKey.from_private_bytes(half.x25519).public_key()
    return lattice.public_bytes_raw(), curve.public_bytes_raw()


def seal_private(half: PrivateHalf, slot: Slot, store: str, key: bytes) -> Slot:
    """The slot with its private half sealed under `key` (derived from what was typed)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, half.mlkem + half.x25519 + half.binding, _lasting(slot, store))
    return replace(slot, nonce=nonce, private=sealed)


def open_private(slot: Slot, store: str, key: bytes) -> PrivateHalf | None:
    """The private half of a slot; None if `key` is not its key or the slot was tampered with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        seeds = AESGCM(key).decrypt(slot.nonce, slot.private, _lasting(slot, store))
    except InvalidTag:
        return None
    return PrivateHalf(seeds[:64], seeds[64:96], seeds[96:])


def seal_key(database_key: bytes, slot: Slot, store: str) -> Slot:
    """The slot with the database key sealed to its public half. Needs no passphrase."""
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

    public = hpke.MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(slot.mlkem),
        x25519.X25519PublicKey.from_public_bytes(slot.x25519),
    )
    sealed = _suite().encrypt(database_key, public, info=_current(slot, store))
    return replace(slot, key=sealed, state="active")


def open_key(slot: Slot, store: str, half: PrivateHalf) -> bytes | None:
    """The database key, or None if the slot was tampered with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

    private = hpke.MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(half.mlkem),
        x25519.X25519PrivateKey.from_private_bytes(half.x25519),
    )
    try:
        key = _suite().decrypt(slot.key, private, info=_current(slot, store))
    except (InvalidTag, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def with_mac(listed: SlotList, binding: bytes) -> SlotList:
    """The list with its MAC."""
    return replace(listed, mac=_mac(listed, binding))


def mac_is_right(listed: SlotList, binding: bytes) -> bool:
    """Whether the list is as a member of its store wrote it."""
    return hmac.compare_digest(listed.mac, _mac(listed, binding))


def named_slots(listed: SlotList, name: str, binding: bytes) -> tuple[Slot, ...]:
    """The slots of the account of a name, as it was typed."""
    return listed.named(keyed_name(tidy_name(name), listed.store, binding))


def keyed_name(name: str, store: str, binding: bytes) -> str:
    """The tag of an account's name in the key file, told by members alone: an HMAC of the name without case."""
    folded = name.casefold().encode("utf-8", "surrogatepass")
    return hmac.digest(_derived(binding, store, b"ce-tui name"), folded, "sha256").hex()


def backup_key(database_key: bytes, store: str) -> bytes:
    """The key of the MAC over a backup of the store."""
    return _derived(database_key, store, b"ce-tui backup")


def _mac(listed: SlotList, binding: bytes) -> bytes:
    covered = slots.encode(replace(listed, mac=b""))
    return hmac.digest(_derived(binding, listed.store, b"ce-tui slot list"), covered, "sha256")


def _derived(secret: bytes, store: str, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=bytes.fromhex(store), info=purpose).derive(secret)


def _lasting(slot: Slot, store: str) -> bytes:
    return msgspec.json.encode(
        ["ce-tui slot", VERSION, store, slot.id, slot.kind, slot.account, slot.name, slot.tag, slot.argon],
        order="sorted",
    )


def _current(slot: Slot, store: str) -> bytes:
    return _lasting(slot, store) + msgspec.json.encode([slot.roles, slot.epoch])


def _suite() -> hpke.Suite:
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


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
    """The slots of an open store, in the hands of one of its members. `argon`: what new ones cost."""

    def __init__(self, home: Home, unlocked: Unlocked, remembered: ListingTable, argon: Argon) -> None:
        self.argon = argon
        self.home = home
        self.binding = unlocked.half.binding
        self.database_key = unlocked.database_key
        self._remembered = remembered

    def read(self, *, settle: bool = False) -> SlotList:
        """The list as it is, if it is the one that holds. Raises `Damaged`, `NoStore`, `StoreUnreadable`.

        `settle`: one that a change cut short had announced holds from here on.
        """
        with contextlib.suppress(ReadOnly, StoreFull), locked(self.home.lock):
            listed = self._read()
            if settle:
                self._settle(listed)
            return listed
        return self._read()

    def named(self) -> KnownLists:
        """The list that the head of the log names, and the one announced."""
        return self._remembered.remembered()

    def knows(self, listed: SlotList) -> bool:
        """Whether it is the list that holds, or the one that is about to."""
        known = self.named()
        return mac_is_right(listed, self.binding) and listing_of(listed) in (known.now, known.coming)

    def sealed(self, slot: Slot, listed: SlotList) -> Slot:
        """The slot with the list's present database key sealed to it."""
        return seal_key(self.database_key, replace(slot, epoch=listed.epoch), listed.store)

    def resumed(self, listed: SlotList, account: str) -> SlotList:
        """The list with the database key sealed to an account again. Its passphrase is the one it had."""
        return _each(listed, account, lambda slot: self.sealed(slot, listed))

    def with_roles(self, listed: SlotList, account: str, roles: tuple[RoleName, ...]) -> SlotList:
        """The list with exactly these roles for an account. Raises `Refused`: the last administrator loses the role."""

        def change(slot: Slot) -> Slot:
            slot = replace(slot, roles=roles)
            return slot if slot.state == "suspended" else self.sealed(slot, listed)

        return _kept(_each(listed, account, change))

    def change(
        self,
        change: Callable[[SlotList], SlotList],
        log: Sequence[Entry] = (),
        account: AccountRow | None = None,
    ) -> SlotList:
        """Write the list that `change` makes, as the next generation, with its log.

        `account`: the row that the list of accounts gets by it. Returns what was written.
        Raises `Damaged` where the list is not the one that holds, `Busy`, `StoreFull`, `ReadOnly`, `StoreUnreadable`,
        and whatever `change` raises; nothing is written then.
        """
        with locked(self.home.lock):
            listed = self._read()
            self._remembered.settle(listing_of(listed))
            following = replace(change(listed), generation=listed.generation + 1)
            signed = with_mac(following, self.binding)
            self._remembered.announce(
                listing_of(listed), listing_of(signed), PendingAccount(tuple(log), account)
            )
            slots.write(self.home, signed)
            self._settle(signed)
            return signed

    def _settle(self, listed: SlotList) -> None:
        """Where the disk does not take it any more, the announcement holds, and the next sign-in settles it."""
        with contextlib.suppress(StoreFull, StoreUnreadable, Busy):
            self._remembered.settle(listing_of(listed))

    def _read(self) -> SlotList:
        listed = slots.read(self.home)
        if not mac_is_right(listed, self.binding):
            raise Damaged(SWAPPED)
        if not self.knows(listed):
            raise Damaged(OLDER_DATABASE if listed.generation > self.named().now.generation else OLDER)
        return listed


def slots_of(listed: SlotList, account: str) -> tuple[Slot, ...]:
    """The slots of an account, by its id: one, or two where a change of its passphrase was cut short."""
    return tuple(slot for slot in listed.slots if slot.kind == "account" and slot.account == account)


def found_slots(listed: SlotList, account: str) -> tuple[Slot, ...]:
    """The slots of an account, by its id, the newest last. Raises `Refused` where there is none."""
    found = slots_of(listed, account)
    if not found:
        raise Refused(NOBODY)
    return found


def without_slots(listed: SlotList, unwanted: Callable[[Slot], bool]) -> SlotList:
    """The list without some of its slots."""
    return replace(listed, slots=tuple(slot for slot in listed.slots if not unwanted(slot)))


LAST = (
    "This is the last administrator who can sign in, so that cannot be done: nobody could look after the accounts any "
    "more. Make someone else an administrator first."
)


def suspended(listed: SlotList, account: str) -> SlotList:
    """The list without the database key in an account's slot; its key pair stays. Raises `Refused`: the last one."""
    return _kept(_each(listed, account, lambda slot: replace(slot, state="suspended", key=b"")))


def without_account(listed: SlotList, account: str) -> SlotList:
    """The list without an account, so that another database key is due. Raises `Refused`: the last administrator."""
    mine = found_slots(listed, account)
    return _kept(replace(without_slots(listed, lambda slot: slot in mine), due=True))


def _each(listed: SlotList, account: str, change: Callable[[Slot], Slot]) -> SlotList:
    """The list with the slots of an account changed. Raises `Refused` as `found_slots`."""
    mine = found_slots(listed, account)
    changed = tuple(change(slot) if slot in mine else slot for slot in listed.slots)
    return replace(listed, slots=changed)


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


class AccountStanding:
    """An account's standing by the key file, which is read again once it is another. One stat while it is not.

    `unknown`: the file is not the one that the head of the log names; then `roles` and `shut_out` are those of before.
    """

    def __init__(self, slot: Slot) -> None:
        self._account = slot.account
        self._seen: tuple[int, ...] | None = None
        self.roles: tuple[RoleName, ...] = slot.roles
        self.shut_out: Literal["", "suspended", "revoked"] = ""
        self.unknown = False

    def look(self, of: OpenSlots) -> None:
        """Bring it up to date. One that an act in the log changes at the same time is read again."""
        for _ in range(_TRIES):
            mark = _mark(of)
            if mark is not None and mark == self._seen:
                return
            listed: SlotList | None = None
            try:
                named = of.named()
                with contextlib.suppress(Damaged, NoStore):
                    listed = slots.read(of.home)
                if listed is not None and of.knows(listed):
                    mine = slots_of(listed, self._account)
                    is_active = any(slot.state == "active" for slot in mine)
                    self.shut_out = "" if is_active else "suspended" if mine else "revoked"
                    self.roles = mine[-1].roles if is_active else ()
                    self._seen, self.unknown = mark, False
                    return
                is_still = (mark, named) == (_mark(of), of.named())
            except VaultError:
                return  # it cannot be read just now
            if is_still:
                self._seen, self.unknown = None, True
                return


def _mark(of: OpenSlots) -> tuple[int, ...] | None:
    """The identity of the key file's content. A file put back keeps all of it but the time of its change."""
    with contextlib.suppress(OSError):
        about = of.home.slots.stat()
        return about.st_ino, about.st_mtime_ns, about.st_ctime_ns, about.st_size
    return None
