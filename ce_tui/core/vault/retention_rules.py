"""The rules of retention: their shape, and what follows from them for a screening."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.errors import Refused

Whichever = Literal["later", "earlier"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a screening is due for review.

    `after`: this long after its last change: "90 days", "18 months", "6 years"; empty: no such limit. `birthday`: on
    the child's birthday of this age, where the date of birth is known; 0: no such limit. `whichever`: where both
    apply, the later or the earlier one.
    """

    after: str = ""
    birthday: int = 0
    whichever: Whichever = "later"

    @property
    def keeps_for_ever(self) -> bool:
        """Whether nothing becomes due by it."""
        return not self.after.strip() and not self.birthday


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rules of a hub: for drafts that were never completed, and for screenings that were."""

    drafts: Rule = Rule()
    completed: Rule = Rule()

    def rule_of(self, state: str) -> Rule:
        """The rule for a state. One that was reopened has been completed."""
        return self.drafts if state == "draft" else self.completed


_UNITS = {"day": (1, "days"), "week": (7, "days"), "month": (1, "months"), "year": (12, "months")}
_LONGEST = {"days": 36_525, "months": 1200}  # a hundred years
_OLDEST = 120  # years
NO_SPAN = (
    "not a length of time; expected a number and days, weeks, months or years, such as “6 years”, at most 100 "
    "years."
)


def check(rules: Retention) -> None:
    """Raise `Refused`, with words, if a rule cannot be followed."""
    for name, rule in (("drafts", rules.drafts), ("completed", rules.completed)):
        if rule.after.strip():
            _span(rule.after, name)
        if not 0 <= rule.birthday <= _OLDEST:
            raise Refused(f"Retention, {name}: a birthday is a whole number of years up to {_OLDEST}.")


def read_after(typed: str) -> str:
    """A rule's length of time as it was typed; nothing: no such rule.

    Raises `Refused` if it is none; the words go on after a subject.
    """
    if typed.strip() and not _read_span(typed):
        raise Refused(NO_SPAN)
    return typed.strip()


def due_on(rule: Rule, changed: date, birth: date | None) -> date | None:
    """The day on which a screening is due for review; None: never.

    `changed`: the day of its last change, `birth`: the child's date of birth, if it is known. If only a birthday
    counts and it is not known, the screening is kept.
    """
    birthday = _birthday(birth, rule.birthday) if birth and rule.birthday else None
    days = [day for day in (_after(rule, changed), birthday) if day]
    return (max if rule.whichever == "later" else min)(days, default=None)


def hangs_on_birth(rule: Rule, changed: date, today: date) -> bool:
    """Whether the date of birth matters for a screening today: looking it up takes time."""
    after = _after(rule, changed)
    return bool(rule.birthday) and (rule.whichever != "later" or after is None or after <= today)


def why(rule: Rule, state: str, changed: date, birth: date | None) -> str:
    """Why a screening is due, in words, without the child's date of birth."""
    from ce_tui.core.pathway.dates import say_date  # which the start does not need

    called = {"draft": "Draft", "reopened": "Reopened"}.get(state, "Completed")
    parts = []
    if rule.after.strip():
        parts.append(f"kept for {counted(*_span(rule.after))} after that")
    if rule.birthday and birth:
        parts.append(f"kept until the child's {_ordinal(rule.birthday)} birthday")
    elif rule.birthday:
        parts.append("the child's date of birth is not known")
    return f"{called}, last changed on {say_date(changed)}: {', '.join(parts)}."


def say(rules: Retention) -> str:
    """The rules in one line."""
    return f"drafts: {say_rule(rules.drafts)}; completed: {say_rule(rules.completed)}"


def say_rule(rule: Rule) -> str:
    """A rule in words."""
    if rule.keeps_for_ever:
        return "kept until someone decides otherwise"
    parts = []
    if rule.after.strip():
        parts.append(f"{counted(*_span(rule.after))} after the last change")
    if rule.birthday:
        parts.append(f"on the child's {_ordinal(rule.birthday)} birthday")
    ending = f", whichever is {rule.whichever}" if len(parts) > 1 else ""
    return f"for review {' or '.join(parts)}{ending}"


def _after(rule: Rule, changed: date) -> date | None:
    """The day by the rule's length of time; a day that the month lacks is its last one. None: the calendar ends."""
    if not rule.after.strip():
        return None
    from calendar import monthrange  # which the start does not need

    count, unit = _span(rule.after)
    length, of = _UNITS[unit]
    days, months = (count * length, 0) if of == "days" else (0, count * length)
    year, month = divmod(changed.year * 12 + changed.month - 1 + months, 12)
    try:
        day = min(changed.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _span(text: str, name: str = "rule") -> tuple[int, str]:
    """ "18 months" → 18, "month". Raises `Refused`."""
    found = _read_span(text)
    if found is None:
        raise Refused(f"Retention, {name}: {NO_SPAN} Leave it empty to keep for ever.")
    return found


def _read_span(text: str) -> tuple[int, str] | None:
    words = text.split()
    if len(words) == 2 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 6:
        count, unit = int(words[0]), words[1].lower().removesuffix("s")
        length, of = _UNITS.get(unit, (0, "days"))
        if 0 < count * length <= _LONGEST[of]:
            return count, unit
    return None


def _birthday(birth: date, age: int) -> date | None:
    """The birthday of an age, on 1 March for 29 February if there is no such day. None: the calendar ends."""
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if year <= date.max.year else None


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
