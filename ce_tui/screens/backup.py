"""A backup of the store, made from the screen of keeping: where to, then what it holds and what it does not protect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import local_now, say_moment
from ce_tui.core.vault.errors import VaultError
from ce_tui.exporting import export_folder
from ce_tui.private_file import NotWritten, private_file
from ce_tui.screens.export_target import Target, ask_for_target

if TYPE_CHECKING:
    from ce_tui.core.vault.backup import BackedUp
    from ce_tui.core.vault.casebook import Casebook
    from ce_tui.screens.office import OfficeScreen

WHERE = "Where should the backup be? Best on another disk: what is lost with this one is lost with it."
NONE_MADE = "No backup was made."


async def back_up(screen: OfficeScreen, casebook: Casebook) -> None:
    """Ask where to, write it, say what came of it. Only from a worker."""
    ce = screen.ce
    name = f"ce-tui-{local_now(ce.clock):%Y-%m-%d}.backup"
    target = await ask_for_target(ce, WHERE, export_folder("") / name)
    if target is None:
        screen.greet(NONE_MADE)
        return
    screen.busy = True
    try:
        made = await ce.patiently("Making the backup.", lambda: _written(casebook, target))
    except (NotWritten, VaultError) as error:
        await screen.tell(f"{NONE_MADE} {error.words}")
        return
    finally:
        screen.busy = False
    await screen.tell(made_words(made, target))


def made_words(made: BackedUp, target: Target) -> str:
    """What was made, and how it is kept."""
    size = f"{made.size / 1_000_000:.1f} MB" if made.size >= 1_000_000 else f"{made.size / 1000:.0f} kB"
    return (
        f"The backup is {target[0]}: {size}, the store as of {say_moment(made.made)}, with {made.entries} entries of "
        "the log. It is encrypted, and opens with the passphrases and the recovery code of today, also after they are "
        "changed or revoked here. Keep it where only those who may use it can get at it."
    )


def _written(casebook: Casebook, target: Target) -> BackedUp:
    path, replace = target
    with private_file(path, replace=replace) as unfinished:
        return unfinished.fill(lambda file: casebook.backup(file, path.parent))
