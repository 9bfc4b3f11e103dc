"""Tiers of which only what the notes cite is marked: that is no look at the rest of them (rule 3 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.outcome.indication import is_open
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import TierName


def only_cited_words(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """ "Amber and Red: only what the notes cite was marked, the rest was not looked at.": a sentence, or none.

    A tier with a mark is not among those that were not looked at, though its list was never read to its end.
    """
    seen = answers.looked_at
    if seen is None:
        return []
    found: list[TierName] = [
        tier.name
        for tier in pathway.tiers
        if is_open(tier, answers)
        and tier.name not in seen
        and _are_cited(tier.name, answers, outcome, pathway)
    ]
    if not found:
        return []
    return [
        f"{tier_titles(found, pathway)}: only what the notes cite was marked, the rest was not looked at."
    ]


def _are_cited(tier: TierName, answers: Answers, outcome: Outcome, pathway: Pathway) -> bool:
    """Whether it has marks, each of which the notes cite."""
    marks = [id for id in answers.marks if pathway.tier_of.get(id) == tier]
    return bool(marks) and all(id in outcome.citations for id in marks)
