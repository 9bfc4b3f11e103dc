"""What the marks indicate, what the practitioner decided, what is missing (rules 1 to 6 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import raised
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway, Tier
from ce_tui.core.pathway.document.factor_ids import beside_ids, words_beside_ids
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.words import (
    FEWEST_WORDS,
    DecisionName,
    OutcomeName,
    TierName,
    counted_words,
    has_words,
    rank,
)


def marked_tiers(answers: Answers, pathway: Pathway) -> set[TierName]:
    """The tiers with at least one mark. Marks that a first meeting set aside count for nothing."""
    tier_of = pathway.tier_of
    return {tier_of[id] for id in answers.marks if id in tier_of}


def indicated(answers: Answers, pathway: Pathway) -> OutcomeName:
    """The highest tier with a mark; red at immediate risk, whatever is marked."""
    if answers.immediate_risk:
        return "red"
    return max(marked_tiers(answers, pathway), key=rank, default="none")


def set_aside(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """The IDs whose marks a first meeting set aside: the gravest tier first, in a tier the document's order."""
    tier_of = pathway.tier_of
    ids = [id for id in pathway.factors if id in answers.set_aside]
    return tuple(sorted(ids, key=lambda id: -rank(tier_of[id])))


def decided(answers: Answers) -> DecisionName:
    """What the practitioner decided. Harm today counts as a red decision, whatever else was said."""
    return "red" if answers.harm_today else answers.decision.outcome


def acting_on(outcome: OutcomeName, decision: DecisionName) -> OutcomeName:
    """The higher of outcome and decision: what steps and contacts follow. Unsure keeps the outcome."""
    if decision == "" or decision == "unsure":
        return outcome
    return max(outcome, decision, key=rank)


def is_lower(outcome: OutcomeName, decision: DecisionName) -> bool:
    """Whether a decision is lower than what is indicated, so that it needs a reason."""
    return decision not in ("", "unsure") and rank(decision) < rank(outcome)


def is_open(tier: Tier, answers: Answers) -> bool:
    """Whether a tier may be asked: a first meeting closes those that need a relationship, silence none."""
    return not (tier.needs_relationship and answers.known_to_practitioner is False)


def not_asked(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The tiers that a first meeting closed."""
    return tuple(tier.name for tier in pathway.tiers if not is_open(tier, answers))


def not_looked_at(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The open tiers without a mark that were not looked at; none where it is not recorded what was."""
    if answers.looked_at is None:
        return ()
    seen = marked_tiers(answers, pathway).union(answers.looked_at)
    return tuple(tier.name for tier in pathway.tiers if tier.name not in seen and is_open(tier, answers))


def looked_at_not_recorded(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The open tiers without a mark, where it is not recorded which were looked at: of these nothing is claimed."""
    if answers.looked_at is not None:
        return ()
    marked = marked_tiers(answers, pathway)
    return tuple(tier.name for tier in pathway.tiers if tier.name not in marked and is_open(tier, answers))


def acted_on(answers: Answers, pathway: Pathway) -> OutcomeName:
    """The tier that is acted on, by the answers: the highest of marks, decision, harm told and immediate risk."""
    return acting_on(indicated(answers, pathway), decided(answers))


def comes_first(answers: Answers, pathway: Pathway) -> bool:
    """Whether the child comes before the narrative, which is then asked for and never required (rule 4): red is acted
    on, or a child under 13 shows a sign of a sexual kind.
    """
    return acted_on(answers, pathway) == "red" or UNDER_13 in raised(answers, pathway)


def needs_narrative(answers: Answers, pathway: Pathway) -> bool:
    """Whether marks require a narrative that is not there (rule 4)."""
    if comes_first(answers, pathway):
        return False
    marked = marked_tiers(answers, pathway)
    wanted = any(tier.needs_narrative and tier.name in marked for tier in pathway.tiers)
    return wanted and not has_narrative(answers, pathway)


def has_narrative(answers: Answers, pathway: Pathway) -> bool:
    """Whether the notes are a narrative: fewer than three words beside factor IDs are none (rule 4)."""
    return has_words(beside_ids(answers.notes, pathway, answers.not_ids), FEWEST_WORDS)


def narrative_words(answers: Answers, pathway: Pathway) -> int:
    """How many words the notes have beside factor IDs."""
    return words_beside_ids(answers.notes, pathway, answers.not_ids)


def needs_reason(answers: Answers, outcome: OutcomeName) -> bool:
    """Whether the decision is lower than the outcome and gives no reason of three words or more (rule 6)."""
    return is_lower(outcome, decided(answers)) and counted_words(answers.decision.reason) < FEWEST_WORDS


def can_decide_on_less(answers: Answers, outcome: OutcomeName) -> bool:
    """Whether the decision is or can be lower than the outcome: danger cannot be decided down (rule 6)."""
    return is_lower(outcome, decided(answers)) or not (answers.immediate_risk or answers.harm_today)


def missing(answers: Answers, pathway: Pathway, outcome: OutcomeName) -> tuple[str, ...]:
    """What is missing, by the contract's names. Details that may be left blank are never missing."""
    found = []
    if answers.known_to_practitioner is None:
        found.append("known_to_practitioner")
    if needs_narrative(answers, pathway):
        found.append("notes")
    if needs_reason(answers, outcome):
        found.append("decision.reason")
    if answers.consent.status == "not sought" and not answers.consent.reason.strip():
        found.append("consent.reason")
    return tuple(found)
