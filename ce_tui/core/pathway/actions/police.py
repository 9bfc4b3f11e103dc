"""The police: whether what was done told them, a call to 999 among it, and which step of red does (rule 12)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ce_tui.core.pathway.actions.action import Action, alike
from ce_tui.core.pathway.document.localities import EMERGENCY, Contact
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeStep

WAS_IT_POLICE = "Was it the police who answered on 999?"
IF_POLICE = (
    'Recorded as a call to 999, not as "Police told". If the police answered, correct it: "kind": "police".'
)


def police_names(contacts: Iterable[Contact | OutcomeContact], area: str) -> frozenset[str]:
    """What the police are called among the contacts of an area, with its name before it, too; their numbers and
    addresses. Each as `alike` has it.
    """
    police = [each for each in contacts if each.role == "police"]
    names = {name for each in police for name in (each.name, each.called) if name}
    reached = {way for each in police for way in (each.phone, each.email) if way}
    return frozenset(map(alike, (*names, *(f"{area} {name}" for name in names), *reached)))


def is_to_police(action: Action, police: Collection[str]) -> bool:
    """Whether it was to the police, answered or not: "Police told", or a call or a message to one of their names."""
    is_to_them = action.way.can_tell_police and alike(action.to) in police
    return not action.settles and (is_to_them or action.way.tells_police)


def tells_police(action: Action, police: Collection[str]) -> bool:
    """Whether it told the police: it was to them, and not in vain."""
    return is_to_police(action, police) and not action.was_tried_in_vain


def is_answered_on_999(action: Action, contacts: Sequence[OutcomeContact]) -> bool:
    """Whether it was a call to 999 that somebody answered: the police, or an ambulance, so it is asked which."""
    names = {alike(name) for each in contacts if each.role == "emergency" for name in (each.name, each.phone)}
    answered = action.way.is_call and not action.was_tried_in_vain and not action.settles
    return answered and alike(action.to) in {EMERGENCY, *names}


def is_with_police(step: OutcomeStep, contacts: Sequence[OutcomeContact]) -> bool:
    """Whether a step is with the police alone, 999 in danger apart."""
    return {each.role for each in contacts if each.id in step.contacts} - {"emergency"} == {"police"}


def police_step(outcome: Outcome) -> int:
    """The number of the step of red that tells the police, from 1; 0: there is none."""
    if not outcome.grade.is_red:
        return 0
    return next(
        (
            number
            for number, step in enumerate(outcome.steps, 1)
            if is_with_police(step, outcome.contacts) and not is_report_of_missing(step)
        ),
        0,
    )
