"""Whom to call, in words."""

from __future__ import annotations

from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.words import say_source


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
