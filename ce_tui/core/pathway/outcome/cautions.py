"""What is not to be done before the service was phoned: about the family, about images. For lists of steps."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeStep
from ce_tui.core.pathway.words import AlertName

_CAUTIONS: tuple[AlertName, ...] = ("family_involved", "images")


def calls_that_lead(steps: Sequence[OutcomeStep]) -> int:
    """How many calls the steps begin with: cautions stand after them, since nothing comes before a call."""
    return next((number for number, step in enumerate(steps) if not step.phones), len(steps))


def family_caution_words(outcome: Outcome) -> list[str]:
    """To ask the service before the family is told, where no alert and no step says it (rule 8 of the design)."""
    said = {step.text for step in outcome.steps}
    found = [each for each in outcome.notices if each.on_family and not each.alert and each.place == "result"]
    return [each.text for each in found if each.text not in said]


def cautions(outcome: Outcome) -> list[str]:
    """The same, and the alerts on the family and on images, as far as no step says them."""
    alerts = [alert for alert in outcome.alerts if alert.key in _CAUTIONS]
    left = [
        each.text for each in alerts if not any(each.text.startswith(step.text) for step in outcome.steps)
    ]
    return [*left, *family_caution_words(outcome)]
