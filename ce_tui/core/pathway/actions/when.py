"""When something was done, and by when something is due, as people type it. Times are London's, to the minute."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import NoReturn

from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_date, say_date

NOW_WORDS = "now, 14:05, yesterday 14:05, or a date with a time: 24 November 14:05"
DAY_WORDS = "tomorrow, Friday, in 2 days, or a date: 27 November"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
_TIME_AT_END = re.compile(
    r"(?:(?<=\s)|(?<=T)|^)(\d{1,2}[:.]\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)$", re.IGNORECASE | re.ASCII
)
_JOINS = re.compile(r"(?:(?<!\S)at|(?<=\d)T)$", re.IGNORECASE | re.ASCII)
"""What may stand between a day and a time."""
_MIDDAY = 12
_LAST_HOUR = 23
_IN_DAYS = re.compile(r"in (\d{1,2}) days?", re.IGNORECASE | re.ASCII)
_AGO = {"today": 0, "yesterday": 1}
_LONGEST = 60  # characters; no moment is as long
_JUST_GONE = 60  # days: so long after a day its name alone does not mean the next year's
_YEARS_AHEAD = 8  # within them each day of the year comes, a 29 February too


def moment_of(at: str) -> datetime:
    """The moment of an action's `at` in London; of a day alone, its beginning. Raises ValueError.

    Of an hour that the clocks go through twice, the first.
    """
    moment = datetime.fromisoformat(at)
    return moment.replace(tzinfo=LONDON)


def is_day_alone(at: str) -> bool:
    """Whether an action's `at` has no time."""
    return "T" not in at


def exists(moment: datetime) -> bool:
    """Whether there is such a time in London: the clocks pass over one hour in spring, which comes back as another."""
    back = moment.replace(tzinfo=LONDON, fold=0).astimezone(UTC).astimezone(LONDON)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def read_when(typed: str, now: datetime, what: str = "When it was done") -> str:
    """An action's `at` as someone typed it: "now", "14:05", "2pm", "yesterday 9.30", "24 nov 14:05", a day alone.

    `now` is London's. A time alone is today's. Raises DateInvalid: no moment, one that there is not, one to come.
    """
    text = " ".join(typed.split())
    if not text or text.casefold() == "now":
        return iso_minute(now)
    if len(text) > _LONGEST:
        _refuse(what)
    given = _TIME_AT_END.search(text)
    day_typed = _JOINS.sub("", (text[: given.start()] if given else text).strip()).rstrip(", ")
    day = _day_gone(day_typed, now.date(), what)
    if given is None:
        return _not_to_come(day.isoformat(), now, what)
    return _not_to_come(
        iso_minute(datetime.combine(day, _time(given[1], what))), now, what, typed_day=day_typed
    )


def read_by(typed: str, today: date, what: str = "By when") -> str:
    """The ISO date by which something is due, as someone typed it; "" where nothing was. Raises DateInvalid.

    A day and a month alone, or the name of a day, mean the next such day.
    """
    text = " ".join(typed.split()).casefold()
    if not text:
        return ""
    if text in ("today", "tomorrow"):
        return (today + timedelta(days=text == "tomorrow")).isoformat()
    if found := _IN_DAYS.fullmatch(text):
        return (today + timedelta(days=int(found[1]))).isoformat()
    name = text.removeprefix("next ").removeprefix("on ")
    starts = [n for n, full in enumerate(_WEEKDAYS) if len(name) >= 3 and full.startswith(name)]
    if starts:
        return (today + timedelta(days=(starts[0] - today.weekday() - 1) % 7 + 1)).isoformat()
    return _coming(typed, today, what).isoformat()


def iso_minute(moment: datetime) -> str:
    """A moment as an action's `at` has it: "2026-11-25T14:05"."""
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def say_at(at: str) -> str:
    """When something was done, as people write it: "25 November 2026, 14:05"; a day alone without a time."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return say_date(moment.date()) + ("" if is_day_alone(at) else f", {moment:%H:%M}")


def _coming(typed: str, today: date, what: str) -> date:
    """A date; without a year, the next such day. One that has just gone is more likely a slip than a year ahead."""
    with suppress(DateInvalid):
        return parse_date(typed)
    for year in range(today.year - 1, today.year + _YEARS_AHEAD + 1):
        found = None
        with suppress(DateInvalid):
            found = parse_date(f"{typed} {year}")
        if found is not None and 0 < (today - found).days <= _JUST_GONE:
            raise DateInvalid(f"{what}: {say_date(found)} has gone. For a day to come, type the year too")
        if found is not None and found >= today:
            return found
    raise DateInvalid(f"{what} must be a real day. Type {DAY_WORDS}")


def _day_gone(typed: str, today: date, what: str) -> date:
    """The day of something that was done; none means today."""
    text = typed.casefold()
    if not text:
        return today
    if text in _AGO:
        return today - timedelta(days=_AGO[text])
    starts = [n for n, full in enumerate(_WEEKDAYS) if len(text) >= 3 and full.startswith(text)]
    if starts:
        return today - timedelta(days=(today.weekday() - starts[0]) % 7)
    with suppress(DateInvalid):
        return parse_date(typed, latest=today)
    _refuse(what)


def _time(typed: str, what: str) -> time:
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        _refuse(what)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half and not 1 <= hour <= _MIDDAY:
        _refuse(what)
    if half:
        hour = hour % _MIDDAY + (_MIDDAY if half == "pm" else 0)
    if hour > _LAST_HOUR or minute > 59:
        _refuse(what)
    return time(hour, minute)


def _not_to_come(at: str, now: datetime, what: str, *, typed_day: str = "x") -> str:
    moment = moment_of(at)
    if not is_day_alone(at) and not exists(moment):
        raise DateInvalid(
            f"{what}: there was no such time on {say_date(moment.date())}; the clocks went forward"
        )
    if is_to_come(at, now):
        yesterday = "" if typed_day else f". For yesterday, type: yesterday {moment:%H:%M}"
        raise DateInvalid(f"{what} cannot be in the future: {say_at(at)} is still to come{yesterday}")
    return at


def is_to_come(at: str, now: datetime) -> bool:
    """Whether an action's `at` lies in the future of `now` (aware, or London's): later than this minute."""
    there = now if now.tzinfo else now.replace(tzinfo=LONDON)
    return moment_of(at).timestamp() >= there.replace(second=0, microsecond=0).timestamp() + 60


def _refuse(what: str) -> NoReturn:
    raise DateInvalid(f"{what} must be a real time. Type {NOW_WORDS}")
