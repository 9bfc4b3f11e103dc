"""The log of the app's faults, and the files that the app keeps for itself.

The log has a reference, the kind of error and the places in the code; never a value.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ce_tui.files.own_files import OwnFiles
from ce_tui.resources import DATA
from ce_tui.settings.config import Config, ConfigInvalid, home, usual_home
from ce_tui.terminal.crash import LOG, NO_MEMORY, note, record_crash

FILE = LOG
_READ = 100_000  # bytes: the last of the log, in which the last end of a session stands
_TOLD = "was told at a sign-in"


def folder() -> Path | None:
    """The folder of the log: the store's if it can be written to, else one of its own, if any.

    A fault must never make a store's folder exist: a backup is only restored where there is none.
    """
    with suppress(OSError, ConfigInvalid):
        if home().is_dir() and os.access(home(), os.W_OK | os.X_OK):
            return home()
    return own_log_folder()


def own_log_folder() -> Path | None:
    """The log's own folder, if there is no store's; None for an account without a home folder."""
    return usual_home("ce-tui-faults")


def made_log_folder() -> Path | None:
    """The folder of the log, made if it was not there."""
    place = folder()
    if place is not None:
        with suppress(OSError):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def record(error: BaseException) -> tuple[str, Path | None]:
    """Note an error: the reference under which it stands, and in which file; None where it could not be written."""
    place = made_log_folder()
    crash = record_crash(error, place, saved=True)
    return crash.reference, place / FILE if place is not None and crash.logged else None


def ended_for_memory() -> str:
    """What to say, once, of a session that ended for lack of memory; "": none did.

    Said to whoever signs in next, once if the log can be written. Who was signed in then, or whether anybody was, is
    not known here.
    """
    place = folder()
    if place is None:
        return ""
    try:
        with open(os.open(place / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as log:  # noqa: PTH123
            log.seek(max(os.fstat(log.fileno()).st_size - _READ, 0))
            text = log.read().decode("utf-8", "replace")
        entries = [entry.splitlines() for entry in text.split("\n\n") if entry.strip()]
        ended = [each[0] for each in entries if NO_MEMORY in each]
        if not ended:
            return ""
        at, reference = ended[-1].split(" ")
        if any(each[0].endswith(f"{reference} {_TOLD}") for each in entries):
            return ""
    except (OSError, ValueError):
        return ""
    from ce_tui.core.pathway.dates import say_moment

    with suppress(OSError):
        note(place / FILE, f"{reference} {_TOLD}")
    return (
        f"A session here ended on {say_moment(at)}, because there was no memory left for it. If it was yours, see "
        f"whether your last changes are there. Tell whoever looks after this computer. Reference {reference}."
    )


_STORE = "the folder of the store"


def own_files(config: Config, store: Path) -> OwnFiles:
    """The files that an app with this configuration keeps over the store in a folder. Opens nothing of it.

    The store that the environment names is meant too, if another is in use: a demo's.
    """
    folders = {store: _STORE, DATA: "the folder of what comes with this software"}
    with suppress(ConfigInvalid):
        folders[home()] = _STORE
    for path, what in ((usual_home(), _STORE), (own_log_folder(), "the folder of the log of faults")):
        if path is not None:
            folders[path] = what
    shelves = [*filter(None, (config.exports_folder, config.backups_folder))]
    instead = shelves[:1]
    for place_of in (Path.home, Path.cwd):
        with suppress(OSError, RuntimeError):
            instead.append(place_of())
    return OwnFiles(folders, dict(config.files()), instead, shelves)
