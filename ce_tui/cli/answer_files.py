"""Answers from a file; what had to be cleaned or cut in reading them is said on standard error."""

from __future__ import annotations

from datetime import datetime

from ce_tui.cli.files import read_input
from ce_tui.cli.output import tell
from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.pathways import Pathways


def one_screening(file: str, pathways: Pathways, at: datetime) -> Answers:
    """The answers of the one screening in FILE: no day in them is after today, or after `at` where that is later.

    Raises InputInvalid, Stop.
    """
    latest = max(datetime.now(LONDON), at).astimezone(LONDON).date()
    read = read_answers(read_input(file), pathways, latest)
    answers = as_from_file(read.one)
    tell(*read.remarks)
    return answers
