"""What stands beside the steps of a result: cautions, and whom to phone if worried.

A caution is what is not to be done before the service was phoned: about the family, about images.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.document.localities import EMERGENCY
from ce_tui.core.pathway.outcome.calling import NO_NUMBER, asked_for, to_phone, without_number
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import with_small

FORM_DUE = "own-form-due"
"""The notice that the area's own form is still to be sent."""


def calls_that_lead(steps: Sequence[OutcomeStep]) -> int:
    """How many calls the steps begin with: cautions stand after them, since nothing comes before a call."""
    return next((number for number, step in enumerate(steps) if not step.phones), len(steps))


def notices_beside_steps(outcome: Outcome) -> list[OutcomeNotice]:
    """The notices, without those that a step says in the same words."""
    said = {step.text for step in outcome.steps}
    return [notice for notice in outcome.notices if notice.text not in said]


def without_forms(outcome: Outcome) -> Outcome:
    """The same where the area's own form was sent: nothing says then that it is still to be done."""
    notices = tuple(notice for notice in outcome.notices if notice.id != FORM_DUE)
    return msgspec.structs.replace(outcome, forms_due=(), notices=notices)


def warns_of_family(notice: OutcomeNotice) -> bool:
    """Whether it is the caution on the family, where no alert says it (rule 8 of the design)."""
    return notice.on_family and not notice.alert and notice.place == "result"


def caution_words(outcome: Outcome) -> list[str]:
    """The caution on the family, where no alert says it."""
    return [each.text for each in outcome.notices if warns_of_family(each)]


def family_caution_words(outcome: Outcome) -> list[str]:
    """The same, where no step says it either."""
    said = {step.text for step in outcome.steps}
    return [words for words in caution_words(outcome) if words not in said]


def cautions(outcome: Outcome) -> list[str]:
    """The same, and the alerts that are heeded and by themselves no call, as far as no step says them."""
    alerts = [alert for alert in outcome.alerts if not alert.kind.phone_now]
    left = [
        each.text for each in alerts if not any(each.text.startswith(step.text) for step in outcome.steps)
    ]
    return [*left, *family_caution_words(outcome)]


def is_support_alone(outcome: Outcome) -> bool:
    """Whether yellow is acted on and nothing in it asks for a call: no alert, no caution on the family, nothing that a
    first meeting set aside, and the practitioner is not unsure.
    """
    calls = outcome.alerts or outcome.set_aside or outcome.decision == "unsure" or caution_words(outcome)
    return not (outcome.grade.is_nothing or outcome.grade.is_referred or calls)


def adviser_now(outcome: Outcome) -> OutcomeContact | None:
    """Who advises or answers at this hour: an office whose number nobody knows here too; else the police."""
    who = to_phone(outcome.contacts)
    first = who.first or without_number(outcome.contacts)
    return who.police if first is None or first.open_now is False else first


def worried_words(outcome: Outcome) -> str:
    """ "Worried now? 999 in danger; C-SPOC, 01702 215007."."""
    danger, adviser = to_phone(outcome.contacts).danger, adviser_now(outcome)
    said = f"Worried now? {danger.phone if danger else EMERGENCY} in danger"
    if adviser is None:
        return f"{said}."
    if adviser.role == "police":
        return f"{said}; {adviser.phone}."
    ask_for = asked_for(adviser, outcome)
    asked = f" (ask for {ask_for})" if ask_for else ""
    name = adviser.called if adviser.phone else with_small(adviser.called)
    return f"{said}; {name}, {adviser.phone or NO_NUMBER}{asked}."
