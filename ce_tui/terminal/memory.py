"""Memory of a process: what it keeps for nothing is given back, and what is held back for its end is taken."""

from __future__ import annotations

import ctypes
import gc
import resource


def give_memory_back() -> None:
    """Give back what a start and a sign-in have left behind: a MiB or so of each session. Takes some 30 ms."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # not glibc
        return


def take_the_reserve() -> None:
    """Let this process have what its bound of memory holds back for the end, so that it can save."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
