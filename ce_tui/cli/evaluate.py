"""`ce-tui evaluate`: answers as JSON, outcome as JSON. No store, no sign-in."""

from __future__ import annotations

from datetime import datetime

import click

from ce_tui.cli.answer_files import one_screening
from ce_tui.cli.options import at_option
from ce_tui.cli.output import say_json
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.outcome import evaluation
from ce_tui.settings.config import load_config


@click.command()
@click.argument("file", type=FILE)
@at_option
def evaluate(file: str, at: datetime) -> None:
    """Say what the answers in FILE indicate, and what to do.

    What to do is what their locality asks for. FILE may be -.
    """
    pathways = load_config().pathways()
    answers = one_screening(file, pathways, at)
    say_json(evaluation.to_json(evaluation.evaluate(answers, pathways.get(answers.pathway), at)))
