"""How long screenings are kept: the rules, and when a screening is due for review by them. Pure.

A rule deletes nothing. It puts a screening into the review queue, and a lead decides on each. An empty rule keeps for
ever.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ce_tui.core.pathway.dates import say_date
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.words.counting import counted

_UNITS = {"day": 1, "week": 7, "month": 1, "year": 12}  # days, or months
_LONGEST = {"day": 36_525, "week": 36_525, "month": 1200, "year": 1200}  # a hundred years, in the same
_OLDEST = 120  # years
NO_SPAN = (
    "not a length of time; expected a number and days, weeks, months or years, such as “6 years”, at most 100 "
    "years."
)


def check(rules: Retention) -> None:
    """Raise `Refused`, with words, where a rule is none that can be followed."""
    for name, rule in (("drafts", rules.drafts), ("completed", rules.completed)):
        if rule.after.strip():
            _span(rule.after, name)
        if not 0 <= rule.birthday <= _OLDEST:
            raise Refused(f"Retention, {name}: a birthday is a whole number of years up to {_OLDEST}.")


def check_after(text: str) -> None:
    """Raise `Refused` where a rule's length of time is none; the words go on after a subject."""
    if text.strip() and not _read_span(text):
        raise Refused(NO_SPAN)


def due_on(rule: Rule, changed: date, birth: date | None) -> date | None:
    """The day on which a screening is due for review; None: never.

    `changed`: the day of its last change, `birth`: the child's date of birth, where it is known. Where only a
    birthday counts and it is not known, the screening is kept.
    """
    days = [day for day in (_after(rule, changed), _birthday(birth, rule.birthday) if birth else None) if day]
    if not days:
        return None
    return max(days) if rule.whichever == "later" else min(days)


def hangs_on_birth(rule: Rule, changed: date, today: date) -> bool:
    """Whether the date of birth matters for a screening today: it lies inside it, and takes time to look up."""
    after = _after(rule, changed)
    not_yet = rule.whichever == "later" and after is not None and after > today
    return bool(rule.birthday) and not not_yet


def why(rule: Rule, state: str, changed: date, birth: date | None) -> str:
    """Why a screening is due, in words, without the child's date of birth."""
    called = {"draft": "Draft", "reopened": "Reopened"}.get(state, "Completed")
    last = f"{called}, last changed on {say_date(changed)}"
    parts = []
    if rule.after.strip():
        parts.append(f"kept for {_tidy(rule.after)} after that")
    if rule.birthday and birth:
        parts.append(f"kept until the child's {_ordinal(rule.birthday)} birthday")
    elif rule.birthday:
        parts.append("the child's date of birth is not known")
    return f"{last}: {', '.join(parts)}."


def say(rules: Retention) -> str:
    """The rules in one line."""
    return f"drafts: {say_rule(rules.drafts)}; completed: {say_rule(rules.completed)}"


def say_rule(rule: Rule) -> str:
    """A rule in words."""
    if rule.keeps_for_ever:
        return "kept until someone decides otherwise"
    parts = []
    if rule.after.strip():
        parts.append(f"{_tidy(rule.after)} after the last change")
    if rule.birthday:
        parts.append(f"on the child's {_ordinal(rule.birthday)} birthday")
    ending = f", whichever is {rule.whichever}" if len(parts) > 1 else ""
    return f"for review {' or '.join(parts)}{ending}"


def _after(rule: Rule, changed: date) -> date | None:
    if not rule.after.strip():
        return None
    count, unit = _span(rule.after, "rule")
    if unit in ("day", "week"):
        return _later(changed, days=count * _UNITS[unit])
    return _later(changed, months=count * _UNITS[unit])


def _span(text: str, name: str) -> tuple[int, str]:
    """ "18 months" → 18, "month". Raises `Refused`."""
    found = _read_span(text)
    if found is None:
        raise Refused(f"Retention, {name}: {NO_SPAN} Leave it empty to keep for ever.")
    return found


def _read_span(text: str) -> tuple[int, str] | None:
    words = text.split()
    if len(words) == 2 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 6:
        count, unit = int(words[0]), words[1].lower().removesuffix("s")
        if unit in _UNITS and 0 < count * _UNITS[unit] <= _LONGEST[unit]:
            return count, unit
    return None


def _tidy(span: str) -> str:
    return counted(*_span(span, "rule"))


def _later(day: date, *, days: int = 0, months: int = 0) -> date | None:
    """A day that much later; a day that the month lacks is its last one. None where the calendar ends before it."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    try:
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _birthday(birth: date, age: int) -> date | None:
    """The birthday of that age; someone born on 29 February has it on 1 March where there is no such day."""
    if not age:
        return None
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        year = birth.year + age
        return date(year, 3, 1) if year <= date.max.year else None


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
