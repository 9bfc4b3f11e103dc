"""A child under 13 with a sign of a sexual kind (rule 7 of the design): by the answers alone."""

from __future__ import annotations

from ce_tui.core.pathway.ages import UNDER
from ce_tui.core.pathway.answers.judged import age
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway


def is_sign_under_13(answers: Answers, pathway: Pathway) -> bool:
    """Whether the child is under 13, and a factor of a sexual kind is marked, or was set aside."""
    return bool(sexual_signs(answers, pathway)) and _is_under_13(answers)


def sexual_signs(answers: Answers, pathway: Pathway) -> frozenset[str]:
    """Which of the factors for which it matters that a child is under 13 are marked, or were set aside: A9, R3 and
    R10 in SET's edition.
    """
    keys = {key for notice in pathway.notices if notice.alert == "under_13" for key in notice.when.any_marked}
    factors = pathway.factors
    marked = (*answers.marks, *answers.set_aside)
    return frozenset(id for id in marked if id in factors and factors[id].key in keys)


def _is_under_13(answers: Answers) -> bool:
    """By the date of birth, else by what was answered."""
    known = age(answers)
    return bool(answers.under_13) if known is None else known < UNDER
