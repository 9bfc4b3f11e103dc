"""Yellow that asks for support alone: the area's step leads, and one line says whom to phone if worried (rule 12)."""

from __future__ import annotations

from ce_tui.core.pathway.document.localities import EMERGENCY
from ce_tui.core.pathway.outcome.calling import NO_NUMBER, asked_for, to_phone, without_number
from ce_tui.core.pathway.outcome.cautions import caution_words
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.words import with_small


def is_support_alone(outcome: Outcome) -> bool:
    """Whether yellow is acted on and nothing in it asks for a call: no alert, no caution on the family, nothing that a
    first meeting set aside, and the practitioner is not unsure.
    """
    calls = outcome.alerts or outcome.set_aside or outcome.decision == "unsure" or caution_words(outcome)
    return outcome.acting_on == "yellow" and not calls


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
