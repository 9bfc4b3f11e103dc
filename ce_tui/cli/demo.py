"""`ce-tui demo`: the app over a throw-away store with made-up screenings."""

from __future__ import annotations

import click

from ce_tui.cli.front import has_plain_terminal, need_terminal
from ce_tui.config import load_config


@click.command()
def demo() -> int:
    """Try the app with made-up screenings of made-up people. Nothing stays."""
    plain = has_plain_terminal()
    if not plain:
        need_terminal()

    from ce_tui.terminal.safety import clean_environment

    clean_environment()  # before Textual is imported: its variables act at import

    from ce_tui.demo import throw_away_store
    from ce_tui.session import Session

    config = load_config()
    pathways = config.pathways()
    with throw_away_store(pathways) as (home, casebook):
        session = Session(casebook, pathways)
        if plain:
            from ce_tui.lines.process import run as run_lines

            return run_lines(config, home, session=session, demo=True)
        from ce_tui.app import run

        return run(config, home, session)
