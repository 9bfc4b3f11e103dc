"""`ce-tui pathway`: the pathway in use, and whether a pathway file is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from ce_tui import exit_codes
from ce_tui.cli.files import read_input
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import current_pathway, json_option
from ce_tui.cli.output import say, say_json, tell
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.document import guidance, loading
from ce_tui.core.pathway.faults import Fault


@click.group(cls=Commands)
def pathway() -> None:
    """Print the pathway in use, or check a pathway file."""


@pathway.command()
@json_option
def show(as_json: bool) -> None:
    """Print the pathway in use: the whole document, every area."""
    if as_json:
        say_json(guidance.as_json(current_pathway()))
    else:
        say(guidance.as_text(current_pathway()))


@pathway.command()
@click.argument("file", type=FILE)
@json_option
def check(file: str, as_json: bool) -> int:
    """Say whether the pathway in FILE is sound.

    Every fault is named with its place. FILE may be - (read as if it lay here).
    """
    faults = _faults(file)
    remarks = [] if faults or file == "-" else loading.remarks(loading.load_pathway(Path(file)))
    if as_json:
        say_json({"sound": not faults, "faults": msgspec.to_builtins(faults), "remarks": remarks})
    elif faults:
        tell(*(str(fault) for fault in faults))
    else:
        say("The pathway is sound.", *remarks)
    return exit_codes.INPUT_WRONG if faults else exit_codes.DONE


def _faults(file: str) -> Sequence[Fault]:
    """Everything that is wrong with a pathway file. Raises Stop where it cannot be read."""
    try:
        text = read_input(file).decode("utf-8")
    except UnicodeDecodeError as error:
        return [Fault("", f"byte {error.start} is not UTF-8", "UTF-8 text")]
    return loading.check_file(text, Path() if file == "-" else Path(file).parent)
