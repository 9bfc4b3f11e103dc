"""A backup of somebody's open store, and its way back, as bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ce_tui.core.vault.casebook.backups import read_beginning
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import restore
from ce_tui.session.jobs.target import write_backup
from support.stores.vault import ADA, NOTHING, PASSPHRASE, around


def backup_in(folder: Path, casebook: Casebook) -> Path:
    """The file of a backup that is made just now."""
    target = folder / "made.backup"
    write_backup(casebook, target, NOTHING, replace=True)
    return target


def backed_up(casebook: Casebook, folder: Path) -> bytes:
    """What a backup holds that is made just now."""
    return backup_in(folder, casebook).read_bytes()


def restored(
    content: bytes,
    home: Path,
    name: str = ADA,
    passphrase: str = PASSPHRASE,
    *,
    take_over: bool = True,
    **changes: Any,
) -> Casebook:
    """A backup put back by an administrator, who is signed in then, in place of a store that is lost.

    `changes`: of what is around the store.
    """
    backup = read_beginning(io.BytesIO(content), take_over=take_over)
    return restore(backup, home, name, passphrase, around(**changes))
