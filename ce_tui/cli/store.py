"""`ce-tui store`: whether it is whole, backups and their way back, an older copy; what is kept: `keeping`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
import msgspec

from ce_tui import exit_codes
from ce_tui.cli import asking, keeping
from ce_tui.cli.files import check_output, one_standard_input, opened_input, own_files_here, refusals
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import account_options, force_option, json_option
from ce_tui.cli.output import say, say_json, tell
from ce_tui.cli.patience import patiently
from ce_tui.cli.reasons import reason_options
from ce_tui.cli.signing_in import signed_in, way_in
from ce_tui.cli.takes import FILE
from ce_tui.exit_codes import Stop
from ce_tui.files.shown import shown
from ce_tui.session.words.gate import UNLOCKING

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


@click.group(cls=Commands)
def store() -> None:
    """Check the store, back it up, and keep or delete screenings."""


@store.command()
@account_options
@json_option
def check(name: str, passphrase_file: str | None, as_json: bool) -> int:
    """Check every page, the audit chain and its anchors. By an administrator or a lead."""
    with (
        signed_in(name, passphrase_file, to_check=True) as casebook,
        patiently("Checking the store.") as progress,
    ):
        verdict = casebook.log.verify(progress, named=False)
    if as_json:
        say_json(msgspec.to_builtins(verdict))
        return exit_codes.DONE if verdict.sound else exit_codes.INPUT_WRONG
    tell(*verdict.remarks)
    if not verdict.sound:
        raise Stop(
            exit_codes.INPUT_WRONG,
            *verdict.faults,
            f"{_what_it_is(verdict)} Nothing was changed. Keep a copy of its folder as it is before anything else.",
            *verdict.advice,
        )
    if verdict.anchored:
        say("The store is whole: its pages, its audit chain and the anchors agree.")
    else:
        say("The store is whole: its pages and its audit chain agree. No anchor could be compared.")
    return exit_codes.DONE


def _what_it_is(verdict: Verdict) -> str:
    is_older = {each.kind for each in verdict.findings} == {"older store"}
    return "The store is an older copy." if is_older else "The store is damaged."


@store.command()
@click.argument("file", type=FILE)
@account_options
@force_option
def backup(file: str, name: str, passphrase_file: str | None, force: bool) -> None:
    """Write an encrypted backup of the store to FILE. By an administrator.

    The store stays in use meanwhile. The backup opens with the passphrases of the day on which it was made.
    """
    from ce_tui.session.jobs.backing_up import write_backup

    check_output(file, force)  # before the passphrase is asked
    with refusals(), signed_in(name, passphrase_file) as casebook, patiently("Making the backup."):
        made = write_backup(casebook, Path(file), own_files_here(), replace=force)
    say(
        f"The backup is in {shown(file)}: {made.size:,} bytes, {made.entries:,} entries of the log. It opens with the "
        "passphrases of today. Keep it away from this machine."
    )


@store.command()
@click.argument("file", type=FILE)
@account_options
@click.option(
    "--take-over",
    is_flag=True,
    help="Also where the anchors know newer entries than the backup: those are lost.",
)
def restore(file: str, name: str, passphrase_file: str | None, take_over: bool) -> None:
    """Restore the backup FILE into an empty CE_TUI_HOME.

    The folder must not exist yet or be empty. It takes the name and passphrase of an administrator of the day on which
    the backup was made. Where the anchors know newer entries the hub may still be in use: for a drill, name other
    anchors in another configuration.
    """
    from ce_tui.core.vault.casebook.restoring import read_beginning

    one_standard_input(file, passphrase_file)
    opening = way_in()
    with _backup_file(file) as source:
        opening.refuse_restoring(take_over=take_over)
        begun = read_beginning(source, take_over=take_over)
        typed = asking.passphrase(
            passphrase_file, f"Passphrase of {shown(name)} at the time: ", "--passphrase-file"
        )
        with patiently("Restoring the backup."):
            told = opening.restore(begun, name, typed)
    tell(*told)
    say(f"The store is restored in {shown(opening.home)}, and was found whole.")


@store.command()
@account_options
@reason_options("It is logged and told to everyone: name nobody in it. Asked for if left out.", needed=True)
def accept_older(name: str, passphrase_file: str | None, reason: str) -> None:
    """Go on with an older copy of the store, put back on purpose. By an administrator.

    For a store that lets nobody in because its anchors, which lie elsewhere, know of a later day: a machine that was
    set back to its snapshot, for example. What was done since is lost. Where accounts were changed since, all others
    are suspended until you resume them.
    """
    opening = way_in()
    opening.refuse()
    typed = asking.passphrase(passphrase_file, f"Passphrase of {shown(name)}: ", "--passphrase-file")
    with patiently(UNLOCKING):
        told = opening.accept_older(name, typed, reason)
    tell(*told)
    say("The older copy is accepted.")


@contextmanager
def _backup_file(name: str) -> Iterator[BinaryIO]:
    """The file to read; `-` is standard input. Raises Stop 66."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with opened_input(name) as file:
        yield file


for _command in keeping.COMMANDS:
    store.add_command(_command)
