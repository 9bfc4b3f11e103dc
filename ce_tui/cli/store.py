"""`ce-tui store`: whether the store is whole."""

from __future__ import annotations

import click

from ce_tui import exit_codes
from ce_tui.cli.options import account_options
from ce_tui.cli.output import say
from ce_tui.cli.signing_in import signed_in
from ce_tui.exit_codes import Stop


@click.group()
def store() -> None:
    """The store: whether it is whole."""


@store.command()
@account_options
def check(name: str, passphrase_file: str | None) -> None:
    """Check every page, the audit chain and its anchors. By an administrator or a lead."""
    with signed_in(name, passphrase_file) as casebook:
        faults = casebook.check()
    if faults:
        raise Stop(
            exit_codes.INPUT_WRONG,
            *faults,
            "The store is damaged. Nothing was changed. Keep a copy of its folder as it is before anything else.",
        )
    say("The store is whole: its pages, its audit chain and the anchors agree.")
