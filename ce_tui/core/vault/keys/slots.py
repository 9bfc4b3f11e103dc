"""The key file `slots.json`: its shape, reading it without trust, writing it whole; and deriving its keys.

It is canonical JSON (sorted keys, no spaces): what is read must be, byte for byte, what this module would write.
It holds no name, and confirms none: a slot is found by a tag that takes its name and its passphrase, and known to
members by another that takes the store's binding secret (`keys`). The names lie in the encrypted database.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import time
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from ce_tui.core.strict_json import NotJson, WrongShape, parse_as
from ce_tui.core.vault.errors import PUT_BACK, Busy, Damaged, NoStore
from ce_tui.core.vault.folder.home import Home, open_to_lock, os_words, read_bounded, take, write_whole
from ce_tui.core.vault.keys.passphrases import normalise
from ce_tui.core.vault.log.audit import Listing, Secret

VERSION = 2
MAX_BYTES = 2_000_000
MAX_SLOTS = 400
MAX_COSTS = 2
EARLIER = (
    "This store was made with an earlier edition of the app, whose form this one does not open. Nothing was changed, "
    "and nothing is lost: the earlier edition still opens it. The one way on: print or export its screenings there, "
    "and set up a new store in another folder here (CE_TUI_HOME)."
)

RoleName = Literal["practitioner", "lead", "administrator"]
ROLES: tuple[RoleName, ...] = get_args(RoleName)

_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}\\Z")]
_Tag = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}\\Z")]
_Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]


class Argon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Argon2id's parameters. `memory` is in KiB. The bounds keep a crafted file from eating the machine."""

    memory: Annotated[int, msgspec.Meta(ge=8 * 1024, le=192 * 1024)] = 128 * 1024
    iterations: Annotated[int, msgspec.Meta(ge=1, le=8)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=4)] = 1


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way in: an account's key pair, its private half sealed, and the database key sealed to its public half.

    `id` changes with each passphrase, `account` never. A suspended account has no `key` and keeps its pair.
    `tag` is derived from name and passphrase together, at the cost of `argon`; `name` from the name alone, under a key
    that only members have.
    `epoch` is that of the database key that was sealed; a rekey seals the next one to every slot that stays.
    """

    id: _Id
    kind: Literal["account", "recovery"]
    account: _Id
    name: _Tag
    tag: _Tag
    roles: Annotated[tuple[RoleName, ...], msgspec.Meta(max_length=len(ROLES))]
    state: Literal["active", "suspended"]
    epoch: _Count
    argon: Argon
    mlkem: Annotated[bytes, msgspec.Meta(min_length=1184, max_length=1184)]
    x25519: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    private: Annotated[bytes, msgspec.Meta(min_length=144, max_length=144)]
    key: Annotated[bytes, msgspec.Meta(max_length=1168)]


class SlotList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The content of the key file. `generation` counts its changes; `mac` is over the rest, by the store's members.

    `due` stands in it while the database has a key that an account or a passphrase of before, or the recovery code of
    before, opens with a copy of the list.
    """

    format: Literal["ce-tui slots"] = "ce-tui slots"
    version: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = VERSION
    store: _Id
    epoch: _Count = 1
    generation: _Count = 1
    due: Literal[True] | msgspec.UnsetType = msgspec.UNSET
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(min_length=1, max_length=MAX_SLOTS)]
    mac: Annotated[bytes, msgspec.Meta(max_length=32)] = b""

    def named(self, name: str) -> tuple[Slot, ...]:
        """The slots of the account with this keyed name: one, or two where a change was cut short."""
        return tuple(slot for slot in self.slots if slot.kind == "account" and slot.name == name)

    def slot(self, slot_id: str) -> Slot | None:
        """The slot of this id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    @property
    def costs(self) -> tuple[Argon, ...]:
        """The costs of a try to sign in: one derivation, or two while the cost is being changed."""
        return tuple(dict.fromkeys(slot.argon for slot in self.slots if slot.kind == "account"))


class EarlierForm(Damaged):
    """A key file of before the list was bound to its makers: whole, but not opened any more."""

    words = EARLIER


class _Form(msgspec.Struct):
    """What is looked at first: whether the file is of a form that this program knows."""

    version: int = 0


def listing_of(slots: SlotList) -> Listing:
    """What the database remembers of a list."""
    return Listing(slots.generation, hashlib.sha256(encode(slots)).digest())


def encode(slots: SlotList) -> bytes:
    """The one spelling of the key file."""
    return msgspec.json.encode(slots, order="sorted") + b"\n"


def decode(content: bytes) -> SlotList:
    """Read the file's bytes. Raises `Damaged` with what is wrong, in words without values."""
    version = 0
    with contextlib.suppress(NotJson):
        version = parse_as(content, _Form).version
    if 0 < version < VERSION:  # of another edition: no damage, and the words say which program opens it
        raise EarlierForm
    if version > VERSION:
        raise _damaged(f"it is of version {version}, and this program knows version {VERSION}")
    try:
        slots = parse_as(content, SlotList)
    except WrongShape as error:
        place = error.where.replace("[...]", "")
        what = (
            f"its part “{place}” is not as it should be" if place else "its parts are not as they should be"
        )
        if ".argon." in place:
            what = "the cost of deriving a key in it is outside the bounds this program accepts"
        raise _damaged(what) from None
    except NotJson:
        raise _damaged("it is not whole, or not what this program writes") from None
    if encode(slots) != content:
        raise _damaged("it was changed by something other than this program")
    if len({slot.id for slot in slots.slots}) != len(slots.slots):
        raise _damaged("a slot is in it twice")
    for slot in slots.slots:
        if bool(slot.key) != (slot.state == "active") or (slot.key and len(slot.key) != 1168):
            raise _damaged("a slot's key and its state do not agree")
        if len(set(slot.roles)) != len(slot.roles) or bool(slot.roles) != (slot.kind == "account"):
            raise _damaged("a slot's roles are not as they should be")
        if slot.epoch > slots.epoch:
            raise _damaged("a slot is newer than the file that holds it")
    if len(slots.costs) > MAX_COSTS:
        raise _damaged("deriving a key in it would cost too much")
    return slots


def _damaged(what: str) -> Damaged:
    return Damaged(f"The key file slots.json is damaged: {what}. The screenings are not touched. {PUT_BACK}")


def read(home: Home, path: Path | None = None) -> SlotList:
    """Read the key file, or another one of its shape. Raises `Damaged`, `NoStore`, `StoreUnreadable`."""
    try:
        content = read_bounded(path or home.slots, MAX_BYTES)
    except FileNotFoundError:
        raise NoStore from None
    return decode(content)


def write(home: Home, slots: SlotList, path: Path | None = None) -> None:
    """Replace the key file (or write another one of its shape), durably.

    Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`; the old one is then kept.
    """
    write_whole(path or home.slots, encode(slots))


_PATIENCE = 60.0  # seconds


class Derivation(msgspec.Struct, frozen=True):
    """The input of a derivation beside the passphrase: the store, the name, the cost.

    `name` is as `passphrases.tidy_name` gives it; "" is the recovery code's.
    """

    store: str
    name: str
    argon: Argon


class Derived(Secret, frozen=True):
    """The result of a derivation: `tag` finds the slot, `key` opens it."""

    tag: str
    key: bytes


def derive(secret: str, derivation: Derivation, folder: Path) -> Derived:
    """The tag and the 32-byte key of a passphrase or a recovery code.

    Over all processes of `folder` at most one runs on each core. Raises `Busy` after a minute of waiting.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = derivation.argon
    folded = derivation.name.casefold().encode("utf-8", "surrogatepass")
    # 16 bytes of a hash of the store's id and the name without case.
    salt = hashlib.sha256(b"ce-tui try\0" + bytes.fromhex(derivation.store) + folded).digest()[:16]
    recipe = Argon2id(
        salt=salt, length=64, iterations=argon.iterations, lanes=argon.lanes, memory_cost=argon.memory
    )
    places = [folder / f"derive-{number}.lock" for number in range(min(os.cpu_count() or 1, 4))]
    random.shuffle(places)  # fairness, not secrecy
    with contextlib.ExitStack() as stack, os_words():
        handles = [handle for place in places if (handle := open_to_lock(place)) is not None]
        for handle in handles:
            stack.callback(os.close, handle)
        until = time.monotonic() + _PATIENCE
        while handles and not any(map(take, handles)):
            if time.monotonic() > until:
                raise Busy("Too many people are signing in at once. Try again in a minute.", 60)
            time.sleep(0.02)
        both = recipe.derive(normalise(secret))
    return Derived(both[:32].hex(), both[32:])
