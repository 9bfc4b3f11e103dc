"""Whose turn it is to write: whoever waits comes before whoever has only just written.

SQLite has no queue: a writer who waits looks from time to time, ever more seldom, whether nobody writes just then.
Beside someone who saves without a pause there is always somebody: on a busy machine one of two waited for seconds,
though each save takes milliseconds. So whoever wants to write first stands in line, which takes microseconds where
nobody else does, and leaves the line once it is their turn.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

_LOOK_AGAIN = 0.002  # seconds


@contextlib.contextmanager
def first_in_line(folder: Path, patience: float) -> Iterator[None]:
    """Stand in the line of those who want to write in a store's folder, and be the first in it within.

    The line is a courtesy, and no lock: where one cannot stand in it, or nobody moves for `patience` seconds (a process
    may have been stopped in it), it is passed by. A killed process leaves it by itself.
    """
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        until = time.monotonic() + patience
        while not _is_mine(place) and time.monotonic() < until:
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(place)


def _is_mine(place: int) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no such locks
        return True
    return True
