"""Whether a draft is empty, so that whoever began it may throw it away: nobody has said anything in it yet."""

from __future__ import annotations

from collections.abc import Collection

from ce_tui.core.pathway.answers.screening import Answers, Child, Practitioner, Screening


def is_empty(screening: Screening, *prefilled: Practitioner, came_along: Collection[Child] = ()) -> bool:
    """Whether it is a draft that was never completed, and holds nothing that anybody marked, typed or answered.

    The area, the date, which tiers were looked at, and one of `prefilled`, the practitioner's own details as they
    are filled in by themselves, stand in a draft without anybody having said something. So do the child's details as
    they `came_along` from a screening before, and what it said of the family.
    """
    answers = screening.answers
    of_before = answers.child in came_along
    without_words = Answers(
        pathway=answers.pathway,
        locality=answers.locality,
        screened_on=answers.screened_on,
        looked_at=answers.looked_at,
        child=answers.child if of_before else Child(),
        family_before=answers.family_before if of_before else "",
        practitioner=answers.practitioner if answers.practitioner in prefilled else Practitioner(),
    )
    return screening.state == "draft" and not screening.unfinished and answers == without_words
