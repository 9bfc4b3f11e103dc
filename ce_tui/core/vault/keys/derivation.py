"""Argon2id: what is typed → a key, in the caller's thread (it lets other threads run), a few at a time on a machine."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

from ce_tui.core.vault.errors import Busy
from ce_tui.core.vault.folder.home import FILE_MODE, os_words
from ce_tui.core.vault.keys.slots import Derivation

_PATIENCE = 60.0  # seconds


def derive(secret: bytes, derivation: Derivation, folder: Path) -> bytes:
    """The 32-byte key of a slot. At most one derivation a core runs at once over all processes of `folder`.

    Raises `Busy` after a minute of waiting.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    argon = derivation.argon
    recipe = Argon2id(
        salt=derivation.salt,
        length=32,
        iterations=argon.iterations,
        lanes=argon.lanes,
        memory_cost=argon.memory,
    )
    with _turn(folder):
        return recipe.derive(secret)


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
        return os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    with contextlib.suppress(OSError):
        return os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    return None


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
