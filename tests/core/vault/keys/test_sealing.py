"""What a slot's seals are bound to, one by one: a slot changed in any of it opens nothing."""

from __future__ import annotations

import secrets

import msgspec
import pytest

from ce_tui.core.vault.keys import keys
from ce_tui.core.vault.keys.slots import Derivation, Slot
from support.stores.vault import QUICK

STORE = "0" * 32
KEK = bytes(range(32))


@pytest.fixture(scope="module")
def sealed() -> tuple[Slot, bytes]:
    pair, database_key = keys.new_pair(), keys.new_key()
    lattice, curve = keys.public_halves(pair)
    bare = Slot(
        id="1" * 32,
        kind="account",
        account="2" * 32,
        tag="3" * 64,
        roles=("practitioner",),
        state="suspended",
        epoch=1,
        derivation=Derivation(argon=QUICK, salt=secrets.token_bytes(16)),
        mlkem=lattice,
        x25519=curve,
        nonce=bytes(12),
        private=b"",
        key=b"",
    )
    return keys.seal_key(database_key, keys.seal_private(pair, bare, STORE, KEK), STORE), database_key


def test_a_slot_opens_with_its_own_key(sealed: tuple[Slot, bytes]) -> None:
    slot, database_key = sealed
    pair = keys.open_private(slot, STORE, KEK)
    assert pair is not None
    assert keys.open_key(slot, STORE, pair) == database_key
    assert (len(slot.key), len(slot.private), slot.state) == (1168, 112, "active")
    assert keys.open_private(slot, STORE, bytes(32)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": "9" * 32},
        {"kind": "recovery"},
        {"account": "9" * 32},
        {"tag": "9" * 64},
        {"derivation": Derivation(argon=QUICK, salt=bytes(16))},
        {"nonce": bytes(12)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_private_half_is_bound_to_what_never_changes(
    sealed: tuple[Slot, bytes], change: dict[str, object]
) -> None:
    slot, _ = sealed
    assert keys.open_private(msgspec.structs.replace(slot, **change), STORE, KEK) is None


@pytest.mark.parametrize(
    "change",
    [{"roles": ("practitioner", "administrator")}, {"epoch": 2}, {"account": "9" * 32}],
    ids=lambda change: next(iter(change)),
)
def test_the_database_key_is_bound_to_roles_and_epoch_too(
    sealed: tuple[Slot, bytes], change: dict[str, object]
) -> None:
    slot, _ = sealed
    pair = keys.open_private(slot, STORE, KEK)
    assert pair is not None
    assert keys.open_key(msgspec.structs.replace(slot, **change), STORE, pair) is None
    assert keys.open_key(slot, "9" * 32, pair) is None


def test_keys_do_not_show_themselves(sealed: tuple[Slot, bytes]) -> None:
    pair = keys.new_pair()
    assert pair.mlkem.hex() not in repr(pair)
    assert repr(pair.mlkem) not in repr(pair)
