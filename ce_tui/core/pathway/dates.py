"""Dates as people type and say them; the refusal of what is typed. Time is London's, the words are like GOV.UK's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import NoReturn
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_LEAP_YEARS_APART = 8  # at most, around 1900 and 2100
_LONGEST = 60  # characters; no date is as long
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_PART = re.compile(r"[0-9]+|[^\W\d_]+")
_SEPARATORS = re.compile(r"[\s,./\-–]*")
_ORDINALS = ("st", "nd", "rd", "th")


class NotAccepted(ValueError):
    """What was typed, marked or to be changed is refused. `words` say why, without what was typed."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class DateInvalid(NotAccepted):
    """A typed text is not a date."""


def parse_date(
    typed: str | Sequence[str],
    what: str = "Date",
    *,
    not_after: date | None = None,
    latest: date | None = None,
) -> date:
    """The date that someone typed: "3 apr 2010", "03/04/2010" (day first), "2010-04-03" or three parts.

    `what` begins the words of a refusal ("Date of birth must include a year"); `not_after` is the last day that may
    be given. `latest`: a day and a month alone mean the latest such day up to it. Raises DateInvalid.
    """
    if isinstance(typed, str):
        day, month, year = _split(typed, what)
    elif len(typed) == 3:
        day, month, year = (part.strip() for part in typed)
    else:
        _refuse(what)
    lacking = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
    if len(lacking) == 3:
        raise DateInvalid(f"Enter {what[:1].lower()}{what[1:]}")
    if lacking == ["year"] and latest is not None:
        return _last(day, month, latest, what)
    if lacking:
        raise DateInvalid(f"{what} must include a {' and '.join(lacking)}")
    found = _real(day, month, year, what)
    if not_after is not None and found > not_after:
        raise DateInvalid(f"{what} must be on or before {say_date(not_after)}")
    return found


def _last(day: str, month: str, latest: date, what: str) -> date:
    """The latest day of that name up to a day; of a 29 February, in the last leap year."""
    for year in range(latest.year, latest.year - _LEAP_YEARS_APART - 1, -1):
        with suppress(DateInvalid):
            if (found := _real(day, month, f"{year:04}", what)) <= latest:
                return found
    _refuse(what)


def say_date(day: date) -> str:
    """A date as people write it: "3 April 2010"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def is_iso(text: str) -> bool:
    """Whether a text is an ISO date: "2026-11-25"."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def say_iso(iso: str) -> str:
    """An ISO date as people write it; other text stays as it is."""
    try:
        return say_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def read_moment(iso_utc: str) -> datetime | None:
    """A moment in ISO 8601, in London; None for other text, and if it has no time there (of the year 1 or 9999)."""
    try:
        return datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except (ValueError, OverflowError):
        return None


def say_time(iso_utc: str) -> str:
    """The time of day of a moment in ISO 8601, in London: "10:42"; empty for other text."""
    moment = read_moment(iso_utc)
    return f"{moment:%H:%M}" if moment else ""


def say_moment(iso_utc: str) -> str:
    """A moment in ISO 8601, in London: "25 November 2026 at 10:42"."""
    moment = read_moment(iso_utc)
    return f"{say_date(moment.date())} at {moment:%H:%M}" if moment else "at a time not known"


def say_day(iso_utc: str) -> str:
    """The day of a moment in ISO 8601, in London: "25 November 2026"."""
    moment = read_moment(iso_utc)
    return say_date(moment.date()) if moment else "a day not known"


def say_time_or_day(iso_utc: str, now: datetime) -> str:
    """A moment's time if its day is today in London, else that day."""
    day = say_day(iso_utc)
    return say_time(iso_utc) if day == say_date(now.astimezone(LONDON).date()) else day


def local_now(clock: Callable[[], datetime]) -> datetime:
    """The time in London. `clock` gives an aware datetime of any zone."""
    return clock().astimezone(LONDON)


def in_london(moment: datetime) -> datetime:
    """A moment in London's time; a naive one is London's already."""
    return moment.replace(tzinfo=LONDON) if moment.tzinfo is None else moment.astimezone(LONDON)


def parse_at(typed: str) -> datetime:
    """The moment typed: "2026-11-25", "2026-11-25T02:00" (or with a blank), or with an offset, else London's.

    A date alone is its midnight. Of an hour that the clock goes through twice, the first; the result is in London's
    time. Raises DateInvalid.
    """
    text = typed.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return datetime.combine(date.fromisoformat(text), time(), LONDON)
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text, re.ASCII):
            raise ValueError
        return in_london(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise DateInvalid("Give a date, or a date with a time: 2026-11-25, 2026-11-25T14:30") from error


def _split(typed: str, what: str) -> tuple[str, str, str]:
    """Day, month and year as they were typed in one line; empty where left out."""
    text = typed.strip()
    if iso := _ISO.fullmatch(text):
        return iso[3], iso[2], iso[1]
    if len(text) > _LONGEST:
        _refuse(what)
    parts = _PART.findall(text)
    if _SEPARATORS.fullmatch(_PART.sub("", text)) is None or len(parts) > 4:
        _refuse(what)
    pairs = zip(("", *parts), parts, strict=False)
    parts = [part for before, part in pairs if not (part.lower() in _ORDINALS and before.isdigit())]
    month = next((part for part in parts if not part.isdigit()), "")
    if not month:
        if len(parts) == 1 and len(parts[0]) == 4:
            return "", "", parts[0]
        return (*parts, "", "", "")[:3] if len(parts) <= 3 else _refuse(what)
    parts.remove(month)
    years = [part for part in parts if len(part) > 2]
    days = [part for part in parts if len(part) <= 2]
    if len(years) > 1 or len(days) > 2 or (years and len(days) > 1):
        _refuse(what)
    return (*days, "")[0], month, (*years, *days[1:], "")[0]


def _real(day: str, month: str, year: str, what: str) -> date:
    number = _month(month)
    if not re.fullmatch(r"[0-9]{1,2}", day) or number is None or not re.fullmatch(r"[0-9]+", year):
        _refuse(what)
    if len(year) != 4:
        raise DateInvalid(f"{what}: year must include 4 numbers")
    try:
        return date(int(year), number, int(day))
    except ValueError:
        _refuse(what)


def _month(typed: str) -> int | None:
    """The number of a month given as a number, a name or the first letters of one (three or more)."""
    if re.fullmatch(r"[0-9]{1,2}", typed):
        return int(typed)
    name = "sep" if typed.lower() == "sept" else typed.lower()
    found = (n for n, full in enumerate(MONTHS, 1) if len(name) >= 3 and full.lower().startswith(name))
    return next(found, None)


def _refuse(what: str) -> NoReturn:
    raise DateInvalid(f"{what} must be a real date")


# years
UNDER = 13  # a younger child cannot consent to sexual activity in law (Sexual Offences Act 2003)
ADULT_FROM = 18  # exploitation does not stop there, and adult services are told too (rule 7 of the design)
ADULT_SERVICES_FROM = 17  # from then on adult social care is to be thought of (rule 7 of the design)
