"""Answers from a file; what had to be cleaned or cut in reading them is said on standard error."""

from __future__ import annotations

from ce_tui.cli.files import read_input
from ce_tui.cli.output import tell
from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.pathways import Pathways


def one_screening(file: str, pathways: Pathways) -> Answers:
    """The answers of the one screening in FILE. Raises InputInvalid, Stop."""
    read = read_answers(read_input(file), pathways)
    answers = as_from_file(read.one)
    tell(*read.remarks)
    return answers
