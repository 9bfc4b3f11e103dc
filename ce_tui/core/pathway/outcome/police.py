"""The police on red: which step tells them (rule 12 of the design)."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.outcome.alerts import is_report_of_missing
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeStep


def is_with_police(step: OutcomeStep, contacts: Sequence[OutcomeContact]) -> bool:
    """Whether a step is with the police alone, 999 in danger apart."""
    return {each.role for each in contacts if each.id in step.contacts} - {"emergency"} == {"police"}


def police_step(outcome: Outcome) -> int:
    """The number of the step of red that tells the police, from 1; 0: there is none."""
    if outcome.acting_on != "red":
        return 0
    return next(
        (
            number
            for number, step in enumerate(outcome.steps, 1)
            if is_with_police(step, outcome.contacts) and not is_report_of_missing(step)
        ),
        0,
    )
