"""Where faults of our own are noted: a reference, the kind of error, the places in the code. Never a value."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ce_tui.settings.config import ConfigInvalid, home, usual_home
from ce_tui.terminal.crash import record_crash

FILE = "crash.log"


def folder() -> Path | None:
    """The folder of the log: the store's where it can be written to, else one of its own beside it. None: none.

    A fault must never make a store's folder exist: a backup is only restored where there is none.
    """
    with suppress(OSError, ConfigInvalid):
        if home().is_dir() and os.access(home(), os.W_OK | os.X_OK):
            return home()
    return aside()


def aside() -> Path | None:
    """The folder of its own, for when there is no store's; None for an account without a home folder."""
    return usual_home("ce-tui-faults")


def ready() -> Path | None:
    """The folder of the log, made where it was not there."""
    place = folder()
    if place is not None:
        with suppress(OSError):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def record(error: BaseException) -> tuple[str, Path | None]:
    """Note an error: the reference under which it stands, and in which file; None where it could not be written."""
    place = ready()
    crash = record_crash(error, place, saved=True)
    return crash.reference, place / FILE if place is not None and crash.logged else None
