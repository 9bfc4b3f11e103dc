"""A backup of the store: where to, then what it holds and what it does not protect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now, say_moment
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import Allowed, NotWritten, private_file
from ce_tui.files.shown import shown
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import export_folder
from ce_tui.session.jobs.target import ask_for_target
from ce_tui.session.station import Station

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.backups import BackedUp
    from ce_tui.core.vault.casebook.casebook import Casebook

_WHERE = "Where should the backup be? Best on another disk: what is lost with this one is lost with it."
_CALLED = "What should the backup be called? Who looks after this machine moves it on."
_NONE_MADE = "No backup was made."


async def back_up(asker: Asker, station: Station) -> str:
    """Ask where to, write it, tell what came of it. What is left to say: that none was made."""
    outlet = station.for_backups.outlet
    proposed = export_folder(outlet) / backup_name(station.session.clock)
    question = _WHERE if outlet.folder is None else _CALLED
    target = await ask_for_target(asker, station.for_backups, question, proposed)
    if target is None:
        return _NONE_MADE
    casebook = station.session.casebook
    try:
        made = await asker.wait(
            "Making the backup.",
            lambda: write_backup(casebook, target.path, outlet, replace=target.replace),
        )
    except (NotWritten, VaultError) as error:
        await asker.tell(f"{_NONE_MADE} {error.words}")
        return ""
    await asker.tell(made_words(made, target.path))
    return ""


def write_backup(casebook: Casebook, target: Path, own: Allowed, *, replace: bool = False) -> BackedUp:
    """Make a backup while others work: private, and under its name whole or not at all.

    Takes the administrator, and a while: for a thread.

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
        f"The backup is {shown(target)}: {size}, the store as of {say_moment(made.made)}, with {made.entries} entries "
        "of the log. It is encrypted, and opens with the passphrases and the recovery code of today, also after they "
        "are changed or revoked here. Keep it where only those who may use it can get at it."
    )
