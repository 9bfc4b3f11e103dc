"""What is not to be done before the service was phoned: about the family, about images. For lists of steps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeNotice, OutcomeStep

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
