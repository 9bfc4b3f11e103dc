"""What a screening indicates so far, in one line of plain words, for the status line."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import so_far, tier_titles, within
from ce_tui.core.pathway.outcome.indication import (
    acting_on,
    decided,
    indicated,
    is_open,
    looked_at_not_recorded,
    not_asked,
    not_looked_at,
)
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import TierName, joined


def status_words(answers: Answers, pathway: Pathway) -> str:
    """ "So far: vulnerabilities raised. Amber and Red not looked at." No result stands alone (rule 3)."""
    return " ".join([comes_to_words(answers, pathway), *tiers_left_out(answers, pathway)])


def comes_to_words(answers: Answers, pathway: Pathway) -> str:
    """The same without the tiers that were left out. Danger is said first: immediate risk, harm, missing now; then
    what else is acted on (rule 14).
    """
    acted, alone = [acted_on_words(answers, pathway)], marks_alone_words(answers, pathway)
    missing = ["the child is missing now"] if answers.missing_now else []
    said = [*acted, *missing] if answers.immediate_risk or answers.harm_today else [*missing, *acted]
    return " ".join([f"So far: {'; '.join(said)}.", *([f"By the marks alone: {alone}."] if alone else [])])


def acted_on_words(answers: Answers, pathway: Pathway) -> str:
    """ "immediate risk and harm told, red steps": what is acted on, and why where more than the marks say it."""
    outcome, decision = indicated(answers, pathway), decided(answers)
    risk = ["immediate risk"] if answers.immediate_risk else []
    harm = ["harm told"] if answers.harm_today else []
    if said := joined([*risk, *harm]):
        return f"{said}, {within('red', pathway)} steps"
    acting = acting_on(outcome, decision)
    return so_far(outcome, pathway) if acting == outcome else f"{within(acting, pathway)}, by your decision"


def marks_alone_words(answers: Answers, pathway: Pathway) -> str:
    """What the marks alone indicate, where harm that was told or a decision is higher; else empty."""
    outcome = indicated(answers, pathway)
    higher = acting_on(outcome, decided(answers)) != outcome
    return so_far(outcome, pathway) if higher and not answers.immediate_risk else ""


def tiers_left_out(answers: Answers, pathway: Pathway, *, in_full: bool = False) -> list[str]:
    """ "Amber and Red not asked (first meeting).", "Red not looked at.": one sentence for each cause.

    `in_full`: as a result and paper have it: "Red was not looked at."; and of which tiers that is not recorded.
    """

    def were(tiers: tuple[TierName, ...]) -> str:
        return f"{tier_titles(tiers, pathway)}{(' was', ' were')[len(tiers) > 1] if in_full else ''}"

    said = []
    if unseen := not_looked_at(answers, pathway):
        said.append(f"{were(unseen)} not looked at.")
    if closed := not_asked(answers, pathway):
        said.append(f"{tier_titles(closed, pathway)} not asked (first meeting).")
    if in_full and (unknown := looked_at_not_recorded(answers, pathway)):
        said.append(f"Whether {were(unknown)} looked at is not recorded.")
    return said


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
