"""Files that are written or read: where they go, backups, restoring, accepting an older copy, the empty form.

A name is proposed that names nobody. A file that is there is replaced only if this session wrote it, and after asking.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.dates import local_now, say_moment
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.shape import Line
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.backups import BackedUp, check_restore_folder, read_beginning
from ce_tui.core.vault.errors import NotPermitted, OlderStore, VaultError, WrongCredentials
from ce_tui.files.own_files import FileOutlet
from ce_tui.files.private_file import (
    LONGEST_PATH,
    NotRead,
    NotWritten,
    WritingRules,
    check_target,
    opened_to_read,
    private_file,
    typed_path,
    typed_target,
    write_private,
)
from ce_tui.files.shown import shown, with_ending, wrong_ending
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.exporting import export_folder
from ce_tui.session.jobs.recording import LONGEST_PASSPHRASE, LONGEST_REASON
from ce_tui.session.opening import RESTORED, Opening
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.gate import PHRASE, UNLOCKING

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


class Target(NamedTuple):
    """Where a file is to be, and whether one that is there is replaced."""

    path: Path
    replace: bool


async def ask_for_target(
    asker: Asker,
    outlet: FileOutlet,
    question: str,
    proposed: Path,
    refuses: Callable[[Path], str] = lambda _: "",
    *,
    label: str = "File",
) -> Target | None:
    """Where a file goes. None: cancelled. `refuses` says what is wrong with a path; empty: nothing is.

    A name ends as the proposed one does: one without an ending gets it, another kind's is refused.
    """
    proposed = _free(proposed, outlet)
    where = (
        "A file or a folder." if outlet.folder is None else f"It goes into {outlet.folder} and nowhere else."
    )
    line = Line(label, str(proposed), hint=[f"{where} Its name names nobody."], longest=LONGEST_PATH)
    while (typed := await asker.text(question, line)) is not None:
        line = line.mended(typed.strip())
        try:
            named = typed_target(line.refused, proposed, outlet.folder)
            check_target(named, outlet, replace=True)
            path = with_ending(named, proposed.suffix)
            if refused := wrong_ending(named, proposed.suffix) or refuses(path):
                await asker.tell(refused)
                continue
            check_target(path, outlet)
        except NotWritten as not_written:
            if not not_written.exists:
                await asker.tell(not_written.words)
            elif await asker.confirm(f"{not_written.words} Replace it?", "Replace it", "Choose another name"):
                return Target(path, replace=True)
            continue
        return Target(path, replace=False)
    return None


def _free(proposed: Path, outlet: FileOutlet) -> Path:
    """The proposed path; with a number if another's file of that name is there."""
    numbered = (proposed.with_stem(f"{proposed.stem}-{number}") for number in range(2, 100))
    for path in (proposed, *numbered):
        with suppress(NotWritten):
            check_target(path, outlet, replace=True)
            return path
    return proposed


SIGN_IN_NOW = "Sign in with a name and a passphrase of the day of the backup."


async def restore_backup(asker: Asker, opening: Opening) -> str:
    """Ask for a backup, a name and the passphrase, and restore the store from it.

    What the sign-in that follows is to say; empty: there is no store, and why has been told.
    """
    try:
        check_restore_folder(opening.home)
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
    question = "Restore the store from a backup. Nothing is changed before all of it was found whole."
    while (typed := await asker.text(question, line)) is not None:
        try:
            path = typed_path(typed)
            await asker.wait("Looking at the file.", partial(_check_beginning, path))
        except (NotRead, VaultError) as error:
            line = line.mended(typed, error.words.removesuffix("."))
        else:
            return path
    return None


def _check_beginning(backup: Path) -> None:
    """Raise what is wrong with the beginning of a backup: NotRead, `Damaged`."""
    with opened_to_read(backup, plain=True) as source:
        read_beginning(source)


async def _ask_who_and_restore(asker: Asker, opening: Opening, backup: Path) -> None:
    """Ask whose passphrase opens it until one does, and put it back; told what came of it. Or it was cancelled."""
    name = ""
    whose = "It opens with the name and the passphrase of an administrator of the day of the backup."
    asked = Line(PHRASE, secret=True, longest=LONGEST_PASSPHRASE)
    while (answer := await asker.text(whose, Line("Name", name, longest=100))) is not None:
        name = answer
        passphrase = await asker.text("The passphrase of that day.", asked)
        if passphrase is None:
            continue
        try:
            with opened_to_read(backup, plain=True) as source:
                restore = partial(opening.restore, read_beginning(source), name, passphrase)
                told = await asker.steps("Restoring the backup.", restore)
        except (NotRead, VaultError) as error:
            await asker.tell(error.words)
            if not isinstance(error, WrongCredentials | NotPermitted):
                return
        else:
            await asker.tell(" ".join([RESTORED, *told]))
            return


ACCEPTED = "The older copy is accepted. Sign in."
NOT_ACCEPTED = JobResult(False, "Nothing was accepted.")
_QUESTION = (
    "Was it put back on purpose, and is there no way to the newest one? Then the hub can go on with this older copy: "
    "what was done since is lost, and where accounts were changed since, all others are suspended until you resume "
    "them. If you know nothing of it, leave everything as it is: somebody may have put it there so that old "
    "passphrases and roles hold again."
)


async def accept_older(asker: Asker, opening: Opening, name: str, refused: OlderStore) -> JobResult:
    """Ask an administrator whether to accept an older copy, why, and for the passphrase again.

    The terminal may have been left. `refused`: as the sign-in was. Done: what the sign-in that follows is to say.
    """
    if not await asker.confirm(
        f"Nobody is let in. {refused.why} {_QUESTION}",
        "It was put back on purpose: go on with it",
        "Leave everything as it is",
    ):
        return NOT_ACCEPTED
    why = "Why was it put back? It is logged, and told to everyone: name nobody in it."
    reason = await asker.text(why, Line("Your reason", longest=LONGEST_REASON))
    if reason is None:
        return NOT_ACCEPTED
    asked = Line(PHRASE, secret=True, longest=LONGEST_PASSPHRASE)
    while (passphrase := await asker.text("Your passphrase, once more.", asked)) is not None:
        try:
            told = await asker.wait(UNLOCKING, partial(opening.accept_older, name, passphrase, reason))
        except VaultError as error:
            await asker.tell(error.words)
            if not isinstance(error, WrongCredentials):
                return JobResult(False)
        else:
            await asker.tell(" ".join(told))
            return JobResult(True, ACCEPTED)
    return NOT_ACCEPTED


SIGN_IN_FIRST = (
    "Sign in first: files are written for whoever is signed in. "
    "Without it the command ce-tui blank writes the form."
)
NOTHING = "Nothing was written."


async def write_empty_form(asker: Asker, station: JobContext, area: str, pathway: Pathway) -> str:
    """Ask for a file, and write the empty form to it. What is left to say."""
    outlet, name = station.outlet, pathway.locality(area).name
    target = await ask_for_target(
        asker,
        outlet,
        f"The empty form for {name}, to print and fill in by hand. It holds nothing of any case.",
        export_folder(outlet) / f"ce-empty-form-{area}.pdf",
        label="Write it to this file",
    )
    if target is None:
        return NOTHING
    form = blank(area, pathway, marking=f"{station.config.referral.marking} when completed")
    renderer = station.renderer()
    try:
        pdf = await asker.wait("Making the form.", lambda: renderer.render(form))
        write_private(target.path, pdf, outlet, replace=target.replace)
    except (PdfUnavailable, RenderFailed, NotWritten) as error:
        await asker.tell(error.words)
        return ""
    await asker.tell(
        f"Written: {shown(target.path)}. Only you can read the file. It is not encrypted: it holds nothing of any case."
    )
    return ""


_NONE_MADE = "No backup was made."


async def back_up(asker: Asker, station: JobContext) -> str:
    """Ask where a backup goes, write it, and tell what came of it. What is left to say."""
    outlet, session = station.backups_outlet, station.session
    question = "What should the backup be called? Who looks after this machine moves it on."
    if outlet.folder is None:
        question = (
            "Where should the backup be? Best on another disk: what is lost with this one is lost with it."
        )
    proposed = export_folder(outlet) / f"ce-tui-{local_now(session.clock):%Y-%m-%d}.backup"
    target = await ask_for_target(asker, outlet, question, proposed)
    if target is None:
        return _NONE_MADE
    make = partial(write_backup, session.casebook, target.path, outlet, replace=target.replace)
    try:
        made = await asker.wait("Making the backup.", make)
    except (NotWritten, VaultError) as error:
        await asker.tell(f"{_NONE_MADE} {error.words}")
        return ""
    size = f"{made.size / 1_000_000:.1f} MB" if made.size >= 1_000_000 else f"{made.size / 1000:.0f} kB"
    await asker.tell(
        f"The backup is {shown(target.path)}: {size}, the store as of {say_moment(made.made)}, with {made.entries} "
        "entries of the log. It is encrypted, and opens with the passphrases and the recovery code of today, also "
        "after they are changed or revoked here. Keep it where only those who may use it can get at it."
    )
    return ""


def write_backup(casebook: Casebook, target: Path, own: WritingRules, *, replace: bool) -> BackedUp:
    """Make a backup while others work: private, and under its name whole or not at all.

    Takes the administrator, and a while: for a thread.

    `own`: what it never takes the place of. `replace`: an older file of that name, which stays as it is until the new
    one is whole. Raises NotWritten, VaultError.
    """
    with private_file(target, own, replace=replace) as file:
        return file.fill(lambda stream: casebook.backups.make(stream, target.parent))
