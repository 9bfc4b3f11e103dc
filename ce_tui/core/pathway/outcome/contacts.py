"""Whom to call now, in a locality, at an hour."""

from __future__ import annotations

from datetime import datetime

from ce_tui.core.pathway.dates import LONDON, say_date
from ce_tui.core.pathway.document.bank_holidays import known_until, runs_out_soon
from ce_tui.core.pathway.document.hours import BANK_HOLIDAY_NOTE, is_open, order_for
from ce_tui.core.pathway.document.localities import Contact, Locality
from ce_tui.core.pathway.outcome.outcome import AlternativePhone, OutcomeContact
from ce_tui.core.pathway.words import OutcomeName


def contacts_now(
    locality: Locality, at: datetime, acting_on: OutcomeName = "none"
) -> tuple[OutcomeContact, ...]:
    """All of the locality's contacts, in the order in which to call them (`hours.order_for`).

    `at` is aware, or London's. `open_now` is None where the hours are unknown.
    """
    return tuple(
        _shown(contact, is_open(contact, locality, at))
        for contact in order_for(locality.contacts, acting_on, at)
    )


def contact_notes(at: datetime) -> tuple[str, ...]:
    """What is said wherever contacts are shown by the clock: how hours are judged, and how long that can last.

    `at` is aware, or London's.
    """
    today = at.astimezone(LONDON).date() if at.tzinfo else at.date()
    if not runs_out_soon(today):
        return (BANK_HOLIDAY_NOTE,)
    until = say_date(known_until())
    return (
        BANK_HOLIDAY_NOTE,
        f"Bank holidays are known to this version until {until}: ask for a newer version before then. After it "
        "no office is said to be open.",
    )


def _shown(contact: Contact, open_now: bool | None) -> OutcomeContact:
    return OutcomeContact(
        id=contact.id,
        role=contact.role,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        url=contact.url,
        ask_for=contact.ask_for,
        printed=contact.printed,
        hours=contact.hours,
        hours_source=contact.hours_source,
        open_now=open_now,
        source=contact.source,
        checked=contact.checked,
        disputed=contact.disputed,
        alternatives=tuple(AlternativePhone(other.phone, other.source) for other in contact.alternatives),
        note=contact.note,
    )
