"""`ce-tui keys`: the key card, with the keys that the configuration gives."""

from __future__ import annotations

import click

from ce_tui.cli.output import say, table
from ce_tui.commands import COMMANDS, PLACES, commands_in, say_key
from ce_tui.config import load_config


@click.command()
@click.option(
    "--ids", is_flag=True, help="Print the id of each command, as [keys] in the configuration takes it."
)
def keys(ids: bool) -> None:
    """The keys of the full-screen app."""
    chosen = load_config().keys
    if ids:
        say(
            *table(
                [
                    (command.id, chosen.get(command.id, command.key) or "-", command.words)
                    for command in COMMANDS
                ]
            )
        )
        return
    for number, (where, heading) in enumerate(PLACES.items()):
        rows = [
            (f"  {say_key(key)}", command.words)
            for command in commands_in(where)
            if (key := chosen.get(command.id, command.key))
        ]
        if rows:
            say(*([""] if number else []), heading, *table(rows))
