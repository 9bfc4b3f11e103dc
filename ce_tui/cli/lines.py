"""`ce-tui lines`: the whole app as questions and answers, a line each."""

from __future__ import annotations

import click

from ce_tui.cli.front import open_lines
from ce_tui.session.departure import AFTER, words_of


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
