"""The cryptography of a slot: key pairs, sealing, and the MAC over the list. No files, no policy.

name and passphrase –Argon2id→ key –AES-256-GCM→ private half (as seeds) –HPKE, ML-KEM-768 + X25519→ database key
                                                 and the binding secret –HKDF→ the MAC over the list

The binding secret is the store's, drawn when it is made, and stands in every sealed private half and nowhere else: a
list that nobody with a passphrase wrote is told by its MAC before the database key is used.

The private half is bound to what never changes in a slot (version, store, slot, kind, account, name, tag, cost); the
sealed database key to all of that and the roles and the epoch, so that both can change without the passphrase.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.keys.slots import VERSION, Slot, SlotList

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hpke

KEY_BYTES = 32


class PrivateHalf(msgspec.Struct, frozen=True):
    """What only its passphrase opens: ML-KEM-768's seed (64 bytes), X25519's (32), the store's binding secret (32)."""

    mlkem: bytes
    x25519: bytes
    binding: bytes

    def __repr__(self) -> str:
        return "PrivateHalf(…)"


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
    return msgspec.structs.replace(slot, nonce=nonce, private=sealed)


def open_private(slot: Slot, store: str, key: bytes) -> PrivateHalf | None:
    """The private half, or None where `key` is not its key or the slot was tampered with."""
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
    return msgspec.structs.replace(slot, key=sealed, state="active")


def open_key(slot: Slot, store: str, half: PrivateHalf) -> bytes | None:
    """The database key, or None where the slot was tampered with."""
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


def with_mac(slots: SlotList, binding: bytes) -> SlotList:
    """The list with its MAC."""
    return msgspec.structs.replace(slots, mac=_mac(slots, binding))


def mac_is_right(slots: SlotList, binding: bytes) -> bool:
    """Whether the list is as a member of its store wrote it."""
    return hmac.compare_digest(slots.mac, _mac(slots, binding))


def keyed_name(name: str, store: str, binding: bytes) -> str:
    """What stands for an account's name in the key file, told by members alone: an HMAC of the name without case."""
    folded = name.casefold().encode("utf-8", "surrogatepass")
    return hmac.digest(_derived(binding, store, b"ce-tui name"), folded, "sha256").hex()


def backup_key(database_key: bytes, store: str) -> bytes:
    """The key of the MAC over a backup of the store."""
    return _derived(database_key, store, b"ce-tui backup")


def _mac(slots: SlotList, binding: bytes) -> bytes:
    key = _derived(binding, slots.store, b"ce-tui slot list")
    return hmac.digest(key, slots.authenticated(), "sha256")


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
