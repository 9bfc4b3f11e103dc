"""Page one: what the receiver is asked, of whom, and which form of the area follows from the referrer."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.document.tier_words import by_referrer
from ce_tui.core.pathway.outcome.alerts import police_words
from ce_tui.core.pathway.outcome.asks import asks, asks_somebody, situation
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field

ASKED_OF = "Asked of: "
_BY_REFERRER, _NOT_RECORDED = "The referrer's task", " (not recorded if done)"
_SEE_DONE = "What the referrer did so far stands under “What was done”."
_BY_REFERRER_DONE = "The referrer's task (whether it was done stands under “What was done”)"
_FORM_DONE = "From the referrer, not replaced by this, and whether it was sent stands under “What was done”"


def asked_section(
    outcome: Outcome,
    pathway: Pathway,
    answers: Answers,
    *,
    something_done: bool = False,
    police_beside: bool = False,
) -> Division:
    """What the receiver is asked to do, in the app's own words: for the alerts, then those of the edition's tier.

    Apart from it, what is for the referrer to do. `something_done`: what they did stands further down, and leads there.
    `police_beside`: whether the police were told stands right above, and is not said here.
    """
    blocks: list[Block] = []
    of = situation(answers, outcome, pathway)
    of = of._replace(placed_by=field(of.placed_by) if of.placed_by else "")
    if asks_somebody(of):
        blocks.append(Para(f"{ASKED_OF}{_door(answers, outcome, pathway)}.", "strong"))
    said = [words for ask in asks(of) for words in ask.printed(of)]
    blocks.append(Bullets(tuple(map(ListItem, said))))
    if own := " ".join(_own_tasks(outcome, pathway)):
        lead = _BY_REFERRER if police_beside else f"{_BY_REFERRER}{_NOT_RECORDED}"
        blocks.append(Para(f"{_BY_REFERRER_DONE if something_done else lead}: {own}"))
    if outcome.forms_due:
        forms = "; ".join(
            f"{each.name} ({each.url})" if each.url else each.name for each in outcome.forms_due
        )
        lead = _FORM_DONE if something_done else "Still to come from the referrer, and not replaced by this"
        blocks.append(Para(f"{lead}: {forms}."))
    if something_done and not own and not outcome.forms_due:
        blocks.append(Para(_SEE_DONE))
    return Division("What is asked", tuple(blocks), panel="asked")


def _own_tasks(outcome: Outcome, pathway: Pathway) -> Iterator[str]:
    """What is for the referrer: the police are told by them that a child is missing, whoever else is asked."""
    for kind in (alert.kind for alert in outcome.alerts):
        if kind.phone_now and kind.phone_now.report:
            on = police_words(outcome.contacts, at_risk=outcome.immediate_risk is True)
            yield f"{kind.phone_now.report.task}, on {on}."
    if own := by_referrer(outcome.acting_on, pathway):
        yield own


def _door(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    locality = area_of(outcome, pathway)
    door = locality.service or f"children's services in {locality.name}"
    unknown = locality.id == ELSEWHERE and not answers.council.strip()
    return f"{field(door)}; which council that is was not recorded" if unknown else field(door)
