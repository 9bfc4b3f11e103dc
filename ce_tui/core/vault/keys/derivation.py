"""Argon2id: what is typed → a tag and a key, in the caller's thread (others run on), a few at a time on a machine.

The tag finds the slot and the key opens it; both come out of one derivation over name and passphrase, so that the key
file confirms no name to whoever lacks its passphrase.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ce_tui.core.vault.errors import Busy
from ce_tui.core.vault.folder.home import FILE_MODE, os_words
from ce_tui.core.vault.keys.slots import Argon

_PATIENCE = 60.0  # seconds


class Derivation(msgspec.Struct, frozen=True):
    """How tag and key are derived from what is typed: of which store and name, and at what cost.

    `name` is as `passphrases.tidy_name` gives it; "" is the recovery code's.
    """

    store: str
    name: str
    argon: Argon

    @property
    def salt(self) -> bytes:
        """16 bytes of a hash of the store's id and the name without case."""
        folded = self.name.casefold().encode("utf-8", "surrogatepass")
        return hashlib.sha256(b"ce-tui try\0" + bytes.fromhex(self.store) + folded).digest()[:16]


class Derived(msgspec.Struct, frozen=True):
    """What a name and a passphrase come to: `tag` finds the slot, `key` opens it."""

    tag: str
    key: bytes

    def __repr__(self) -> str:
        return "Derived(…)"


def derive(secret: bytes, derivation: Derivation, folder: Path) -> Derived:
    """The tag and the 32-byte key. At most one derivation a core runs at once over all processes of `folder`.

    Raises `Busy` after a minute of waiting.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = derivation.argon
    recipe = Argon2id(
        salt=derivation.salt,
        length=64,
        iterations=argon.iterations,
        lanes=argon.lanes,
        memory_cost=argon.memory,
    )
    with _turn(folder):
        both = recipe.derive(secret)
    return Derived(both[:32].hex(), both[32:])


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    places = [folder / f"derive-{number}.lock" for number in range(min(os.cpu_count() or 1, 4))]
    random.shuffle(places)  # fairness, not secrecy
    with contextlib.ExitStack() as stack, os_words():
        handles = [handle for place in places if (handle := _open(place)) is not None]
        for handle in handles:
            stack.callback(os.close, handle)
        if not handles:
            yield
            return
        until = time.monotonic() + _PATIENCE
        while not any(_take(handle) for handle in handles):
            if time.monotonic() > until:
                raise Busy("Too many people are signing in at once. Try again in a minute.", 60)
            time.sleep(0.02)
        yield


def _open(place: Path) -> int | None:
    """The file to lock; None where it is missing and cannot be made, on a read-only store or a full disk."""
    with contextlib.suppress(OSError):
        return os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    with contextlib.suppress(OSError):
        return os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    return None


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
