"""What of the machine is the app's own, by the configuration: no file that a person names goes there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ce_tui.files.own_files import OwnFiles
from ce_tui.resources import DATA
from ce_tui.settings import config as configuration
from ce_tui.settings import fault_log
from ce_tui.settings.config import Config

_STORE = "the folder of the store"
_FAULTS = "the folder of the log of faults"
_DATA = "the folder of what comes with this software"


def own_files(config: Config, home: Path) -> OwnFiles:
    """What the app keeps that runs over the store in `home`, with this configuration. Opens nothing of it.

    The store that the environment names is meant too, where another is in use: that of a demo.
    """
    folders = {home: _STORE, DATA: _DATA}
    with suppress(configuration.ConfigInvalid):
        folders[configuration.home()] = _STORE
    for path, what in ((configuration.usual_home(), _STORE), (fault_log.aside(), _FAULTS)):
        if path is not None:
            folders[path] = what
    shelves = [each for each in (config.exports_folder, config.backups_folder) if each is not None]
    return OwnFiles(folders, dict(config.files()), [*shelves[:1], *_at_hand()], shelves)


def _at_hand() -> Iterator[Path]:
    """The person's own folder, and the current one."""
    with suppress(RuntimeError):
        yield Path.home()
    with suppress(OSError):
        yield Path.cwd()
