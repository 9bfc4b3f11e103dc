"""Why a command is to be done: from a file, asked on the terminal, or as an argument, which others can read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.options import Command
from ce_tui.cli.takes import FILE
from ce_tui.core.vault.errors import ReasonNeeded
from ce_tui.exit_codes import Stop
from ce_tui.files.shown import shown

Done = TypeVar("Done")
INSTEAD = "--reason-file"
_SEEN = "Others on the machine can read it while the command runs, and the shell keeps it."
_NEEDED = "Missing option '--reason-file'."


def reason_options(about: str, *, needed: bool = False) -> Callable[[Command], Command]:
    """Two ways of saying why, of which the command gets what was said as `reason`. `about`: what becomes of it.

    `needed`: without one it is asked for, before the passphrase. It takes `account_options` outside of it.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_reason(reason: str | None, reason_file: str | None, **others: Any) -> Any:
            passphrase_file = others["passphrase_file"]
            files = (others.get(each) for each in ("password_file", "file", "earlier", "later"))
            one_standard_input(reason_file, passphrase_file, *files)
            given = _given(reason, reason_file)
            if given is None:
                given = _asked(may_ask=passphrase_file is None) if needed else ""
            return command(reason=given, **others)

        for option in (
            click.option("--reason", metavar="WORDS", help=f"The same as an argument. {_SEEN}"),
            click.option(
                "--reason-file", type=FILE, metavar="F", help=f"Why: what F holds (may be -). {about}"
            ),
        ):
            with_reason = option(with_reason)
        return cast("Command", with_reason)

    return decorate


def for_a_reason(do: Callable[[str], Done], reason: str, *, may_ask: bool) -> Done:
    """Do something with a screening; where a lead must give a reason for another's and has not, ask if that is allowed.

    `do` is given the reason, and does nothing before it raises `ReasonNeeded`.
    """
    try:
        return do(reason)
    except ReasonNeeded as error:
        if not may_ask:
            raise
        typed = asking.line(f"{error.words}\nYour reason: ", INSTEAD).strip()
        if not typed:
            raise Stop(
                exit_codes.NOT_PERMITTED, "No reason was given, so the screening stays closed."
            ) from error
        return do(typed)


def _given(reason: str | None, file: str | None) -> str | None:
    if file is None:
        return reason
    if reason is not None:
        raise click.UsageError("--reason-file and --reason say the same: give one of them.")
    try:
        words = " ".join(read_input(file).decode("utf-8").split())
    except UnicodeDecodeError as error:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(file)}: the reason is not UTF-8 text.") from error
    if not words:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(file)} is empty; expected the reason.")
    return words


def _asked(*, may_ask: bool) -> str:
    if not may_ask or not asking.has_terminal():
        raise click.UsageError(_NEEDED)
    return asking.line("Your reason, which is logged: ", INSTEAD).strip()
