"""`ce-tui audit`: the chain of what was done, and whether it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import click
import msgspec

from ce_tui import exit_codes
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json, table, tell
from ce_tui.cli.patience import patiently
from ce_tui.cli.signing_in import signed_in
from ce_tui.cli.takes import Completed
from ce_tui.core.pathway.dates import LONDON, DateInvalid
from ce_tui.core.vault.log.audit import Kind
from ce_tui.exit_codes import Stop
from ce_tui.session.log_reading import since_of


@click.group(cls=Commands)
def audit() -> None:
    """Print the log, or check that it is whole. By an administrator or a lead."""


@audit.command()
@account_options
@json_option
def verify(name: str, passphrase_file: str | None, as_json: bool) -> int:
    """Check the chain against itself and against its anchors.

    Tells apart damage, a cut, an older page and an older store, and says what to do about each.
    """
    with (
        signed_in(name, passphrase_file, to_check=True) as casebook,
        patiently("Verifying the log.") as progress,
    ):
        verdict = casebook.log.verify(progress)
    if as_json:
        say_json(msgspec.to_builtins(verdict))
    elif verdict.sound:
        say(verdict.words, *verdict.remarks)
    else:
        tell(verdict.words, *verdict.faults, *verdict.remarks, *verdict.advice)
    return exit_codes.DONE if verdict.sound else exit_codes.INPUT_WRONG


def _since(ctx: click.Context, parameter: click.Parameter, typed: str | None) -> str:
    """A date or a date with a time, in London, as the log has it; empty: from the beginning."""
    if typed is None:
        return ""
    try:
        return since_of(typed)
    except DateInvalid as error:
        raise click.BadParameter(f"{error.words} (2026-11-25 or 2026-11-25T02:00)", ctx, parameter) from error


@audit.command()
@account_options
@json_option
@click.option("--ref", default="", metavar="REF", help="Only what concerns this screening.")
@click.option("--person", default="", metavar="NAME", help="Only what this account did.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=Completed("words", get_args(Kind)),
    metavar="KIND",
    help="Only this kind of entry. Can be repeated.",
)
@click.option("--since", callback=_since, metavar="T", help="Only from a date, or a date with a time, on.")
@click.option("--last", type=click.IntRange(1), metavar="N", help="Only the last N.")
def show(
    name: str,
    passphrase_file: str | None,
    as_json: bool,
    ref: str,
    person: str,
    kinds: tuple[str, ...],
    since: str,
    last: int | None,
) -> None:
    """Print what was done, when and by which account.

    No names of children and no marks stand in it.
    """
    with signed_in(name, passphrase_file) as casebook:
        found = casebook.log.entries(ref=ref, person=person, kinds=_kinds(kinds), since=since, last=last)
    entries = [msgspec.to_builtins(entry) for entry in found]
    if as_json:
        say_json(entries)
    elif entries:
        columns = tuple(entries[0])
        shown = [{**entry, "at": _local(entry["at"])} for entry in entries]
        say(*table([columns, *(tuple(str(entry[column] or "") for column in columns) for entry in shown)]))
    else:
        say("Nothing of that stands in the log.")


def _kinds(typed: tuple[str, ...]) -> tuple[Kind, ...]:
    """Raises Stop 2 for a kind that there is none of, with all that there are."""
    known: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    if unknown := [kind for kind in typed if kind not in known]:
        raise Stop(
            exit_codes.USAGE, f"There is no kind “{unknown[0]}” of entry. There are: {', '.join(known)}."
        )
    return tuple(known[kind] for kind in typed)


def _local(moment: str) -> str:
    """A time of the log, which is UTC, as London's clock had it."""
    return f"{datetime.fromisoformat(moment).astimezone(LONDON):%Y-%m-%d %H:%M:%S}"
