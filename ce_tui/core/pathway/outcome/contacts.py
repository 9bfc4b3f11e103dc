"""Whom to call now, in a locality, at an hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ce_tui.core.pathway.ages import ADULT_SERVICES_FROM
from ce_tui.core.pathway.dates import LONDON, MONTHS, say_date
from ce_tui.core.pathway.document.bank_holidays import known_until, runs_out_soon
from ce_tui.core.pathway.document.hours import (
    BANK_HOLIDAY_NOTE,
    PhoneOrder,
    by_the_clock,
    is_open,
    opens_next,
    order_for,
)
from ce_tui.core.pathway.document.localities import Contact, Locality
from ce_tui.core.pathway.outcome.outcome import AlternativePhone, OutcomeContact
from ce_tui.core.pathway.words import with_capital

_AT_ONCE = 3  # numbers: as many as are phoned one after the other
_A_WEEK = 7  # days: within them the name of a day says which


def contacts_now(
    locality: Locality, at: datetime, order: PhoneOrder = "advice"
) -> tuple[OutcomeContact, ...]:
    """All of the locality's contacts, in the order in which to call them (`hours.order_for`).

    `at` is aware, or London's. `open_now` is None where the hours are unknown.
    """
    ordered = order_for(locality.contacts, order, at)
    tries = _tries(locality, at, order) | _tries_without_number(ordered, order)
    return tuple(
        _shown(
            contact, is_open(contact, locality, at), _state(contact, locality, at, tries.get(contact.id, ""))
        )
        for contact in ordered
    )


def _tries(locality: Locality, at: datetime, order: PhoneOrder) -> dict[str, str]:
    """When to try the office and its line, by id, among those that are phoned in this order: their hours may not be
    known.
    """
    first, second = by_the_clock(locality.contacts, at)
    if first is None or second is None:
        return {}
    police = next((f"after {each.phone}" for each in locality.by_role("police") if each.phone), "second")
    words = {"advice": ("first", "second"), "red": ("first", police), "missing": (police, "last")}[order]
    return dict(zip((first.id, second.id), words, strict=True))


def _tries_without_number(ordered: Sequence[Contact], order: PhoneOrder) -> dict[str, str]:
    """The same of an office whose number nobody knows here: behind the police it is tried after them."""
    leading = [each for each in ordered if is_phoned(each) and each.role in ("police", "front-door")]
    office = next((each for each in leading if not each.phone), None)
    if office is None:
        return {}
    before = [each.phone for each in leading[: leading.index(office)] if each.role == "police"]
    return {office.id: ("last" if order == "missing" else f"after {before[0]}") if before else "first"}


def to_be_shown(contacts: Sequence[OutcomeContact], age: int | None) -> list[OutcomeContact]:
    """The contacts that concern a child of this age: adult social care from 17 on (rule 7 of the design)."""
    adult = age is not None and age >= ADULT_SERVICES_FROM
    return [each for each in contacts if adult or each.role != "adult-social-care"]


def first_to_phone(contacts: Sequence[OutcomeContact], age: int | None) -> list[OutcomeContact]:
    """The first of those that answer, or may: what is known to be closed is none of them (rule 12).

    An office whose number nobody knows here is one: it is to be phoned all the same.
    """
    shown = to_be_shown(contacts, age)
    return [each for each in shown if is_phoned(each) and each.open_now is not False][:_AT_ONCE]


def is_phoned(contact: Contact | OutcomeContact) -> bool:
    """Whether someone is to be phoned: the council of another area too, whose number is to be looked up."""
    return bool(contact.phone) or (contact.role == "front-door" and not contact.email and not contact.url)


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


def say_when(moment: datetime, at: datetime) -> str:
    """When something opens, seen from a moment, in London: "5:30pm today", "Thursday 9am", "Monday 4 January 9am"."""
    days = (moment.date() - at.astimezone(LONDON).date()).days
    hour = _hour(moment)
    if days == 0:
        return f"{hour} today"
    if days < _A_WEEK:
        return f"{moment:%A} {hour}"
    return f"{moment:%A} {moment.day} {MONTHS[moment.month - 1]} {hour}"


def _hour(moment: datetime) -> str:
    """ "9am", "5:30pm", "noon"."""
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _state(contact: Contact, locality: Locality, at: datetime, tried: str) -> str:
    """Whether to expect an answer: never that somebody answers, which nobody can know."""
    if not contact.phone and not tried:
        return ""
    if contact.always:
        return with_capital(contact.hours) or "Day and night"
    answers = is_open(contact, locality, at)
    if answers:
        return f"Should be open ({_hours(contact, locality)})"
    if answers is False:
        opens = opens_next(contact, locality.contacts, at)
        return f"Closed until {say_when(opens, at)}" if opens else "Closed now"
    hours = f"Not known whether it is open today ({contact.hours})" if contact.hours else "Hours not known"
    return f"{hours}; try this {tried}" if tried else hours


def _hours(contact: Contact, locality: Locality) -> str:
    """The hours in words, short where they are those outside another's."""
    office = next((each for each in locality.contacts if each.id == contact.when_closed), None)
    return f"outside {office.called or office.name}'s hours" if office else contact.hours


def _shown(contact: Contact, open_now: bool | None, state: str) -> OutcomeContact:
    return OutcomeContact(
        id=contact.id,
        role=contact.role,
        name=contact.name,
        called=contact.called or contact.name,
        phone=contact.phone,
        email=contact.email,
        url=contact.url,
        ask_for=contact.ask_for,
        ask_for_on=dict(contact.ask_for_on),
        printed=contact.printed,
        hours=contact.hours,
        hours_source=contact.hours_source,
        open_now=open_now,
        state=state,
        source=contact.source,
        checked=contact.checked,
        disputed=contact.disputed,
        alternatives=tuple(AlternativePhone(other.phone, other.source) for other in contact.alternatives),
        note=contact.note,
        source_note=contact.source_note,
    )
