"""Page one: what the receiver is asked, of whom, and which form of the area follows from the referrer."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import asked, tier_title
from ce_tui.core.pathway.outcome.following import ELSEWHERE
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome
from ce_tui.core.pathway.words import AlertName
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field

_AT_ONCE: dict[AlertName, str] = {
    "missing_now": "The child is missing now: an answer at once on what is done.",
    "under_13": "The child is under 13, with signs of a sexual kind: an answer at once on what is done.",
    "family_involved": "Advice before anyone in the family is asked or told.",
}
_SAID_ON_RED = (
    "missing_now",
)  # an immediate response is asked for there, and the row on the family stands below
_ADVICE_ON_CHILD = "Advice about this child"
_UNSURE = "the practitioner is unsure which action to take."


def asked_section(outcome: Outcome, pathway: Pathway, answers: Answers) -> Division:
    """What the receiver is asked to do, in the app's own words: for the alerts, then those of the edition's tier."""
    urgent = _SAID_ON_RED if outcome.acting_on == "red" else _AT_ONCE
    first = [_AT_ONCE[alert.key] for alert in outcome.alerts if alert.key in urgent]
    advice = answers.decision.outcome == "unsure" or (outcome.acting_on == "none" and outcome.set_aside)
    alone = not first and not advice
    said = [*first, *_of_the_tier(answers, outcome, pathway, alone=alone)]
    if placed_by := answers.placed_by.strip():
        where = "there" if answers.locality == ELSEWHERE else "here"
        said.append(f"Both councils to know: the child was placed {where} by {field(placed_by)}.")
    blocks: list[Block] = []
    if not alone or outcome.acting_on in ("amber", "red"):
        blocks.append(Para(f"Asked of: {_door(answers, outcome, pathway)}.", "strong"))
    blocks.append(Bullets(tuple(ListItem(words) for words in said)))
    if outcome.forms_due:
        forms = "; ".join(_form(form) for form in outcome.forms_due)
        blocks.append(Para(f"Still to come from the referrer, and not replaced by this: {forms}."))
    return Division("What is asked", tuple(blocks), panel="asked")


def _of_the_tier(answers: Answers, outcome: Outcome, pathway: Pathway, *, alone: bool) -> Iterator[str]:
    """`alone`: nothing else is to be asked: of no tier either where nothing is marked."""
    acting_on, decision = outcome.acting_on, answers.decision.outcome
    if acting_on == "none" and not alone:
        yield f"{_ADVICE_ON_CHILD}: {_UNSURE}" if decision == "unsure" else f"{_ADVICE_ON_CHILD}."
        return
    marked = any(pathway.tier_of.get(id) == acting_on for id in answers.marks)
    yield from asked(acting_on, pathway, marked=marked)
    if decision == "unsure":
        yield f"Advice: {_UNSURE}"
    if decision and is_lower(outcome.outcome, decision) and not outcome.immediate_risk:
        what = "no action beyond this record" if decision == "none" else tier_title(decision, pathway)  # type: ignore[arg-type]
        if not outcome.harm_today:
            yield f"The marks ask for this. The practitioner decided less: {what}."


def _door(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    locality = pathway.locality(outcome.locality)
    door = locality.service or f"children's services in {locality.name}"
    if locality.id != ELSEWHERE:
        return door
    council = answers.council.strip()
    return f"{door}: {field(council)}" if council else f"{door}; which council that is was not recorded"


def _form(form: FormDue) -> str:
    return f"{form.name} ({form.url})" if form.url else form.name
