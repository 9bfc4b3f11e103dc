"""Room kept back on the store's disk: a file that gives way when the disk is full, so that the last saves still fit.

Without it nothing could be written on a full disk, a sign-out and a deletion included. It is given up shortly before
the disk is full, or when it turns out to be, and made again when there is room.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ce_tui.core.vault.folder.home import FILE_MODE

SIZE = 4 * 1024 * 1024
"""Bytes. A change of a screening takes some 30,000 at most, and the write-ahead log uses its own room again."""

_TIGHT = 1024 * 1024  # bytes that are free when it gives way
_FULL = 128 * 1024


class Headroom:
    """The file of one store. Nothing here raises: what cannot be done now is tried again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def is_there(self) -> bool:
        """Whether there is room kept back. Costs one look at the folder."""
        return self._path.exists()

    def make(self) -> bool:
        """Keep room back if there is plenty. Whether some is kept back now."""
        if self.is_there:
            return True
        if self._free() < 3 * SIZE:
            return False
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            try:
                _reserve(handle)
                fresh.replace(self._path)
            finally:
                os.close(handle)
                fresh.unlink(missing_ok=True)
        return self.is_there

    def give_way(self) -> None:
        """Before something is written: give the room up where the disk is nearly full."""
        if self._free() < _TIGHT:
            self.release()

    def release(self) -> bool:
        """Give the room up. Whether there was any."""
        with contextlib.suppress(OSError):
            self._path.unlink()
            return True
        return False

    def is_full(self) -> bool:
        """Whether the disk takes nothing more."""
        return self._free() < _FULL

    def _free(self) -> int:
        """Bytes that this account may still write here; as many as can be where that is not told."""
        with contextlib.suppress(OSError):
            about = os.statvfs(self._path.parent)
            return about.f_bavail * about.f_frsize
        return 1 << 62


def _reserve(handle: int) -> None:
    """Real blocks: a file that is only said to be long would give nothing back."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, SIZE)
    else:
        os.write(handle, os.urandom(SIZE))
