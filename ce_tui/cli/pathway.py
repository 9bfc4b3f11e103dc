"""`ce-tui pathway`: the pathway in use, and whether a pathway file is sound."""

from __future__ import annotations

from pathlib import Path

import click

from ce_tui import exit_codes
from ce_tui.cli.files import read_input
from ce_tui.cli.options import current_pathway, json_option
from ce_tui.cli.output import say, say_json
from ce_tui.core.pathway.document import guidance, loading
from ce_tui.core.pathway.faults import Fault
from ce_tui.exit_codes import Stop


@click.group()
def pathway() -> None:
    """The pathway in use; check a pathway file."""


@pathway.command()
@json_option
def show(as_json: bool) -> None:
    """Print the pathway in use: the whole document, all localities."""
    if as_json:
        say_json(guidance.as_json(current_pathway()))
    else:
        say(guidance.as_text(current_pathway()))


@pathway.command()
@click.argument("file")
def check(file: str) -> None:
    """Whether the pathway in FILE is sound: every fault with its place. FILE may be - (read as if it lay here)."""
    folder = Path() if file == "-" else Path(file).parent
    try:
        text = read_input(file).decode("utf-8")
    except UnicodeDecodeError as error:
        fault = Fault("", f"byte {error.start} is not UTF-8", "UTF-8 text")
        raise Stop(exit_codes.INPUT_WRONG, str(fault)) from error
    if faults := loading.check_file(text, folder):
        raise Stop(exit_codes.INPUT_WRONG, *(str(fault) for fault in faults))
    say("The pathway is sound.")
    if file != "-":
        say(*loading.remarks(loading.load_pathway(Path(file))))
