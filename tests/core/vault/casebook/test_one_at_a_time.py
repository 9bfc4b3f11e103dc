"""A casebook may be used from any thread: each public method of its parts holds the desk's lock, and lets go of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from ce_tui.core.vault.casebook.open_store import CasebookPart
from support.stores.vault import with_people

WITHOUT = {"Backups.make", "Revoking.revoke", "Screenings.ended"}
"""These take it for a part of what they do, or not at all, and say so."""


class Lock:
    """The desk's lock, which counts how often it was taken."""

    def __init__(self) -> None:
        self.taken, self.depth, self._lock = 0, 0, threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()
        self.taken, self.depth = self.taken + 1, self.depth + 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
        self._lock.release()


def test_every_public_method_of_every_part_holds_the_lock_and_lets_go_of_it_whatever_happens(
    home: Path,
) -> None:
    """Called without its arguments, a method raises within the lock."""
    casebook = with_people(home)
    without, lock = set[str](), Lock()
    casebook._desk.lock = cast("Any", lock)
    parts = [part for part in vars(casebook).values() if isinstance(part, CasebookPart)]
    assert len(parts) > 15
    for part in parts:
        methods = {name for name in dir(type(part)) if not name.startswith("_")}
        for name in methods - set(type(part).__struct_fields__):
            before, found = lock.taken, cast("Any", None)
            with suppress(Exception):
                found = getattr(part, name)
                found = found() if callable(found) else found
            assert lock.depth == 0 and not isinstance(found, Iterator), (
                "the lock is held as long as the method runs"
            )
            if lock.taken == before and not isinstance(getattr(type(part), name), float):
                without.add(f"{type(part).__name__}.{name}")
    assert without == WITHOUT
    casebook.close()
