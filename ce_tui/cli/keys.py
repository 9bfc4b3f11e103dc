"""`ce-tui keys`: the key card, with the keys that the configuration gives, or those of an account."""

from __future__ import annotations

import click

from ce_tui.cli.options import json_option
from ce_tui.cli.output import say, say_json, table
from ce_tui.cli.signing_in import signed_in
from ce_tui.cli.takes import FILE
from ce_tui.commands.key_names import say_keys
from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import COMMANDS, PLACES, Command, commands_in
from ce_tui.settings.config import load_config
from ce_tui.settings.preferences import keys_of


@click.command()
@click.option(
    "--ids", is_flag=True, help="Print the id of each command, as [keys] in the configuration takes it."
)
@click.option("--as", "name", metavar="NAME", help="The card of this account, which has keys of its own.")
@click.option(
    "--passphrase-file", type=FILE, metavar="F", help="With --as: the passphrase is the first line of F."
)
@json_option
def keys(ids: bool, name: str | None, passphrase_file: str | None, as_json: bool) -> None:
    """Print the keys of the full-screen app.

    They are the configured ones, or those that an account chose.
    """
    config = load_config()
    chosen = Keys(config.keys)
    if name is not None:
        with signed_in(name, passphrase_file) as casebook:
            chosen = keys_of(casebook, config.keys)
    elif passphrase_file is not None:
        raise click.UsageError("--passphrase-file goes with --as NAME.")
    if as_json:
        say_json([_for_programs(command, chosen) for command in COMMANDS])
        return
    say(*(_ids(chosen) if ids else _card(chosen)))


def _for_programs(command: Command, chosen: Keys) -> dict[str, object]:
    keys = chosen.key_of(command.id)
    return {
        "id": command.id,
        "keys": keys.split(",") if keys else [],
        "words": command.words,
        "where": PLACES[command.where],
    }


def _ids(chosen: Keys) -> list[str]:
    rows = [(command.id, chosen.key_of(command.id) or "-", command.words) for command in COMMANDS]
    return list(table(rows))


def _card(chosen: Keys) -> list[str]:
    lines: list[str] = []
    for where, heading in PLACES.items():
        rows = [
            (f"  {say_keys(key)}", command.words)
            for command in commands_in(where)
            if (key := chosen.key_of(command.id))
        ]
        if rows:
            lines += [*([""] if lines else []), heading, *table(rows)]
    if not chosen.letters:
        lines += ["", "Single-letter keys are switched off: what they do is in the go-to menu."]
    return lines
