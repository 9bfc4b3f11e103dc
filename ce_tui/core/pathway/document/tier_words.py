"""Tiers in words and decisions on them, as their edition names them, or neutrally by name; and what names a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ce_tui.core.pathway.document.document import HIGHEST_TIER, Pathway
from ce_tui.core.pathway.words import (
    NO_ACTION,
    OUTCOMES,
    DecisionName,
    OutcomeName,
    TierName,
    as_outcome,
    grade,
    joined,
    rank,
    with_small,
)

_RULE_WORDS = {HIGHEST_TIER: "There is no score."}
_DECIDED: dict[DecisionName, str] = {
    "": "no decision made",
    "none": f"decided {with_small(NO_ACTION)}",
    "unsure": "decided Unsure",
}
NOTHING_MARKED = "Nothing marked"
NOT_SAFE = "which is not the same as safe"  # rule 5 of the design


def rule_words(pathway: Pathway) -> str:
    """What the rule of an edition means for its reader; one that was pinned before files said theirs has this one."""
    return _RULE_WORDS[pathway.rule or HIGHEST_TIER]


def written_words(pathway: Pathway) -> str:
    """What is written about the child: "narrative" where a tier asks for one, else "notes"."""
    return "narrative" if any(tier.needs_narrative for tier in pathway.tiers) else "notes"


def tier_title(name: OutcomeName, pathway: Pathway) -> str:
    """A tier by the name that its edition gives it: "Red"."""
    return NOTHING_MARKED if name == "none" else pathway.tier(name).title


def within(name: OutcomeName, pathway: Pathway) -> str:
    """The same within a sentence: "the red steps", "nothing marked"."""
    return tier_title(name, pathway).lower()


def tier_titles(names: Sequence[TierName], pathway: Pathway) -> str:
    """ "Amber and Red"."""
    return joined([pathway.tier(name).title for name in names])


def so_far(name: OutcomeName, pathway: Pathway) -> str:
    """What a result comes to, in short: "vulnerabilities raised"; else "yellow indicated"."""
    if name == "none":
        return within(name, pathway)
    return pathway.tier(name).so_far or f"{within(name, pathway)} indicated"


def asks(name: OutcomeName, pathway: Pathway) -> str:
    """What who phones asks for a tier, in the first person."""
    tier = pathway.tier(name)
    return tier.asks or f"I ask what is done about {tier.title} of this pathway, and what I am to do."


def by_referrer(name: OutcomeName, pathway: Pathway) -> str:
    """What whoever refers does besides, and asks of nobody; empty: nothing."""
    return "" if name == "none" else pathway.tier(name).by_referrer


def asked(name: OutcomeName, pathway: Pathway, *, marked: bool = True) -> tuple[str, ...]:
    """What the receiver of a referral is asked for a tier, on paper. `marked`: something is marked in that tier.

    The words of an edition speak of the marks; of the first tier, which asks for support, without one ours do not.
    """
    tier = pathway.tier(name)
    if not marked and tier == pathway.tiers[0]:
        return ("An answer on which support there is for this child.",)
    return tier.asked or (f"An answer on what is done about {tier.title} of this pathway.",)


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


class Naming(NamedTuple):
    """`areas` has every area that a listed screening may be in; `editions` are by the ids of their pathways."""

    areas: Pathway
    editions: Mapping[str, Pathway] = {}

    def tier(self, outcome: str, pathway: str) -> str:
        """A result by the name that the pathway of that id gives it; by what is at hand where that one is not known.

        What is no result ("unsure") stays as it is.
        """
        of = self.editions.get(pathway, self.areas)
        return tier_title(as_outcome(outcome), of) if outcome in OUTCOMES else outcome


def naming(at_hand: Pathway, others: Iterable[Pathway]) -> Naming:
    """What is at hand first, with the areas of others that it lacks; among editions of an id the first counts."""
    editions = {at_hand.id: at_hand}
    named = {each.id: each for each in at_hand.localities}
    for other in others:
        editions.setdefault(other.id, other)
        for each in other.localities:
            named.setdefault(each.id, each)
    areas = at_hand
    if len(named) > len(at_hand.localities):
        areas = msgspec.structs.replace(at_hand, localities=tuple(named.values()))
    return Naming(areas, editions)
