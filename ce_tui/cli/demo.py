"""`ce-tui demo`: the app over a throw-away store with made-up screenings."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from ce_tui.cli.front import need_terminal
from ce_tui.cli.patience import patiently
from ce_tui.core.pathway.faults import InputInvalid
from ce_tui.session.demo import made_up, throw_away_store
from ce_tui.settings.config import ConfigInvalid, load_config
from ce_tui.terminal.character_set import has_plain_terminal
from ce_tui.terminal.safety import clean_environment

if TYPE_CHECKING:
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config

_FILLING = "Making the made-up screenings."


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
        with patiently(_FILLING) if plain else nullcontext():
            home, casebook = opened.enter_context(throw_away_store(pathways))
        session = Session(casebook, pathways)

        def on_screen(going_on: Session | None) -> int:
            from ce_tui.app.run import run

            return run(config, home, going_on)

        if plain:
            from ce_tui.lines.process import run as run_lines
            from ce_tui.lines.run import Beginning

            return run_lines(config, home, Beginning(session=session, demo=True), on_screen)
        return on_screen(session)


def _for_the_made_up(config: Config) -> Config:
    """A configuration; without its pathways where the made-up screenings are of none of them: then that is in use which
    comes with the app.
    """
    with suppress(ConfigInvalid, InputInvalid):
        made_up(config.pathways())
        return config
    return replace(config, pathway_files=(), links={})
