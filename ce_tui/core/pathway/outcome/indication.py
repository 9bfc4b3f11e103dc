"""What the marks indicate, what was decided, what is missing; and the family (rules 1 to 8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ce_tui.core.pathway.answers.danger import WITH_CONSENT, is_open, not_checked, raised_alerts
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway, Tier, beside_ids, find
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.words import (
    FEWEST_WORDS,
    DecisionName,
    OutcomeName,
    TierName,
    counted_words,
    grade,
    has_words,
    rank,
)


def marked_tiers(answers: Answers, pathway: Pathway) -> set[TierName]:
    """The tiers with at least one mark. Marks that a first meeting set aside count for nothing."""
    tier_of = pathway.tier_of
    return {tier_of[each] for each in answers.marks if each in tier_of}


def keys_of(marks: Iterable[str], pathway: Pathway) -> set[str]:
    """The keys of the marked factors, by their IDs."""
    factors = pathway.factors
    return {factors[each].key for each in marks if each in factors}


def indicated(answers: Answers, pathway: Pathway) -> OutcomeName:
    """The highest tier with a mark; red at immediate risk, whatever is marked."""
    if answers.immediate_risk:
        return "red"
    return max(marked_tiers(answers, pathway), key=rank, default="none")


def set_aside(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """The IDs whose marks a first meeting set aside: the gravest tier first, in a tier the document's order."""
    ids = [each for each in pathway.factors if each in answers.set_aside]
    return tuple(sorted(ids, key=lambda each: -rank(pathway.tier_of[each])))


def decided(answers: Answers) -> DecisionName:
    """What the practitioner decided. Harm today counts as a red decision, whatever else was said."""
    return "red" if answers.harm_today else answers.decision.outcome


def acting_on(outcome: OutcomeName, decision: DecisionName) -> OutcomeName:
    """The higher of outcome and decision: steps and contacts follow it. Unsure keeps the outcome."""
    return outcome if decision == "" or decision == "unsure" else max(outcome, decision, key=rank)


def is_lower(outcome: OutcomeName, decision: DecisionName) -> bool:
    """Whether a decision is lower than what is indicated, so that it needs a reason."""
    return decision not in ("", "unsure") and rank(decision) < rank(outcome)


def is_tier_open(tier: Tier, answers: Answers) -> bool:
    """Whether a tier may be asked: a first meeting closes those that need a relationship, silence none."""
    return not (tier.needs_relationship and answers.known_to_practitioner is False)


def not_asked(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The tiers that a first meeting closed."""
    return tuple(tier.name for tier in pathway.tiers if not is_tier_open(tier, answers))


def not_looked_at(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The open tiers without a mark that were not looked at; none if it is not recorded which were."""
    return () if answers.looked_at is None else _unmarked(answers, pathway)


def looked_at_not_recorded(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The open tiers without a mark, if it is not recorded which were looked at. Nothing is claimed of them."""
    return _unmarked(answers, pathway) if answers.looked_at is None else ()


def _unmarked(answers: Answers, pathway: Pathway) -> tuple[TierName, ...]:
    """The open tiers without a mark that nobody is recorded to have looked at."""
    seen = marked_tiers(answers, pathway).union(answers.looked_at or ())
    return tuple(tier.name for tier in pathway.tiers if tier.name not in seen and is_tier_open(tier, answers))


def acted_on(answers: Answers, pathway: Pathway) -> OutcomeName:
    """The tier that is acted on: the highest of marks, decision, harm told and immediate risk."""
    return acting_on(indicated(answers, pathway), decided(answers))


def is_red(answers: Answers, pathway: Pathway) -> bool:
    """Whether red is acted on, by the answers."""
    return grade(acted_on(answers, pathway)).is_red


def comes_first(answers: Answers, pathway: Pathway) -> bool:
    """Whether the child comes before the narrative, which is then never required (rule 4).

    It does if red is acted on, or a child under 13 shows a sign of a sexual kind.
    """
    return is_red(answers, pathway) or UNDER_13 in raised_alerts(answers, pathway)


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


def needs_reason(answers: Answers, outcome: OutcomeName) -> bool:
    """Whether a decision below the outcome lacks a reason of three words (rule 6)."""
    return is_lower(outcome, decided(answers)) and counted_words(answers.decision.reason) < FEWEST_WORDS


def can_decide_on_less(answers: Answers, outcome: OutcomeName) -> bool:
    """Whether the decision is or can be lower than the outcome: danger cannot be decided down (rule 6)."""
    return is_lower(outcome, decided(answers)) or not (answers.immediate_risk or answers.harm_today)


def missing(answers: Answers, pathway: Pathway, outcome: OutcomeName) -> tuple[str, ...]:
    """What is missing, by the contract's names. Details that may be left blank are never missing."""
    consent = answers.consent
    lacks = {
        "known_to_practitioner": answers.known_to_practitioner is None,
        "notes": needs_narrative(answers, pathway),
        "decision.reason": needs_reason(answers, outcome),
        "consent.reason": consent.status == "not sought" and not consent.reason.strip(),
    }
    return tuple(name for name, is_lacking in lacks.items() if is_lacking)


Family = Literal["", "unanswered", "given", "involved"]
Cause = Family | Literal["not safe", "refused", "not sought"]
ADVISER = "{adviser}"
"""Whoever is phoned first at this hour, where that is filled in later (`alerts.filled`)."""
_ASK = "Ask the service before the family is told"
_UNLESS_URGENT = "unless someone needs urgent help"
_NOT_TOLD: dict[Cause, str] = {
    "involved": f"Do not ask or tell the family yet, {_UNLESS_URGENT}.",
    "unanswered": f"{_ASK} (not answered here).",
    "given": f"{_ASK}.",
    "not safe": f"{_ASK} (it is not safe to contact them).",
    "refused": f"{_ASK} (consent was refused).",
    "not sought": f"{_ASK} (consent was not sought).",
}
_TOLD = (
    f"The family was told already: say nothing more to them before {ADVISER} has advised, {_UNLESS_URGENT}. "
    "When you phone, say that they know."
)
_PERHAPS_TOLD = "If they know already, say so when you phone."
_STILL_OPEN: dict[Cause, str] = {
    "unanswered": "Whether someone in the family may be involved is not answered here."
}


def family(answers: Answers, pathway: Pathway) -> Family:
    """Whether someone in the family may be involved.

    "involved": it was said, or marked, also if that was set aside; or an earlier screening said so, and it is not
    answered anew. "unanswered": it is to be asked, and was not. "given": it is to be asked, and a No came in given
    answers, which nobody here has checked.

    It is asked on red, at immediate risk, where harm was told, for a child under 13 with a sexual sign, and where the
    notes cite the factor. Until it is answered nothing prompts about the family either.
    """
    if is_said(answers, pathway) or is_from_before(answers):
        return "involved"
    if not is_asked(answers, pathway) or not is_open(answers, "family_involved"):
        return ""
    return "unanswered" if answers.family_involved is None else "given"


def is_said(answers: Answers, pathway: Pathway) -> bool:
    """Whether these answers themselves say, or mark, that the family may be involved."""
    marked = (*answers.marks, *answers.set_aside)
    return bool(answers.family_involved) or not pathway.family_factors.isdisjoint(marked)


def is_from_before(answers: Answers) -> bool:
    """Whether an earlier screening said that the family may be involved, unanswered here."""
    return bool(answers.family_before) and is_open(answers, "family_involved")


def day_said(answers: Answers, pathway: Pathway, day: str) -> str:
    """The ISO date on which it was said that the family may be involved, for answers of a `day`; else empty."""
    if is_said(answers, pathway):
        return day
    return answers.family_before if is_from_before(answers) else ""


def said_before(answers: Answers, pathway: Pathway) -> str:
    """The day on which only an earlier screening said so: "3 October 2026"; else empty."""
    return say_iso(day_said(answers, pathway, ""))


def before_words(answers: Answers, pathway: Pathway) -> str:
    """ ", as the screening of 3 October 2026 said; not answered anew"; empty where these answers say so themselves."""
    said_on = said_before(answers, pathway)
    return f", as the screening of {said_on} said; not answered anew" if said_on else ""


def denied_words(answers: Answers) -> str:
    """What an earlier screening said, if it is answered No in these answers: a No takes nothing of it back."""
    if not answers.family_before or is_open(answers, "family_involved") or answers.family_involved:
        return ""
    return (
        f"The screening of {say_iso(answers.family_before)} said that someone in the family may be involved."
    )


def is_asked(answers: Answers, pathway: Pathway) -> bool:
    """Whether it matters here who in the family may be involved."""
    if answers.immediate_risk or answers.harm_today or is_from_before(answers):
        return True
    ids = pathway.family_factors
    if comes_first(answers, pathway) or not ids.isdisjoint((*answers.marks, *answers.set_aside)):
        return True
    return any(cited.id in ids for cited in find(answers.notes, pathway, answers.not_ids) if cited.known)


def is_contact_doubtful(answers: Answers, pathway: Pathway) -> bool:
    """Whether contact with the family was called safe though someone in it may be involved: it is asked about."""
    return answers.contact_family == "yes" and family(answers, pathway) == "involved"


def cause(answers: Answers, pathway: Pathway) -> Cause:
    """Why the family is not told before the service has advised; empty: nothing speaks against it.

    That it is not safe to contact it is a cause. So is, where amber or red is acted on, consent that was refused or not
    sought. Why it was not sought stands in free text alone, which nothing here reads: that to tell them would be
    dangerous is the most usual reason.
    """
    if found := family(answers, pathway):
        return found
    if answers.contact_family == "no":
        return "not safe"
    status = answers.consent.status
    if status in ("refused", "not sought") and grade(acted_on(answers, pathway)).is_referred:
        return status
    return ""


def family_caution(answers: Answers, pathway: Pathway, adviser: str = ADVISER) -> str:
    """The caution on the family; empty if there is none. `adviser`: who advises, within a sentence."""
    why = cause(answers, pathway)
    if not why:
        return ""
    if answers.consent.family_told:
        said = [_TOLD, _STILL_OPEN.get(why, "")]
    else:
        was_asked = answers.consent.status in ("agreed", "refused")  # whether the family was, nobody recorded
        may_know = was_asked and answers.consent.family_told is None
        said = [_NOT_TOLD[why], _PERHAPS_TOLD if may_know else ""]
    if said_on := said_before(answers, pathway):
        said[0] = f"{said[0].removesuffix('.')}: on {said_on} it was said that someone in it may be involved."
    if why == "given":  # first that it was not checked: a No alone forbids nothing
        said.insert(0, not_checked(answers, WITH_CONSENT))
    return " ".join(filter(None, said)).replace(ADVISER, adviser)
