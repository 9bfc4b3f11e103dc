"""A backup of the store into a file: private, and under its name whole or not at all. For both front ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now, say_moment
from ce_tui.files.private_file import private_file

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.backups import BackedUp
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.files.own_files import OwnFiles

WHERE = "Where should the backup be? Best on another disk: what is lost with this one is lost with it."
NONE_MADE = "No backup was made."


def back_up(casebook: Casebook, target: Path, own: OwnFiles, *, replace: bool = False) -> BackedUp:
    """Make a backup while others work. Takes the administrator, and a while: for a thread.

    `own`: what it never takes the place of. `replace`: an older file of that name, which stays as it is until the new
    one is whole. Raises NotWritten, VaultError.
    """
    with private_file(target, own, replace=replace) as file:
        return file.fill(lambda stream: casebook.backups.make(stream, target.parent))


def backup_name(clock: Callable[[], datetime]) -> str:
    """The name that is proposed: of the day, in London."""
    return f"ce-tui-{local_now(clock):%Y-%m-%d}.backup"


def made_words(made: BackedUp, target: Path) -> str:
    """What was made, and how it is kept."""
    size = f"{made.size / 1_000_000:.1f} MB" if made.size >= 1_000_000 else f"{made.size / 1000:.0f} kB"
    return (
        f"The backup is {target}: {size}, the store as of {say_moment(made.made)}, with {made.entries} entries of "
        "the log. It is encrypted, and opens with the passphrases and the recovery code of today, also after they are "
        "changed or revoked here. Keep it where only those who may use it can get at it."
    )
