"""What to ask for when the area's service is phoned: the line of the list by which it is phoned (rules 7 and 12)."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.calling import red_phones
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.words import OutcomeName


def phoned_as(outcome: Outcome) -> OutcomeName:
    """By whose list it is phoned: red's where an alert gives that, whatever the tier; else that of what is acted on."""
    red = tuple(red_phones(outcome.contacts))
    return "red" if any(alert.phones == red for alert in outcome.alerts) else outcome.acting_on


def asked_for(contact: OutcomeContact, outcome: Outcome) -> str:
    """ "the Priority Line"; empty where nothing is to be asked for."""
    return contact.ask_for_on.get(phoned_as(outcome), "")
