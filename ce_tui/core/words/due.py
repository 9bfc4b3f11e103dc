"""What is due, in words: what Home, lists, paper and the command line all say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from ce_tui.core.pathway.actions.due import DueWhat, FollowUp, hour_of
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.words.counting import counted
from ce_tui.core.words.short_days import short_day

WHAT_IS_DUE = "What is due"
LESS_THAN_RED = "urgent"
"""What is less than red, and has an alert that says to phone now."""
NOTHING_DUE = "Nothing is due."
_TO_DO: dict[DueWhat, str] = {
    "call": "Phone now: nobody was phoned yet, as far as is recorded",
    "unanswered": "Not answered{to}: phone the next number",
    "police": "Tell the police: not recorded",
    "act": "Nothing was done yet, as far as is recorded",
    "form": "Send the written form after the call",
    "answer": "Ask what came of it: nothing is recorded",
    "next": "Do what comes next",
    "ask": "Ask what came of it, and screen again",
    "screen again": "Screen again",
}

NO_SERVICE = "Phone now: none of the area's services was phoned yet, as far as is recorded"
NO_SOCIAL_CARE = "Phone now: social care was not phoned yet as it stands now, as far as is recorded"
_IN_SHORT: dict[DueWhat, str] = {
    "call": "phone now",
    "unanswered": "not answered, phone the next number",
    "police": "tell the police",
    "act": "nothing done yet",
    "form": "send the form",
    "answer": "ask what came of it",
    "next": "do what comes next",
    "ask": "ask what came of it",
    "screen again": "screen again",
}
_GRAVER: dict[DueWhat, str] = {
    "call": "Phone now: nobody was phoned since it became more serious, as far as is recorded",
    "police": "Tell the police: not recorded since it became more serious",
    "act": "Nothing was done since it became more serious, as far as is recorded",
}
"""The same where something was done before that."""


def due_words(due: FollowUp, now: datetime) -> str:
    """One thing that is due, with by when: "Ring back (the Hub): by tomorrow, 26 November 2026".

    Where its last sentence has a colon of its own, by when is a sentence of its own.
    """
    what, by = what_words(due), by_words(due, now)
    return f"{what}. {with_capital(by)}" if ":" in what.split(". ")[-1] else f"{what}: {by}"


def what_words(due: FollowUp) -> str:
    """What is to be done."""
    to = f" ({due.to})" if due.to else ""
    if due.what == "next" and due.next:
        return f"{with_capital(due.next)}{to}"
    if due.what == "answer" and due.in_vain:
        return f"Not answered{to}: nobody there knows yet, as far as is recorded. Phone them"
    words = _GRAVER[due.what] if due.graver else _TO_DO[due.what]
    if due.no_service or due.no_social_care:
        words = NO_SERVICE if due.no_service else NO_SOCIAL_CARE
    return words.format(to=to) if "{to}" in words else f"{words}{to}"


def by_words(due: FollowUp, now: datetime) -> str:
    """By when: "due now", "overdue since 24 November 2026", "today", "by 26 November 2026"."""
    if _is_now(due):
        return "due now" if due.graver else f"due now, since {say_at(due.by)}"
    if due.overdue:
        return f"overdue since {say_at(due.by)}"
    if due.is_on(hour_of(now).today):
        return f"today, by {due.by[11:]}" if "T" in due.by else "today"
    days = (date.fromisoformat(due.day) - now.astimezone(LONDON).date()).days
    return f"by {'tomorrow, ' if days == 1 else ''}{say_at(due.by)}"


def _is_now(due: FollowUp) -> bool:
    """Whether it is due from the moment on at which red is acted on: the police are told after the call."""
    return due.at_once or due.what == "police"


def what_in_short(due: FollowUp) -> str:
    """What is to be done, for a column of a list."""
    if due.what == "answer" and due.in_vain:
        return "not answered, phone them"
    return due.next if due.what == "next" and due.next else _IN_SHORT[due.what]


def when_in_short(due: FollowUp, today: date) -> str:
    """By when, for a column of a list: "now", "since 24 Nov", "today 15:00", "by 26 Nov". `today` is London's."""
    if _is_now(due):
        return "now"
    day = short_day(due.day).removesuffix(f" {today.year}")
    if due.overdue:
        return f"since {day}"
    if due.is_on(today.isoformat()):
        return f"today {due.by[11:]}".rstrip()
    return f"by {day}"


def late_words(due: FollowUp, now: datetime) -> str:
    """Whether it is due by now, for a column of a list: "due now", "overdue", "today"; empty: it is not."""
    if _is_now(due):
        return "due now"
    return "overdue" if due.overdue else "today" if due.is_on(hour_of(now).today) else ""


def sign_of(due: FollowUp) -> str:
    """What stands before it where it is overdue: "!!" at once, "!" by now; empty: neither."""
    return "!!" if due.at_once else "!" if due.overdue else ""


def counted_due(due: Sequence[FollowUp], now: datetime) -> str:
    """ "1 overdue, 2 things today": what of several is due by today; "" where nothing is."""
    return counted_with([(each, "") for each in due], now)


def counted_with(due: Sequence[tuple[FollowUp, str]], now: datetime) -> str:
    """The same with how many of them are grave: "3 overdue, 1 of them red, 2 things today".

    Each with the word for how grave it is about, "red" or "urgent"; "": neither.
    """
    today = hour_of(now).today
    overdue = [grave for each, grave in due if each.overdue]
    by_today = [grave for each, grave in due if each.is_on(today)]
    said = [
        f"{len(overdue)} overdue{_graves(overdue)}" if overdue else "",
        f"{counted(len(by_today), 'thing')} today{_graves(by_today)}" if by_today else "",
    ]
    return ", ".join(filter(None, said))


def _graves(found: Sequence[str]) -> str:
    """ ", 2 of them red, 1 urgent", red first; of one thing alone ", red"."""
    each = Counter(sorted(filter(None, found), key=lambda grave: grave == LESS_THAN_RED))
    if len(found) == 1 or not each:
        return "".join(f", {grave}" for grave in each)
    (first, number), *others = each.items()
    if number == len(found):
        return f", all of them {first}"
    said = [f"{number} of them {first}", *(f"{number} {grave}" for grave, number in others)]
    return f", {', '.join(said)}"
