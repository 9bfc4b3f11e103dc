"""`ce-tui demo`, `lines` and `keys`: the made-up screenings, the line mode, the card of keys."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.options import FILE, Operator, json_option, signed_in
from ce_tui.cli.running import need_terminal, open_lines, say_found, table, while_it_takes
from ce_tui.commands.keymap import Keys, say_keys
from ce_tui.commands.table import COMMANDS, PLACES, commands_in
from ce_tui.core.pathway.shape import InputInvalid
from ce_tui.session.demo import made_up, throw_away_store
from ce_tui.session.terminal_state import AFTER, words_of
from ce_tui.settings.config import Config, ConfigInvalid, load_config
from ce_tui.settings.preferences import keys_of
from ce_tui.terminal.character_set import has_plain_terminal
from ce_tui.terminal.safety import clean_environment

if TYPE_CHECKING:
    from ce_tui.session.session import Session


@click.command()
@click.option("--lines", is_flag=True, help="A line at a time, as ce-tui lines is.")
def demo(lines: bool) -> int:
    """Try the app with made-up screenings; nothing stays."""
    plain = lines or has_plain_terminal()
    if not plain:
        need_terminal()
    clean_environment()  # before Textual is imported: its variables act at import

    from ce_tui.session.session import Session

    config = _for_the_made_up(load_config())
    pathways = config.pathways()
    with ExitStack() as opened:
        with while_it_takes("Making the made-up screenings.") if plain else nullcontext():
            home, casebook = opened.enter_context(throw_away_store(pathways))
        session = Session(casebook, pathways)

        def on_screen(going_on: Session | None) -> int:
            from ce_tui.app.app import run

            return run(config, home, going_on, demo=True)

        if plain:
            from ce_tui.lines.run import StartOptions
            from ce_tui.lines.run import run as run_lines

            return run_lines(config, home, StartOptions(session=session, demo=True), on_screen)
        return on_screen(session)


def _for_the_made_up(config: Config) -> Config:
    """A configuration, without its pathways if the made-up screenings are of none of them: the app's own stands in."""
    with suppress(ConfigInvalid, InputInvalid):
        made_up(config.pathways())
        return config
    return replace(config, pathway_files=(), links={})


@click.command()
@click.option("--ascii", "ascii_only", is_flag=True, help="Write letters and signs of ASCII alone.")
@click.option(
    "--columns",
    type=click.IntRange(10, 100),
    metavar="N",
    help="Break lines at N columns, into a pipe too: 20 or 40 for a braille line.",
)
@click.option(AFTER, "departure", default="", hidden=True)
def lines(ascii_only: bool, columns: int | None, departure: str) -> int:
    """Open the app a line at a time, as questions and answers.

    For screen readers, braille lines, plain terminals and pipes. One question at a time; ? says what it expects.
    Nothing is drawn, and the end of the input signs out.
    """
    return open_lines(ascii_only=ascii_only, after=words_of(departure), columns=columns or 0)


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
        with signed_in(Operator(name, passphrase_file)) as casebook:
            chosen = keys_of(casebook, config.keys)
    elif passphrase_file is not None:
        raise click.UsageError("--passphrase-file goes with --as NAME.")
    listed = [
        {
            "id": each.id,
            "keys": [key for key in chosen.key_of(each.id).split(",") if key],
            "words": each.words,
            "where": PLACES[each.where],
        }
        for each in COMMANDS
    ]
    rows = ((each.id, chosen.key_of(each.id) or "-", each.words) for each in COMMANDS)
    say_found(as_json, listed, table(rows) if ids else _card(chosen))


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
