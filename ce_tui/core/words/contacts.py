"""Whom to call, in words."""

from __future__ import annotations

from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.outcome.calling import NO_NUMBER
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.words import say_source, with_small


def contact_lines(contact: OutcomeContact) -> list[str]:
    """A contact without its number: its name, what is disputed right after it, hours, addresses, source."""
    also = [f"{other.phone} ({say_source(other.source)})" for other in contact.alternatives]
    checked = f", compared on {say_iso(contact.checked)}" if contact.checked else ""
    lines = [
        contact.name,
        f"Disputed. {contact.disputed}" if contact.disputed else "",
        f"Also given: {'; '.join(also)}" if also else "",
        f"Ask for {contact.ask_for}" if contact.ask_for else "",
        f"Hours: {contact.hours}" if contact.hours and contact.hours != "day and night" else "",
        f"Hours from: {contact.hours_source}" if contact.hours_source not in ("", "document") else "",
        contact.email,
        contact.url,
        contact.whole_note,
        f"Source: {say_source(contact.source)}{checked}",
    ]
    return [line for line in lines if line]


def phone_words(contact: OutcomeContact, ask_for: str, *, in_short: bool = False) -> str:
    """ "0345 603 7627  Children & Families' Hub: should be open. Ask for the Priority Line", the hours one key away.

    `in_short`: without whether to expect an answer. Where no number is known, who has it.
    """
    state = with_small(contact.state).partition(" (")[0]
    if not contact.phone:
        state = "; ".join(filter(None, (NO_NUMBER, state)))
    who = f"{contact.phone}  {contact.name}" if contact.phone else contact.name
    said = f": {state}" if state and not in_short else ""
    return f"{who}{said}{f'. Ask for {ask_for}' if ask_for else ''}"
