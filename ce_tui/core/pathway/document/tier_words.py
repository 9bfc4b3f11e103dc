"""Tiers in words, as their edition names them; where it has no words of its own for one, neutral ones with its name."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.document.document import HIGHEST_TIER, Pathway
from ce_tui.core.pathway.words import OutcomeName, TierName, joined

_RULE_WORDS = {HIGHEST_TIER: "There is no score."}
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
