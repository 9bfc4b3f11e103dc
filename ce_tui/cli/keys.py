"""`ce-tui keys`: the key card, with the keys that the configuration gives, or those of an account."""

from __future__ import annotations

import click

from ce_tui.cli.output import say, table
from ce_tui.cli.signing_in import signed_in
from ce_tui.commands.key_names import say_keys
from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import COMMANDS, PLACES, commands_in
from ce_tui.settings.config import load_config
from ce_tui.settings.preferences import keys_of


@click.command()
@click.option(
    "--ids", is_flag=True, help="Print the id of each command, as [keys] in the configuration takes it."
)
@click.option("--as", "name", metavar="NAME", help="The card of this account, which has keys of its own.")
@click.option("--passphrase-file", metavar="F", help="With --as: the passphrase is the first line of F.")
def keys(ids: bool, name: str | None, passphrase_file: str | None) -> None:
    """The keys of the full-screen app, to be printed: as configured, or as an account chose them."""
    config = load_config()
    chosen = Keys(config.keys)
    if name is not None:
        with signed_in(name, passphrase_file) as casebook:
            chosen = keys_of(casebook, config.keys)
    elif passphrase_file is not None:
        raise click.UsageError("--passphrase-file goes with --as NAME.")
    say(*(_ids(chosen) if ids else _card(chosen)))


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
