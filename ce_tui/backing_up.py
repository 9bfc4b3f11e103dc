"""A backup of the store into a file: private, and under its name whole or not at all. For both front ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.private_file import private_file

if TYPE_CHECKING:
    from ce_tui.core.vault.backup import BackedUp
    from ce_tui.core.vault.casebook import Casebook


def back_up(casebook: Casebook, target: Path, *, replace: bool = False) -> BackedUp:
    """Make a backup while others work. Takes the administrator, and a while: for a thread.

    `replace`: an older file of that name, which stays as it is until the new one is whole. Raises NotWritten,
    VaultError.
    """
    with private_file(target, replace=replace) as file:
        return file.fill(lambda stream: casebook.backup(stream, target.parent))
