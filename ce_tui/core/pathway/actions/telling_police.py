"""Whether what was done told the police: for what is due, the steps and paper alike (rule 12 of the design)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ce_tui.core.pathway.actions.action import SPEAKING, Action, alike
from ce_tui.core.pathway.document.localities import Contact
from ce_tui.core.pathway.outcome.outcome import OutcomeContact


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
    is_to_them = action.kind in (*SPEAKING, "e-mail") and alike(action.to) in police
    return not action.settles and (is_to_them or action.kind == "police")


def tells_police(action: Action, police: Collection[str]) -> bool:
    """Whether it told the police: it was to them, and not in vain."""
    return is_to_police(action, police) and not action.was_tried_in_vain
