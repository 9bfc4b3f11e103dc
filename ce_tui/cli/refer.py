"""`ce-tui refer`: answers as JSON, the locality's referral as PDF or plain text. No store, no sign-in."""

from __future__ import annotations

from datetime import datetime

import click

from ce_tui.cli.answer_files import one_screening
from ce_tui.cli.files import one_standard_input
from ce_tui.cli.missing import tell_missing
from ce_tui.cli.options import annex_option, at_option, force_option, output_option, password_options
from ce_tui.cli.referral_file import target, write
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.referral.content.annex import as_text_sent, with_annex
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.settings.config import load_config


@click.command()
@click.argument("file", type=FILE)
@output_option
@at_option
@password_options
@annex_option
@force_option
def refer(
    file: str,
    out: str,
    at: datetime,
    password_file: str | None,
    no_password: bool,
    annex: bool,
    force: bool,
) -> None:
    """Make the referral of the answers in FILE.

    FILE may be -. An OUT that ends in .txt is plain text.
    """
    config = load_config()
    goal = target(config.referral, out, force, password_file, no_password)
    one_standard_input(file, password_file)
    pathways = config.pathways()
    answers = one_screening(file, pathways, at)
    pathway = pathways.get(answers.pathway)
    outcome = evaluate(answers, pathway, at)
    # Answers given whole are no draft; where rule 4 lacks its narrative the referral says that it is one.
    made = referral(
        answers, outcome, pathway, Imprint(at=at, state="completed", marking=config.referral.marking)
    )
    if goal.is_text:
        made = as_text_sent(made, outcome, pathway, annex=annex)
    elif annex:
        made = with_annex(made, outcome, pathway)
    tell_missing(outcome)  # before the passphrase, which is the last line
    write(made, goal, still_to_do(answers, outcome, pathway, goal.written))
