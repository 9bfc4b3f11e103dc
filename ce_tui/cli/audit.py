"""`ce-tui audit`: the chain of what was done, and whether it is whole."""

from __future__ import annotations

import click
import msgspec

from ce_tui import exit_codes
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json, table, tell
from ce_tui.cli.signing_in import signed_in


@click.group()
def audit() -> None:
    """The audit chain: whether it is whole, and what stands in it. By an administrator or a lead."""


@audit.command()
@account_options
@json_option
def verify(name: str, passphrase_file: str | None, as_json: bool) -> int:
    """Check the chain against itself and against its anchors."""
    with signed_in(name, passphrase_file) as casebook:
        verdict = casebook.verify_audit()
    if as_json:
        say_json(msgspec.to_builtins(verdict))
    elif verdict.sound:
        say(verdict.words)
    else:
        tell(verdict.words, *(finding.words for finding in verdict.findings))
    return exit_codes.DONE if verdict.sound else exit_codes.INPUT_WRONG


@audit.command()
@account_options
@json_option
def show(name: str, passphrase_file: str | None, as_json: bool) -> None:
    """Print what was done, when and by which account; no names of children and no marks stand in it."""
    with signed_in(name, passphrase_file) as casebook:
        entries = [msgspec.to_builtins(entry) for entry in casebook.audit_entries()]
    if as_json:
        say_json(entries)
    elif entries:
        columns = tuple(entries[0])
        say(*table([columns, *(tuple(str(entry[column]) for column in columns) for entry in entries)]))
