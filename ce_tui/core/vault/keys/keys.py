"""The cryptography of a slot: key pairs, sealing, and the MAC over the list. No files, no policy.

passphrase –Argon2id→ key –AES-256-GCM→ private half (as seeds) –HPKE, ML-KEM-768 + X25519→ database key

The private half is bound to what never changes in a slot (version, store, slot, kind, account, name, derivation); the
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


class KeyPair(msgspec.Struct, frozen=True):
    """Both private halves as seeds: ML-KEM-768's 64 bytes and X25519's 32."""

    mlkem: bytes
    x25519: bytes

    def __repr__(self) -> str:
        return "KeyPair(…)"


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def new_pair() -> KeyPair:
    """A random hybrid key pair."""
    return KeyPair(secrets.token_bytes(64), secrets.token_bytes(32))


def public_halves(pair: KeyPair) -> tuple[bytes, bytes]:
    """The ML-KEM-768 and the X25519 public key, raw."""
    from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

    lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(pair.mlkem).public_key()
    curve = x25519.X25519PrivateKey.from_private_bytes(pair.x25519).public_key()
    return lattice.public_bytes_raw(), curve.public_bytes_raw()


def seal_private(pair: KeyPair, slot: Slot, store: str, key: bytes) -> Slot:
    """The slot with its private half sealed under `key` (derived from what was typed)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, pair.mlkem + pair.x25519, _lasting(slot, store))
    return msgspec.structs.replace(slot, nonce=nonce, private=sealed)


def open_private(slot: Slot, store: str, key: bytes) -> KeyPair | None:
    """The private half, or None where `key` is not its key or the slot was tampered with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        seeds = AESGCM(key).decrypt(slot.nonce, slot.private, _lasting(slot, store))
    except InvalidTag:
        return None
    return KeyPair(seeds[:64], seeds[64:])


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


def open_key(slot: Slot, store: str, pair: KeyPair) -> bytes | None:
    """The database key, or None where the slot was tampered with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

    private = hpke.MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(pair.mlkem),
        x25519.X25519PrivateKey.from_private_bytes(pair.x25519),
    )
    try:
        key = _suite().decrypt(slot.key, private, info=_current(slot, store))
    except (InvalidTag, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def with_mac(slots: SlotList, database_key: bytes) -> SlotList:
    """The list with its MAC."""
    return msgspec.structs.replace(slots, mac=_mac(slots, database_key))


def mac_is_right(slots: SlotList, database_key: bytes) -> bool:
    """Whether the list is as the holder of the database key wrote it."""
    return hmac.compare_digest(slots.mac, _mac(slots, database_key))


def name_tag(name: str, store: str) -> str:
    """What stands for an account's name in the key file: an HMAC under the store's id, of the name without case."""
    folded = name.casefold().encode("utf-8", "surrogatepass")
    return hmac.digest(bytes.fromhex(store), b"ce-tui name\0" + folded, "sha256").hex()


def backup_key(database_key: bytes, store: str) -> bytes:
    """The key of the MAC over a backup of the store."""
    return _derived(database_key, store, b"ce-tui backup")


def _mac(slots: SlotList, database_key: bytes) -> bytes:
    key = _derived(database_key, slots.store, b"ce-tui slot list")
    return hmac.digest(key, slots.authenticated(), "sha256")


def _derived(database_key: bytes, store: str, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=bytes.fromhex(store), info=purpose).derive(database_key)


def _lasting(slot: Slot, store: str) -> bytes:
    return msgspec.json.encode(
        ["ce-tui slot", VERSION, store, slot.id, slot.kind, slot.account, slot.tag, slot.derivation],
        order="sorted",
    )


def _current(slot: Slot, store: str) -> bytes:
    return _lasting(slot, store) + msgspec.json.encode([slot.roles, slot.epoch])


def _suite() -> hpke.Suite:
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
