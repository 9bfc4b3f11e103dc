"""What an action has to be before it is recorded (rule 17 of the design).

How its times are typed and said, its faults and cleaning, its JSON, and how grave the screening stood when it was done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from typing import Any, NoReturn

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Gravity, Recorded
from ce_tui.core.pathway.answers.screening import GravitySince
from ce_tui.core.pathway.dates import LONDON, DateInvalid, in_london, parse_at, parse_date, say_date
from ce_tui.core.pathway.shape import (
    MAX_FIELD,
    MAX_NOTES,
    Fault,
    InputInvalid,
    ObjectWithRepeats,
    clean_line,
    clean_text,
    kind_of,
    read_json,
    shaped,
)
from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.files.shown import BLANK

WHEN, BY = "When it was done", "By when"
"""What is asked of the times of an action."""
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
_IN_DAYS = re.compile(r"in (\d{1,2}) days?", re.IGNORECASE | re.ASCII)
_AGO = {"today": 0, "yesterday": 1}
_LONGEST = 60  # characters; no moment is as long
_JUST_GONE = 60  # days: so long after a day its name alone does not mean the next year's
_YEARS_AHEAD = 8  # within them each day of the year comes, a 29 February too


def moment_of(at: str) -> datetime:
    """The moment of an action's `at` in London; of a day alone, its beginning. Raises ValueError.

    Of an hour that the clocks go through twice, the first.
    """
    return datetime.fromisoformat(at).replace(tzinfo=LONDON)


def is_day_alone(at: str) -> bool:
    """Whether an action's `at` has no time."""
    return "T" not in at


def exists(moment: datetime) -> bool:
    """Whether there is such a time in London: an hour that the clocks pass over comes back as another."""
    back = moment.replace(tzinfo=LONDON, fold=0).astimezone(UTC).astimezone(LONDON)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def read_when(typed: str, now: datetime) -> str:
    """An action's `at` as someone typed it: "now", "14:05", "2pm", "yesterday 9.30", "24 nov 14:05", a day alone.

    `now` is London's. A time alone is today's. Raises DateInvalid: no moment, one that there is not, one to come.
    """
    text = " ".join(typed.split())
    if not text or text.casefold() == "now":
        return iso_minute(now)
    if len(text) > _LONGEST:
        _refuse()
    given = _TIME_AT_END.search(text)
    day_typed = _JOINS.sub("", (text[: given.start()] if given else text).strip()).rstrip(", ")
    day = _day_gone(day_typed, now.date())
    at = iso_minute(datetime.combine(day, _time(given[1]))) if given else day.isoformat()
    moment = moment_of(at)
    if given and not exists(moment):
        raise DateInvalid(f"{WHEN}: there was no such time on {say_date(day)}; the clocks went forward")
    if is_to_come(at, now):
        yesterday = f". For yesterday, type: yesterday {moment:%H:%M}" if given and not day_typed else ""
        raise DateInvalid(f"{WHEN} cannot be in the future: {say_at(at)} is still to come{yesterday}")
    return at


def read_by(typed: str, today: date) -> str:
    """The ISO date by which something is due, as someone typed it; "" where nothing was. Raises DateInvalid.

    A day and a month alone, or the name of a day, mean the next such day.
    """
    text = " ".join(typed.split()).casefold()
    if not text:
        return ""
    weekday = _weekday(text.removeprefix("next ").removeprefix("on "))
    if text in ("today", "tomorrow"):
        days = int(text == "tomorrow")
    elif found := _IN_DAYS.fullmatch(text):
        days = int(found[1])
    elif weekday is not None:
        days = (weekday - today.weekday() - 1) % 7 + 1
    else:
        return _coming(typed, today).isoformat()
    return (today + timedelta(days=days)).isoformat()


def _weekday(text: str) -> int | None:
    """The number of a weekday by the beginning of its name, Monday 0; None: it is none."""
    return next((n for n, name in enumerate(_WEEKDAYS) if len(text) >= 3 and name.startswith(text)), None)


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


def _coming(typed: str, today: date) -> date:
    """A date; without a year, the next such day. One that has just gone is more likely a slip than a year ahead."""
    with suppress(DateInvalid):
        return parse_date(typed)
    for year in range(today.year - 1, today.year + _YEARS_AHEAD + 1):
        found = None
        with suppress(DateInvalid):
            found = parse_date(f"{typed} {year}")
        if found is not None and 0 < (today - found).days <= _JUST_GONE:
            raise DateInvalid(f"{BY}: {say_date(found)} has gone. For a day to come, type the year too")
        if found is not None and found >= today:
            return found
    raise DateInvalid(f"{BY} must be a real day. Type {DAY_WORDS}")


def _day_gone(typed: str, today: date) -> date:
    """The day of something that was done; none means today."""
    text = typed.casefold()
    if not text:
        return today
    if text in _AGO:
        return today - timedelta(days=_AGO[text])
    weekday = _weekday(text)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    with suppress(DateInvalid):
        return parse_date(typed, latest=today)
    _refuse()


def _time(typed: str) -> time:
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        _refuse()
    hour, half = int(found[1]), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= _MIDDAY:
            _refuse()
        hour = hour % _MIDDAY + (_MIDDAY if half == "pm" else 0)
    with suppress(ValueError):
        return time(hour, int(found[2] or 0))
    _refuse()


def is_to_come(at: str, now: datetime) -> bool:
    """Whether an action's `at` lies in the future of `now` (aware, or London's): later than this minute."""
    return moment_of(at).timestamp() >= in_london(now).replace(second=0, microsecond=0).timestamp() + 60


def _refuse() -> NoReturn:
    raise DateInvalid(f"{WHEN} must be a real time. Type {NOW_WORDS}")


LONGEST_SAID = MAX_NOTES
DAYS_BEFORE = 7
"""So long before a screening something may have been done without being asked about: people phone first."""
LATEST_BY = 366
"""Days within which what comes next is due: a slip of the year would hide it for good."""
_NO_TIME = Fault("at", "is no real date or time", "a date, or a date with a time: 2026-11-25T14:05")
_PASSED_OVER = Fault(
    "at", "is a time that there was not: the clocks went forward", "a time before or after it"
)
_IN_A_LINE = ("to", "person", "reference", "next")


def cleaned(action: Action) -> Action:
    """The action with its texts cleaned of all that a terminal or a reader could stumble over."""
    return _cleaned_with_remarks(action)[0]


def _cleaned_with_remarks(action: Action) -> tuple[Action, list[str]]:
    """The action with its texts cleaned; and what was taken out or cut off, in words without a value."""
    texts: dict[str, str] = {}
    remarks: list[str] = []
    for name in (*_IN_A_LINE, "said"):
        is_line = name != "said"
        limit = MAX_FIELD if is_line else LONGEST_SAID
        found = (clean_line if is_line else clean_text)(getattr(action, name), limit)
        # In a line many blanks are one: set out by blanks it could be read as more lines.
        seen = "".join(" " if letter in BLANK else letter for letter in found.text)
        texts[name] = " ".join(seen.split()) if is_line else found.text.strip()
        remarks += found.remarks(name, limit)
    return replace(action, **texts), remarks


def faults_of(action: Action, now: datetime, known: Collection[str] = ()) -> list[Fault]:
    """What keeps an action from being recorded, each fault with its field.

    `now` is aware; `known`: ids it may correct. The words of a fault say no value that a person typed, except times.
    """
    faults = [*_when_faults(action.at, now), *_by_faults(action)]
    if action.by_mistake and not action.corrects:
        faults.append(Fault("corrects", "is missing", "the number of what was recorded by mistake"))
    if action.corrects and action.corrects not in known:
        faults.append(
            Fault("corrects", "there is no action of this number in this screening", "the number of one")
        )
    return faults


def is_long_before(action: Action, screened_on: str) -> bool:
    """Whether an action was done so long before the screening that it is asked about: over seven days."""
    try:
        first = date.fromisoformat(screened_on) - timedelta(days=DAYS_BEFORE)
        return moment_of(action.at).date() < first
    except (ValueError, OverflowError):
        return False


def long_before_words(action: Action, screened_on: str) -> str:
    """The question about an action that was done long before the screening."""
    on = say_date(date.fromisoformat(screened_on))
    return f"{say_at(action.at)} is more than a week before this screening, of {on}. Is that right?"


def withdrawal(of: Recorded) -> Action:
    """The action that takes another back, as recorded by mistake or of another child."""
    return Action(at=of.action.at, kind="other", corrects=of.id, settles="mistake")


def _when_faults(at: str, now: datetime) -> list[Fault]:
    try:
        moment = moment_of(at)
        if at not in (iso_minute(moment), moment.date().isoformat()):
            return [_NO_TIME]
        if not is_day_alone(at) and not exists(moment):
            return [_PASSED_OVER]
        return [Fault("at", "is in the future", "when it was done")] if is_to_come(at, now) else []
    except (OverflowError, ValueError):
        return [_NO_TIME]


def _by_faults(action: Action) -> list[Fault]:
    if not action.by:
        return []
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(action.by)
    if day is None or day.isoformat() != action.by:
        return [Fault("by", "is no real date", "a date: 2026-11-26")]
    if action.by < action.day:
        return [Fault("by", "is before the day on which it was done", "that day or a later one")]
    if day > date.fromisoformat(action.day) + timedelta(days=LATEST_BY):
        return [Fault("by", "is more than a year after it was done", "a day within a year")]
    return []


_ONLY_WHERE_SAID = ("corrects", "settles")
_A_DAY = 10  # characters of an ISO date


def read_with_remarks(text: str | bytes) -> tuple[Action, list[str]]:
    """The action of a JSON text, one object, and remarks on what was cleaned or cut. No remark quotes a value.

    `at` takes an offset, and seconds; it is kept in London's time, to the minute. Raises InputInvalid with every fault
    of its shape and of `at`.
    """
    value = read_json(text)
    if not isinstance(value, dict):
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "an action, as one object")])
    repeated = value.repeated if isinstance(value, ObjectWithRepeats) else []
    faults = [Fault(name, "stands more than once", "each key once") for name in repeated]
    action, wrong = shaped(dict(value), Action)
    faults += wrong
    if action is None or faults:
        raise InputInvalid(faults)
    try:
        moment = parse_at(action.at)
    except DateInvalid:
        raise InputInvalid([_NO_TIME]) from None
    is_day = len(action.at.strip()) == _A_DAY
    at = moment.date().isoformat() if is_day else iso_minute(moment)
    return _cleaned_with_remarks(replace(action, at=at))


def dump_action(action: Action) -> dict[str, Any]:
    """The contract's JSON of an action, without `corrects` and `settles` if they are empty."""
    built = parse_as(write_json(action), dict[str, Any])
    return {key: value for key, value in built.items() if value or key not in _ONLY_WHERE_SAID}


def dump_recorded(recorded: Recorded) -> dict[str, Any]:
    """The contract's JSON of a kept action, with its number, and by whom and when it was recorded."""
    about = {"id": recorded.id, "recorded_at": recorded.recorded_at, "recorded_by": recorded.recorded_by}
    return about | dump_action(recorded.action)


class KeptContent(msgspec.Struct, frozen=True, kw_only=True):
    """An action as the store keeps it. `stood`, `then`: how grave the screening stood when recorded, when done."""

    action: Action
    stood: Gravity = Gravity()
    then: Gravity | None = None


def dump_kept(action: Action, stood: Gravity, then: Gravity | None = None) -> bytes:
    """The content that the store keeps of an action."""
    return write_json({"action": dump_action(action), "stood": stood, "then": then}).encode()


MOST = 40
"""So often how it stood is remembered. Of a moment before the first that is, nothing is known, and nothing claimed."""
_A_MINUTE = timedelta(minutes=1)  # an action's time is to the minute
_WRITTEN_DOWN = timedelta(minutes=15)
"""People phone first: what stands so soon after a screening was begun is what they phoned about."""
_SAME_DANGER = timedelta(hours=4)
"""So long before it was begun the danger may have been the same; one that comes later is another."""
_SAME_CONCERN = timedelta(days=DAYS_BEFORE)


def gravity_since(before: Sequence[GravitySince], now: Gravity, at: str) -> tuple[GravitySince, ...]:
    """What is remembered of how grave it stood, once it stands as `now`. `at`: ISO 8601 in UTC."""
    if before and Gravity(before[-1].acting_on, before[-1].danger) == now:
        return tuple(before)
    return (*before, GravitySince(at, now.acting_on, now.danger))[-MOST:]


def stood_then(told: Sequence[GravitySince], begun: str, at: str, recorded_at: str) -> Gravity:
    """How grave a screening stood at most within the minute of an action's `at`.

    Of a day alone: at its beginning, or as it was begun on that day. As long as it was only just begun, the tier that
    was written down soon counts.

    `told`: what is remembered of it; `begun`, `recorded_at`: when it was begun and this is recorded, ISO 8601 in UTC.
    What a clock that was ahead dated later than that was so by then: what is done and recorded now answers it.
    """
    done, first, now = moment_of(at).astimezone(UTC), *map(datetime.fromisoformat, (begun, recorded_at))
    since = [min(datetime.fromisoformat(each.since), now) for each in told]
    written_down = Gravity()
    if first <= now:  # as it stood then: what was taken back by then was a slip
        known = [each for each, moment in zip(told, since, strict=True) if moment <= first + _WRITTEN_DOWN]
        written_down = _gravest(known[-1:])
    if is_day_alone(at) and at == first.astimezone(LONDON).date().isoformat():
        return written_down
    if done + _A_MINUTE <= first <= now:
        # What was done so long before it was begun was done about what was written down then.
        ago = first - done
        if ago > _SAME_CONCERN:
            return Gravity()
        return written_down if ago <= _SAME_DANGER else Gravity(written_down.acting_on)
    then = _gravest(
        each
        for each, start, end in zip(told, since, (*since[1:], None), strict=False)
        if start < done + _A_MINUTE and (end is None or end > done)
    )
    return then.joined(Gravity(written_down.acting_on)) if done < first + _WRITTEN_DOWN else then


def _gravest(found: Iterable[GravitySince]) -> Gravity:
    return reduce(Gravity.joined, (Gravity(each.acting_on, each.danger) for each in found), Gravity())
