"""Where faults of our own are noted: a reference, the kind of error, the places in the code. Never a value.

Messages of exceptions are left out, since they can quote what a person typed. The file is `faults.log` in the folder
`ce-tui-faults` beside the platform's data folder of the app, so that it never makes a store's folder exist.
"""

from __future__ import annotations

import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from ce_tui import __version__

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LARGEST = 1_000_000  # bytes; then the file begins afresh
_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """The folder of the log, which may not exist."""
    from platformdirs import user_data_path

    return user_data_path("ce-tui-faults", appauthor=False)


def record(error: BaseException) -> str:
    """Note an error and give the reference under which it stands. Where nothing can be written: the reference alone."""
    reference = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {reference} ce-tui {__version__}", *describe(error)]
    try:
        file = folder() / "faults.log"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = file.exists() and file.stat().st_size > _LARGEST
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if fresh else os.O_APPEND)
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return reference
    return reference


def describe(error: BaseException) -> list[str]:
    """The kinds of the errors in the chain and where each was raised, one line a place."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"  {type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"    {_short(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return lines


def _short(filename: str) -> str:
    """A file of ours relative to the package; of another's, its last two parts."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return str(path.relative_to(_PACKAGE.parent))
    return "/".join(path.parts[-2:])
