"""A backup put back where there is no store yet: which file, whose passphrase; then everybody signs in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ce_tui.core.vault.casebook.restoring import read_beginning
from ce_tui.core.vault.errors import NotPermitted, VaultError, WrongCredentials
from ce_tui.files.private_file import LONGEST_PATH
from ce_tui.files.reading import NotRead, opened_to_read, typed_path
from ce_tui.session.asker import Asker, Line
from ce_tui.session.jobs.doing import LONGEST_PASSPHRASE
from ce_tui.session.opening import RESTORED, Opening
from ce_tui.session.words.gate import PHRASE

SIGN_IN_NOW = "Sign in with a name and a passphrase of the day of the backup."
_WHICH = "Restore the store from a backup. Nothing is changed before all of it was found whole."
_WHOSE = "It opens with the name and the passphrase of an administrator of the day of the backup."
_PHRASE = "The passphrase of that day."
_LONGEST_NAME = 100


async def restore_backup(asker: Asker, opening: Opening) -> str:
    """Ask for the file, the name and the passphrase, put it back, tell what to know of it.

    What the sign-in that follows is to say; empty: there is no store, and why has been told.
    """
    try:
        opening.refuse_restoring()
    except VaultError as error:
        if opening.is_set_up:  # somebody else was quicker
            return error.words
        await asker.tell(error.words)
        return ""
    backup: Path | None = None
    while not opening.is_set_up:
        backup = await _ask_for_backup(asker, backup)
        if backup is None:
            return ""
        await _ask_who_and_restore(asker, opening, backup)
    return SIGN_IN_NOW


async def _ask_for_backup(asker: Asker, before: Path | None) -> Path | None:
    """A file that is a backup as far as its beginning tells; `before`: the one that was named last. None: cancelled."""
    hint = ["The whole path, from / on."]
    line = Line("Backup file", str(before or ""), hint=hint, longest=LONGEST_PATH)
    while True:
        typed = await asker.text(_WHICH, line)
        if typed is None:
            return None
        try:
            path = typed_path(typed)
            await asker.wait("Looking at the file.", partial(_look_at, path))
        except (NotRead, VaultError) as error:
            line = line.mended(typed, error.words.removesuffix("."))
        else:
            return path


def _look_at(backup: Path) -> None:
    """Raise what is wrong with the beginning of a backup: NotRead, `Damaged`."""
    with opened_to_read(backup, plain=True) as source:
        read_beginning(source)


async def _ask_who_and_restore(asker: Asker, opening: Opening, backup: Path) -> None:
    """Ask whose passphrase opens it until one does, and put it back; told what came of it. Or it was cancelled."""
    name = ""
    while (answer := await asker.text(_WHOSE, Line("Name", name, longest=_LONGEST_NAME))) is not None:
        name = answer
        passphrase = await asker.text(_PHRASE, Line(PHRASE, secret=True, longest=LONGEST_PASSPHRASE))
        if passphrase is None:
            continue
        try:
            told = await _restored(asker, opening, backup, name, passphrase)
        except (NotRead, VaultError) as error:
            await asker.tell(error.words)
            if not isinstance(error, WrongCredentials | NotPermitted):
                return
        else:
            await asker.tell(" ".join([RESTORED, *told]))
            return


async def _restored(
    asker: Asker, opening: Opening, backup: Path, name: str, passphrase: str
) -> Sequence[str]:
    """Put it back, saying the steps: what is to be known of the store. Raises NotRead, VaultError."""
    with opened_to_read(backup, plain=True) as source:
        begun = read_beginning(source)
        return await asker.steps(
            "Restoring the backup.", lambda progress: opening.restore(begun, name, passphrase, progress)
        )
