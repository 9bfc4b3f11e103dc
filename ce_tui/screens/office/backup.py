"""A backup of the store, made from the screen of keeping: where to, then what it holds and what it does not protect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten
from ce_tui.screens.target import ask_for_target
from ce_tui.session.backing_up import NONE_MADE, WHERE, backup_name, made_words
from ce_tui.session.backing_up import back_up as write_backup
from ce_tui.session.exporting import export_folder

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.screens.office.office import OfficeScreen


async def back_up(screen: OfficeScreen, casebook: Casebook) -> None:
    """Ask where to, write it, say what came of it. Only from a worker."""
    ce = screen.ce
    name = backup_name(ce.clock)
    target = await ask_for_target(ce, WHERE, export_folder("", ce.own_files) / name)
    if target is None:
        screen.greet(NONE_MADE)
        return
    screen.busy = True
    try:
        made = await ce.patiently(
            "Making the backup.", lambda: write_backup(casebook, target[0], ce.own_files, replace=target[1])
        )
    except (NotWritten, VaultError) as error:
        await screen.tell(f"{NONE_MADE} {error.words}")
        return
    finally:
        screen.busy = False
    await screen.tell(made_words(made, target[0]))
