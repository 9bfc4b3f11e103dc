"""What whoever is phoned, or gets the referral, is asked: decided here, worded for the phone and for page 1 apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ce_tui.core.pathway.answers.about_child import grown
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import cause
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.set_aside import set_aside_words

Ask = Literal[
    "missing_now",
    "under_13",
    "family_involved",
    "family_told",
    "set_aside",
    "nothing",
    "advice",
    "advice_unsure",
    "tier",
    "unsure",
    "less",
    "adult_services",
    "placed_by",
]
"""`nothing`: advice, of nobody in particular; `advice`, `advice_unsure`: about a child of no tier; `tier`: what the
tier asks; `less`: that the marks ask for it, not the practitioner; `adult_services`: which of them are told too;
`placed_by`: that both councils know.
"""
_OF_SOMEBODY: frozenset[Ask] = frozenset(
    ("missing_now", "under_13", "family_involved", "family_told", "set_aside", "advice_unsure", "unsure")
)


def asks(answers: Answers, outcome: Outcome, pathway: Pathway) -> tuple[Ask, ...]:
    """Everything that is asked, in order: what cannot wait, what was set aside, then what the tier acted on asks."""
    first = [*_at_once(answers, outcome, pathway), *_of_what_was_set_aside(outcome, pathway)]
    last = [*_of_others(answers, outcome)]
    return (*first, *_of_the_tier(answers, outcome, [*first, *last]), *last)


def asks_somebody(answers: Answers, outcome: Outcome, pathway: Pathway) -> bool:
    """Whether it is asked of the area's service, so that a referral is to be sent: support alone is not."""
    return outcome.acting_on in ("amber", "red") or not _OF_SOMEBODY.isdisjoint(
        asks(answers, outcome, pathway)
    )


def _at_once(answers: Answers, outcome: Outcome, pathway: Pathway) -> Iterator[Ask]:
    """On red an immediate response is asked for, and what is said of consent asks for the family.

    Whatever keeps the referrer from telling it more, and where it is not safe to contact it, advice is asked for, which
    they wait for (rule 8).
    """
    alerts = {alert.key for alert in outcome.alerts}
    if "missing_now" in alerts:
        yield "missing_now"
    if outcome.acting_on == "red":
        return
    if "under_13" in alerts:
        yield "under_13"
    if "family_involved" in alerts or cause(answers, pathway) == "not safe":
        yield "family_told" if answers.consent.family_told else "family_involved"
    elif answers.consent.family_told and cause(answers, pathway):
        yield "family_told"


def _of_what_was_set_aside(outcome: Outcome, pathway: Pathway) -> Iterator[Ask]:
    if set_aside_words(outcome.set_aside_marks, outcome.acting_on, pathway):
        yield "set_aside"


def _of_others(answers: Answers, outcome: Outcome) -> Iterator[Ask]:
    """Who else is to know: adult services from 18 on (rule 7), and the council that placed the child here."""
    if grown(outcome.age) == "adult":
        yield "adult_services"
    if answers.placed_by.strip():
        yield "placed_by"


def _of_the_tier(answers: Answers, outcome: Outcome, besides: list[Ask]) -> Iterator[Ask]:
    """Who is unsure asks for advice alone, but on red for an immediate response before it (rule 6)."""
    decision = answers.decision.outcome
    if outcome.acting_on == "none":
        yield from _of_no_tier(besides, unsure=decision == "unsure")
        return
    unsure = decision == "unsure"
    if not unsure or outcome.acting_on == "red":
        yield "tier"
    if unsure:
        yield "unsure"
    danger = outcome.immediate_risk or outcome.harm_today
    if decision and is_lower(outcome.outcome, decision) and not danger:
        yield "less"


def _of_no_tier(besides: list[Ask], *, unsure: bool) -> Iterator[Ask]:
    """Advice about the child, unless it is asked already on what was set aside."""
    if "set_aside" not in besides:
        yield "advice_unsure" if unsure else "advice" if besides else "nothing"
    elif unsure:
        yield "unsure"
