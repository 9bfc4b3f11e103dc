"""What an action has to be before it is recorded, and what is asked about it first (rule 17 of the design)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import msgspec

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.when import exists, is_day_alone, is_to_come, iso_minute, moment_of, say_at
from ce_tui.core.pathway.clean import MAX_FIELD, MAX_NOTES, Cleaned, clean_line, clean_text
from ce_tui.core.pathway.dates import say_date
from ce_tui.core.pathway.faults import Fault
from ce_tui.files.unseen import BLANK

LONGEST_SAID = MAX_NOTES
DAYS_BEFORE = 7
"""So long before a screening something may have been done without being asked about: people phone first."""
LATEST_BY = 366
"""Days within which what comes next is due: a slip of the year would hide it for good."""
_NO_TIME = Fault("at", "is no real date or time", "a date, or a date with a time: 2026-11-25T14:05")
_IN_A_LINE = ("to", "person", "reference", "next")


def cleaned(action: Action) -> Action:
    """The action with its texts cleaned: nothing in them that a terminal or a reader could stumble over."""
    texts = {name: found.text.strip() for name, found in _cleaned_texts(action).items()}
    return msgspec.structs.replace(action, **texts)


def cleaning_remarks(action: Action) -> list[str]:
    """What `cleaned` takes out or cuts off, in words without a value; none: nothing."""
    remarks: list[str] = []
    for name, found in _cleaned_texts(action).items():
        limit = LONGEST_SAID if name == "said" else MAX_FIELD
        if found.changed:
            remarks.append(f"{name}: characters that cannot be shown were taken out")
        if found.cut:
            remarks.append(f"{name}: longer than {limit:,} characters; the rest was cut off")
    return remarks


def _cleaned_texts(action: Action) -> dict[str, Cleaned]:
    """In a line many blanks are one: set out by blanks it could be read as more lines."""
    lines = {name: _one_blank(clean_line(getattr(action, name), MAX_FIELD)) for name in _IN_A_LINE}
    return lines | {"said": clean_text(action.said, LONGEST_SAID)}


def _one_blank(found: Cleaned) -> Cleaned:
    seen = "".join(" " if letter in BLANK else letter for letter in found.text)
    return found._replace(text=" ".join(seen.split()))


def faults_of(action: Action, now: datetime, known: Collection[str] = ()) -> list[Fault]:
    """What keeps an action from being recorded, each fault with its field. `now` is aware; `known`: ids it may correct.

    The words of a fault say no value that a person typed, except times.
    """
    faults = [*_of_when(action.at, now), *_of_by(action)]
    if action.by_mistake and not action.corrects:
        faults.append(Fault("corrects", "is missing", "the number of what was recorded by mistake"))
    if action.corrects and action.corrects not in known:
        faults.append(
            Fault("corrects", "there is no action of this number in this screening", "the number of one")
        )
    return faults


def is_long_before(action: Action, screened_on: str) -> bool:
    """Whether it was done more than seven days before the screening, which is asked about."""
    try:
        first = date.fromisoformat(screened_on) - timedelta(days=DAYS_BEFORE)
        return moment_of(action.at).date() < first
    except (ValueError, OverflowError):
        return False


def long_before_words(action: Action, screened_on: str) -> str:
    """What is asked about it then."""
    on = say_date(date.fromisoformat(screened_on))
    return f"{say_at(action.at)} is more than a week before this screening, of {on}. Is that right?"


def withdrawal(of: Recorded, why: str = "") -> Action:
    """The action that takes another back: it was recorded by mistake, or of another child. `why` in words."""
    return Action(at=of.action.at, kind="other", said=why, corrects=of.id, settles="mistake")


def _of_when(at: str, now: datetime) -> list[Fault]:
    try:
        moment = moment_of(at)
    except ValueError:
        return [_NO_TIME]
    if at not in (iso_minute(moment), moment.date().isoformat()):
        return [_NO_TIME]
    if not is_day_alone(at) and not exists(moment):
        return [
            Fault("at", "is a time that there was not: the clocks went forward", "a time before or after it")
        ]
    try:
        return [Fault("at", "is in the future", "when it was done")] if is_to_come(at, now) else []
    except (OverflowError, ValueError):
        return [_NO_TIME]


def _of_by(action: Action) -> list[Fault]:
    if not action.by:
        return []
    try:
        day = date.fromisoformat(action.by)
    except ValueError:
        return [Fault("by", "is no real date", "a date: 2026-11-26")]
    if day.isoformat() != action.by:
        return [Fault("by", "is no real date", "a date: 2026-11-26")]
    if action.by < action.day:
        return [Fault("by", "is before the day on which it was done", "that day or a later one")]
    if day > date.fromisoformat(action.day) + timedelta(days=LATEST_BY):
        return [Fault("by", "is more than a year after it was done", "a day within a year")]
    return []
