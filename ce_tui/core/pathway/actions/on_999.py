"""A call to 999: the police may have answered, or an ambulance, so it is asked which (rule 12 of the design)."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import Action, alike
from ce_tui.core.pathway.document.localities import EMERGENCY
from ce_tui.core.pathway.outcome.outcome import OutcomeContact

WAS_IT_POLICE = "Was it the police who answered on 999?"
IF_POLICE = (
    'Recorded as a call to 999, not as "Police told". If the police answered, correct it: "kind": "police".'
)


def is_answered_on_999(action: Action, contacts: Sequence[OutcomeContact]) -> bool:
    """Whether it was a call to 999 that somebody answered: the police, or an ambulance."""
    names = {alike(name) for each in contacts if each.role == "emergency" for name in (each.name, each.phone)}
    answered = action.kind == "phone" and not action.was_tried_in_vain and not action.settles
    return answered and alike(action.to) in {EMERGENCY, *names}
