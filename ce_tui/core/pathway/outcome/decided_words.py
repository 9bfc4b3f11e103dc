"""What was decided, in words that stand within a sentence; and a tier that nobody decided on, which is never said to be
acted on.
"""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_title
from ce_tui.core.pathway.words import NO_ACTION, DecisionName, OutcomeName, grade, rank, with_small

_DECIDED: dict[DecisionName, str] = {
    "": "no decision made",
    "none": f"decided {with_small(NO_ACTION)}",
    "unsure": "decided Unsure",
}


def decided_words(decision: DecisionName, pathway: Pathway) -> str:
    """ "decided Yellow", "no decision made"."""
    return _DECIDED.get(decision) or f"decided {tier_title(decision, pathway)}"  # type: ignore[arg-type]


def indicated_words(outcome: OutcomeName, pathway: Pathway) -> str:
    """ "Red indicated", "Nothing marked"."""
    return f"{tier_title(outcome, pathway)}{'' if grade(outcome).is_nothing else ' indicated'}"


def only_indicated(
    acting_on: OutcomeName, decided: DecisionName, pathway: Pathway, *, immediate_risk: bool
) -> str:
    """ "Red indicated, no decision made": of a tier that is acted on by the rules and that nobody decided on, or on
    less; empty: somebody did.
    """
    if not grade(acting_on).is_nothing and decided not in ("", "unsure") and rank(decided) >= rank(acting_on):
        return ""
    because = f"{tier_title(acting_on, pathway)}: immediate risk was said"
    stands = because if immediate_risk else indicated_words(acting_on, pathway)
    return f"{stands}, {decided_words(decided, pathway)}"
