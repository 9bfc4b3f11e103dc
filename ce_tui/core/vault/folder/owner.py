"""Whose a folder is: root writes in none of another account, which could not change its files any more."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def root_in_the_folder_of(folder: Path) -> int:
    """Whose folder it is, or the one it would lie in, where that is another account's and this runs as root; else 0."""
    if os.geteuid() != 0:
        return 0
    with contextlib.suppress(OSError):
        folder = folder.absolute()
        return next(each for each in (folder, *folder.parents) if each.exists()).stat().st_uid
    return 0
