"""Every command's help as it is read, and what it must be given, kept as text.

After a change: `CE_TUI_RECORD=yes pytest tests/cli/test_help.py`, and look at what `git diff` says.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from ce_tui.cli.group import cli
from support.checkout import CHECKOUT
from support.recorded import compare

KEPT = CHECKOUT / "tests" / "data" / "help.txt"


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """The help of a command and of all below it."""
    context = click.Context(command, parent, info_name=name, terminal_width=100, **command.context_settings)
    yield f"$ {context.command_path} --help\n{command.get_help(context)}\n{''.join(needs(command))}"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from helps(below, each, context)


def needs(command: click.Command) -> Iterator[str]:
    """What has to be given, and what can be given more than once."""
    for parameter in command.params:
        rules = [
            rule for rule in ("required", "multiple", "is_eager") if getattr(parameter, rule, False) is True
        ]
        if rules:
            yield f"  [{'/'.join(parameter.opts)}: {', '.join(rules)}]\n"


def test_the_help_is_as_it_was_recorded() -> None:
    found = "\n".join(helps(cli, "ce-tui"))
    compare(found, KEPT)
