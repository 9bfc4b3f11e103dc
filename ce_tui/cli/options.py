"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from ce_tui.cli import asking
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at
from ce_tui.settings.config import load_config

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway

Command = TypeVar("Command", bound=Callable[..., Any])


def _moment(ctx: click.Context, parameter: click.Parameter, typed: str | None) -> datetime:
    if typed is None:
        return datetime.now(LONDON)
    try:
        return parse_at(typed)
    except DateInvalid as error:
        raise click.BadParameter(f"{error.words} (2026-11-25 or 2026-11-25T02:00)", ctx, parameter) from error


def moment_option(what: str) -> Callable[[Command], Command]:
    """`--at T`. `what`: what is judged as of then, "to judge ages at"."""
    return click.option(
        "--at",
        metavar="T",
        callback=_moment,
        help=f"A date, or a date with a time, {what}. Without an offset: Europe/London. Default: now.",
    )


at_option = moment_option("to judge ages and opening hours at")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")

force_option = click.option("--force", is_flag=True, help="Replace the output file if it exists.")

annex_option = click.option(
    "--annex",
    is_flag=True,
    help="With the pages for the referrer: what to do, numbers, hours, sources. Default: without them; plain text ends "
    "with whom to call all the same.",
)

output_option = click.option(
    "-o", "--output", "out", type=FILE, metavar="OUT", required=True, help="The file to write."
)


def password_options(command: Command) -> Command:
    """The two ways of saying how a referral PDF is protected; with neither, a passphrase is made up."""
    for option in (
        click.option(
            "--no-password", is_flag=True, help="Write the PDF unencrypted: anyone who has it can read it."
        ),
        click.option(
            "--password-file",
            type=FILE,
            metavar="F",
            help="Encrypt the PDF with the first line of F. Default: a "
            "passphrase is made up and printed once on standard error.",
        ),
    ):
        command = option(command)
    return command


def account_options(command: Command) -> Command:
    """Who runs the command, and where the passphrase comes from: both are asked on the terminal if left out.

    It stands outside of other options that ask.
    """

    @wraps(command)
    def as_somebody(name: str | None, passphrase_file: str | None, **others: Any) -> Any:
        return command(name=whose(name, passphrase_file), passphrase_file=passphrase_file, **others)

    return optional_account_options(cast("Command", as_somebody))


def optional_account_options(command: Command) -> Command:
    """The same options, of which the command itself asks for what it needs (`whose`)."""
    for option in (
        click.option(
            "--passphrase-file",
            type=FILE,
            metavar="F",
            help="The passphrase is the first line of F; nothing is asked.",
        ),
        click.option(
            "--as", "name", metavar="NAME", help="The account that does this. Asked for if left out."
        ),
    ):
        command = option(command)
    return command


def whose(name: str | None, passphrase_file: str | None) -> str:
    """The account's name, as given, else asked; given a passphrase file nothing is asked. Raises Stop, UsageError."""
    if name is not None:
        return name
    if passphrase_file is not None or not asking.has_terminal():
        raise click.UsageError("Missing option '--as'.")
    return asking.account_name("Your name: ")


def current_pathway() -> Pathway:
    """The pathway in use. Raises ConfigInvalid."""
    return load_config().pathways().current


def pathway_to_call() -> tuple[Pathway, str]:
    """The pathway whose contacts are open to everyone, and what is wrong with the configured ones.

    Where the one in use is not sound another one stands in for it, and that is said first. Raises ConfigInvalid.
    """
    config = load_config()
    found = config.readable_pathways()
    return found.to_call, " ".join([found.stand_in, *config.pathway_faults()]).strip()
