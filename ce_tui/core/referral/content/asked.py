"""Page one: what the receiver is asked, of whom, and which form of the area follows from the referrer."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.document.tier_words import asked, by_referrer, tier_title
from ce_tui.core.pathway.outcome.alerts import police_words
from ce_tui.core.pathway.outcome.area import area_of
from ce_tui.core.pathway.outcome.asks import Ask, asks, asks_somebody
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome
from ce_tui.core.pathway.outcome.set_aside import set_aside_words
from ce_tui.core.pathway.words import NO_ACTION, ended, with_small
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field

ASKED_OF = "Asked of: "
_UNSURE = "the practitioner is unsure which action to take."
_ADVICE = "Advice about this child"
_BY_REFERRER, _NOT_RECORDED = "The referrer's task", " (not recorded if done)"
_SEE_DONE = "What the referrer did so far stands under “What was done”."
_BY_REFERRER_DONE = "The referrer's task (whether it was done stands under “What was done”)"
_FORM_DONE = "From the referrer, not replaced by this, and whether it was sent stands under “What was done”"
_PRINTED: dict[Ask, str] = {
    "missing_now": "The child is missing now: an answer at once on what is done.",
    "under_13": "The child is under 13, with signs of a sexual kind: an answer at once on what is done.",
    "family_involved": "Advice before anyone in the family is asked or told.",
    "family_told": "Advice before anyone contacts the family again.",
    "nothing": (
        "Advice about this child. Beyond that this is a record of what was looked at. It does not say that the child "
        "is safe."
    ),
    "adult_services": "An answer on which adult services are to be told too: 18 or over.",
    "advice": f"{_ADVICE}.",
    "advice_unsure": f"{_ADVICE}: {_UNSURE}",
    "unsure": f"Advice: {_UNSURE}",
}


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
    if asks_somebody(answers, outcome, pathway):
        blocks.append(Para(f"{ASKED_OF}{_door(answers, outcome, pathway)}.", "strong"))
    said = [
        words for ask in asks(answers, outcome, pathway) for words in _printed(ask, answers, outcome, pathway)
    ]
    blocks.append(Bullets(tuple(map(ListItem, said))))
    if own := " ".join(_own_tasks(outcome, pathway)):
        lead = _BY_REFERRER if police_beside else f"{_BY_REFERRER}{_NOT_RECORDED}"
        blocks.append(Para(f"{_BY_REFERRER_DONE if something_done else lead}: {own}"))
    if outcome.forms_due:
        forms = "; ".join(_form(form) for form in outcome.forms_due)
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


def _printed(ask: Ask, answers: Answers, outcome: Outcome, pathway: Pathway) -> tuple[str, ...]:
    """The edition words what a tier asks, and may ask for more than one thing."""
    if ask == "tier":
        marked = any(pathway.tier_of.get(id) == outcome.acting_on for id in answers.marks)
        return asked(outcome.acting_on, pathway, marked=marked)
    if ask == "set_aside":
        return (f"Advice on {set_aside_words(outcome.set_aside_marks, outcome.acting_on, pathway)}.",)
    if ask == "less":
        return (f"The marks ask for this. The practitioner decided less: {_less(answers, pathway)}.",)
    if ask == "placed_by":
        where = "there" if answers.locality == ELSEWHERE else "here"
        return (ended(f"Both councils to know: the child was placed {where} by {field(answers.placed_by)}"),)
    return (_PRINTED[ask],)


def _less(answers: Answers, pathway: Pathway) -> str:
    decision = answers.decision.outcome
    return with_small(NO_ACTION) if decision == "none" else tier_title(decision, pathway)  # type: ignore[arg-type]


def _door(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    locality = area_of(outcome, pathway)
    door = locality.service or f"children's services in {locality.name}"
    unknown = locality.id == ELSEWHERE and not answers.council.strip()
    return f"{field(door)}; which council that is was not recorded" if unknown else field(door)


def _form(form: FormDue) -> str:
    return f"{form.name} ({form.url})" if form.url else form.name
