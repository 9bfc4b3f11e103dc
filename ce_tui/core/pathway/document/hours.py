"""Who answers now, and in which order to show whom to call. Hours are London's; nothing is ever guessed to be open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.bank_holidays import is_bank_holiday
from ce_tui.core.pathway.document.localities import Contact, Day, Locality, OpeningHours, Role
from ce_tui.core.pathway.words import OutcomeName

BANK_HOLIDAY_NOTE = (
    "Hours are local time. On bank holidays in England a service with office hours is taken to be closed: this "
    "software's assumption."
)

DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Who stands first among those in the same state. On red, danger first, then social care, then the police's 101.
_RED: tuple[Role, ...] = (
    "emergency", "front-door", "out-of-hours", "police", "adult-social-care", "early-help", "other",
)  # fmt: skip
_OTHERWISE: tuple[Role, ...] = (
    "front-door", "out-of-hours", "police", "emergency", "early-help", "adult-social-care", "other",
)  # fmt: skip


def is_open(contact: Contact, locality: Locality, at: datetime) -> bool | None:
    """Whether a contact answers at a moment (aware; naive is London's). None: nobody knows.

    Office hours on a bank holiday in England count as closed, our assumption (`BANK_HOLIDAY_NOTE`). Within office
    hours of a day on which nobody can say whether it is one (after `bank_holidays.known_until`), None.
    """
    return _answers(contact, locality.contacts, at)


def order_for(contacts: Iterable[Contact], outcome: OutcomeName, at: datetime) -> tuple[Contact, ...]:
    """All of a locality's contacts: those that answer now, then those whose hours are unknown, then the closed.

    On red 999 comes first, and social care's own line before 101. Otherwise the front door leads while it is open.
    An e-mail address without a number comes after the numbers of its group: it answers nobody now.
    """
    known = tuple(contacts)
    roles = _RED if outcome == "red" else _OTHERWISE

    def place(contact: Contact) -> tuple[bool, int, bool, int]:
        return (
            not (outcome == "red" and contact.role == "emergency"),
            _GROUP[_answers(contact, known, at)],
            not contact.phone,
            roles.index(contact.role),
        )

    return tuple(sorted(known, key=place))


_GROUP: dict[bool | None, int] = {True: 0, None: 1, False: 2}


def _answers(contact: Contact, contacts: tuple[Contact, ...], at: datetime) -> bool | None:
    local = at.replace(tzinfo=LONDON) if at.tzinfo is None else at.astimezone(LONDON)
    if contact.always:
        return True
    if contact.when_closed:
        office = next((other for other in contacts if other.id == contact.when_closed), None)
        within = _in_hours(office, local) if office else None
        return None if within is None else not within
    return _in_hours(contact, local)


def _in_hours(contact: Contact, local: datetime) -> bool | None:
    """By the contact's own hours alone."""
    if contact.always or not contact.opening:
        return True if contact.always else None
    if not any(_covers(opening, local) for opening in contact.opening):
        return False
    if not contact.closed_on_bank_holidays:
        return True
    holiday = is_bank_holiday(local.date())
    return None if holiday is None else not holiday


def _covers(opening: OpeningHours, local: datetime) -> bool:
    """Whether the hours hold then: from the minute of opening to before the minute of closing."""
    return DAYS[local.weekday()] in opening.days and clock(opening.opens) <= local.time() < clock(
        opening.closes
    )


def clock(hours: str) -> time:
    """ "17:30" as a time of day; "24:00" is the last moment of the day. Raises ValueError for anything else."""
    if hours == "24:00":
        return time.max
    if len(hours) != 5 or hours[2] != ":" or not (hours[:2] + hours[3:]).isdecimal():
        raise ValueError("not a time of day")
    return time(int(hours[:2]), int(hours[3:]))
