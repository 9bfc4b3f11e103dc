"""What is said of yellow and amber where the document's reassuring words do not stand (rule 5 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import DANGER_NOW, QUESTIONS
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.open_questions import answered_no
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import joined


def so_far_words(answers: Answers, outcome: Outcome, pathway: Pathway, *, open_beside: bool = False) -> str:
    """ "so far. Amber and Red were not looked at. Not answered: immediate risk.": all that the result still lacks.

    Empty if it lacks nothing, or if the tier acted on is not yellow or amber by the marks. `open_beside`: the caller
    shows what nobody answered, so it is left out here.
    """
    if not _is_reassuring(outcome):
        return ""
    tiers, open_ = tiers_left_out(answers, pathway, in_full=True), _open(answers)
    if not (tiers or open_):
        return ""
    return " ".join(["so far.", *tiers, *([] if open_beside or not open_ else [open_])])


def tiers_beside(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The tiers that were left out, if the result does not name them itself."""
    return [] if so_far_words(answers, outcome, pathway) else tiers_left_out(answers, pathway)


def _is_reassuring(outcome: Outcome) -> bool:
    return outcome.acting_on in ("yellow", "amber") and outcome.acting_on == outcome.marks_indicate


def _open(answers: Answers) -> str:
    """The questions of danger that nobody here has answered, yes or no."""
    names = [name for name in DANGER_NOW if not getattr(answers, name) and not answered_no(answers, name)]
    here = " here" if any(name in answers.by_file for name in names) else ""  # a No came with the answers
    return f"Not answered{here}: {joined([QUESTIONS[name].open for name in names])}." if names else ""
