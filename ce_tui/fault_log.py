"""Where faults of our own are noted: a reference, the kind of error, the places in the code. Never a value."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FILE = "crash.log"


def folder() -> Path:
    """The folder of the log: the store's where there is one, else one of its own beside the data folder.

    A fault must never make a store's folder exist: a backup is only restored where there is none.
    """
    from ce_tui.config import ConfigInvalid, home

    with suppress(OSError, ConfigInvalid):
        if home().is_dir():
            return home()
    return aside()


def aside() -> Path:
    """The folder of its own, for when there is no store's."""
    from platformdirs import user_data_path

    return user_data_path("ce-tui-faults", appauthor=False)


def record(error: BaseException) -> str:
    """Note an error and give the reference under which it stands; where nothing can be written, only that."""
    from ce_tui.terminal.crash import record_crash

    place = folder()
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return record_crash(error, place, saved=True).reference
