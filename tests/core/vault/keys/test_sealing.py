"""What a slot's seals are bound to, one by one: a slot changed in any of it opens nothing."""

from __future__ import annotations

import msgspec
import pytest

from ce_tui.core.vault.keys import keys
from ce_tui.core.vault.keys.slots import Argon, Slot
from support.stores.vault import QUICK

STORE = "0" * 32
KEK = bytes(range(32))
BINDING = bytes(range(32, 64))


@pytest.fixture(scope="module")
def sealed() -> tuple[Slot, bytes]:
    half, database_key = keys.new_half(BINDING), keys.new_key()
    lattice, curve = keys.public_halves(half)
    bare = Slot(
        id="1" * 32,
        kind="account",
        account="2" * 32,
        name="4" * 64,
        tag="3" * 64,
        roles=("practitioner",),
        state="suspended",
        epoch=1,
        argon=QUICK,
        mlkem=lattice,
        x25519=curve,
        nonce=bytes(12),
        private=b"",
        key=b"",
    )
    return keys.seal_key(database_key, keys.seal_private(half, bare, STORE, KEK), STORE), database_key


def test_a_slot_opens_with_its_own_key(sealed: tuple[Slot, bytes]) -> None:
    slot, database_key = sealed
    half = keys.open_private(slot, STORE, KEK)
    assert half is not None
    assert keys.open_key(slot, STORE, half) == database_key
    assert half.binding == BINDING
    assert (len(slot.key), len(slot.private), slot.state) == (1168, 144, "active")
    assert keys.open_private(slot, STORE, bytes(32)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": "9" * 32},
        {"kind": "recovery"},
        {"account": "9" * 32},
        {"tag": "9" * 64},
        {"name": "9" * 64},
        {"argon": Argon()},
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
    half = keys.open_private(slot, STORE, KEK)
    assert half is not None
    assert keys.open_key(msgspec.structs.replace(slot, **change), STORE, half) is None
    assert keys.open_key(slot, "9" * 32, half) is None


def test_keys_do_not_show_themselves(sealed: tuple[Slot, bytes]) -> None:
    half = keys.new_half(BINDING)
    for secret in (half.mlkem, half.x25519, half.binding):
        assert secret.hex() not in repr(half)
        assert repr(secret) not in repr(half)
