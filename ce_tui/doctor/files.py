"""The folders that a deployment has for files: exports, and backups with what moves them on. Silent without them."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from ce_tui.doctor.finding import Finding, Findings
from ce_tui.files.shown import quoted
from ce_tui.resources import DATA
from ce_tui.settings.config import Config, ConfigInvalid, home, load_config

_TIMERS = Path("/etc/systemd/system/timers.target.wants")
_TIMER = "ce-tui-backups.timer"
_REMEDY = f"As root: sh '{DATA / 'deploy/deploy.sh'}' ssh (or kiosk), once more."
_A_DAY = 24 * 60 * 60


def exports() -> Findings:
    """Whether exports can be written where the configuration says, and nobody else can look at them."""
    config = _config()
    if config is not None and (folder := config.exports_folder) is not None:
        yield from _folder(folder, "exports")


def backups() -> Findings:
    """Whether backups that are made in the app get out of its reach."""
    config = _config()
    if config is None or config.exports_folder is None:
        return
    folder = config.backups_folder
    if folder is None:
        yield Finding(
            "note",
            "Backups that are made in the app stay where the app can remove them.",
            f'In {config.file}, under [backup]: folder = "/var/backups/ce-tui/incoming".',
        )
        return
    yield from _folder(folder, "backups")
    if not (_TIMERS / _TIMER).is_symlink():
        yield Finding("note", f"Nothing moves backups out of {folder}: there is no {_TIMER}.", _REMEDY)
    waiting = _waiting(folder)
    if waiting:
        yield Finding(
            "note",
            f"Finished backups have been lying in {folder} for more than a day: {waiting}.",
            f"As root: systemctl status {_TIMER}, and journalctl -u ce-tui-backups says what was left and why.",
        )


def _config() -> Config | None:
    try:
        return load_config()
    except ConfigInvalid:
        return None  # said with the configuration


def _folder(folder: Path, what: str) -> Findings:
    """Whether it is there, the store's account's own, and shut to others."""
    try:
        about = folder.lstat()
    except FileNotFoundError:
        yield Finding("lacks", f"There is no folder {folder}, so no {what} can be written.", _REMEDY)
        return
    except OSError:
        return  # not ours to look at
    owner = _owner()
    if not stat.S_ISDIR(about.st_mode) or (owner is not None and about.st_uid != owner):
        yield Finding(
            "lacks", f"{folder} is no folder of the store's account, so no {what} can be written.", _REMEDY
        )
    elif stat.S_IMODE(about.st_mode) & 0o077:
        yield Finding(
            "note", f"Others on this machine can look into {folder}.", f"chmod 700 {quoted(folder)}"
        )
    else:
        yield Finding("good", f"The app writes {what} into {folder} and nowhere else.")


def _owner() -> int | None:
    with suppress(OSError, ConfigInvalid):
        return home().stat().st_uid
    return None


def _waiting(folder: Path) -> int:
    """How many finished backups have been there for more than a day; a hidden one is being made."""
    before, found = time.time() - _A_DAY, 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                found += (
                    not entry.name.startswith(".") and entry.stat(follow_symlinks=False).st_mtime < before
                )
    return found
