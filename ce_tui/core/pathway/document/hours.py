"""Who answers now, and in which order to show whom to call. Hours are London's; nothing is ever guessed to be open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Literal

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.bank_holidays import is_bank_holiday
from ce_tui.core.pathway.document.localities import Contact, Day, Locality, OpeningHours

BANK_HOLIDAY_NOTE = (
    "Hours are local time. On bank holidays in England a service with office hours is taken to be closed: this "
    "software's assumption."
)

PhoneOrder = Literal["advice", "missing", "red"]
"""What the order of phoning follows: who advises, a child that is missing now, or red."""

DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_USUAL_DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
_AHEAD = 14  # days in which every office opens again


def is_open(contact: Contact, locality: Locality, at: datetime) -> bool | None:
    """Whether a contact answers at a moment (aware; naive is London's). None: nobody knows.

    Office hours on a bank holiday in England count as closed, our assumption (`BANK_HOLIDAY_NOTE`). Within office
    hours of a day on which nobody can say whether it is one (after `bank_holidays.known_until`), None.
    """
    return _answers(contact, locality.contacts, at)


def order_for(contacts: Iterable[Contact], order: PhoneOrder, at: datetime) -> tuple[Contact, ...]:
    """All of a locality's contacts, in the order in which to phone them (rule 12 of the design).

    On red 999, then the office, or by night the emergency line, then 101, then the other of the two. Of a child that
    is missing now the police are told first: 101, 999, then the service. Otherwise the service that advises leads, by
    night who answers instead, and 101 and 999 follow. Then everybody else, those with a number first. An office whose
    number nobody knows here stands where it would stand with one, on red behind 101 while it is taken to be closed.
    """
    known = tuple(contacts)
    closed = {each.id for each in known if _answers(each, known, at) is False}
    danger, police = (
        [each for each in known if each.role == role and each.phone] for role in ("emergency", "police")
    )
    two = [each for each in by_the_clock(known, at) if each is not None]
    two = two or [each for each in known if each.role == "front-door"][:1]
    if order == "missing":
        leading = [*police, *danger, *two]
    elif order == "advice":
        leading = [*two, *police, *danger]
    elif two and (two[0].id in closed or _is_taken_to_be_closed(two[0], known, at)):  # nobody answers for it
        leading = [*danger, *police, *two]
    else:
        leading = [*danger, *two[:1], *police, *two[1:]]
    rest = [each for each in known if each not in leading]
    return (*leading, *sorted(rest, key=lambda each: (not each.phone, each.id in closed)))


def by_the_clock(contacts: Sequence[Contact], at: datetime) -> tuple[Contact | None, Contact | None]:
    """The office and the line that answers for it: first the one to phone at a moment, then the other.

    Where the office's hours are not known it is taken to be open from 9am to 5pm, Monday to Friday, not on bank
    holidays (rule 12 of the design); that they are not known is said (`outcome.contacts`).
    """
    office = next((each for each in contacts if each.role == "front-door" and each.phone), None)
    line = next((each for each in contacts if each.role == "out-of-hours" and each.phone), None)
    if office is None or line is None:
        return office or line, None
    return (office, line) if _taken_to_be_open(office, tuple(contacts), at) else (line, office)


def opens_next(contact: Contact, contacts: Sequence[Contact], at: datetime) -> datetime | None:
    """When a contact that is closed at a moment answers again, in London's time. None: that is not known."""
    local = _local(at)
    if contact.when_closed:
        office = next((each for each in contacts if each.id == contact.when_closed), None)
        return _closes(office, local) if office else None
    moments = sorted(
        datetime.combine(day, clock(opening.opens), LONDON)
        for day in (local.date() + timedelta(days=ahead) for ahead in range(_AHEAD))
        for opening in contact.opening
        if DAYS[day.weekday()] in opening.days
        and not (contact.closed_on_bank_holidays and is_bank_holiday(day))
    )
    return next((moment for moment in moments if moment > local), None)


def _closes(office: Contact, local: datetime) -> datetime | None:
    """When an office that is open closes."""
    ends = [opening.closes for opening in office.opening if _covers(opening, local)]
    return datetime.combine(local.date(), clock(ends[0]), LONDON) if ends else None


def _is_taken_to_be_closed(office: Contact, contacts: tuple[Contact, ...], at: datetime) -> bool:
    """Of an office whose number nobody knows here: by its hours, or those that count where none are known."""
    return not (office.phone or _taken_to_be_open(office, contacts, at))


def _taken_to_be_open(office: Contact, contacts: tuple[Contact, ...], at: datetime) -> bool:
    answers = _answers(office, contacts, at)
    if answers is not None:
        return answers
    local = _local(at)
    if office.opening:  # nobody can say whether the day is a bank holiday
        return any(_covers(opening, local) for opening in office.opening)
    usual = OpeningHours(days=_USUAL_DAYS, opens="09:00", closes="17:00")
    return _covers(usual, local) and not is_bank_holiday(local.date())


def _local(at: datetime) -> datetime:
    return at.replace(tzinfo=LONDON) if at.tzinfo is None else at.astimezone(LONDON)


def _answers(contact: Contact, contacts: tuple[Contact, ...], at: datetime) -> bool | None:
    local = _local(at)
    if contact.always:
        return True
    if contact.when_closed:
        office = next((other for other in contacts if other.id == contact.when_closed), None)
        within = _in_hours(office, local) if office else None
        return None if within is None else not within
    return _in_hours(contact, local)


def _in_hours(contact: Contact, local: datetime) -> bool | None:
    """By the contact's own hours alone."""
    if not contact.opening:
        return None
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
