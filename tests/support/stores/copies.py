"""Stores made once and copied from then on: making one costs three times as much, most of it keys."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ce_tui.core.vault.keys.slots import Argon

QUICK = Argon(memory=8 * 1024, iterations=1, lanes=1)

Given = TypeVar("Given")


def copied(home: Path, make: Callable[[Path], Given]) -> Given:
    """Put a copy of the store that `make` makes where none is. Returns what `make` gave back.

    `make` closes what it opens, and is called once. Every copy has the same id and the same keys, and its log begins
    with what `make` did some time ago.
    """
    made, given = _made(make)
    shutil.copytree(made, home, dirs_exist_ok=True)
    return given


@cache
def _made(make: Callable[[Path], Any]) -> tuple[Path, Any]:
    folder = Path(tempfile.mkdtemp(prefix="ce-tui-made-once-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "home", make(folder / "home")
