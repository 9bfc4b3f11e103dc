"""What is due, in words: what Home, lists, paper and the command line all say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ce_tui.core.pathway.actions.due import DueWhat, FollowUp, is_today
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.words.counting import counted

WHAT_IS_DUE = "What is due"
NOTHING_DUE = "Nothing is due."
_TO_DO: dict[DueWhat, str] = {
    "call": "Phone now: nobody was phoned yet, as far as is recorded",
    "unanswered": "Not answered{to}: phone the next number",
    "act": "Nothing was done yet, as far as is recorded",
    "form": "Send the written form after the call",
    "answer": "Ask what came of it: nothing is recorded",
    "next": "Do what comes next",
    "ask": "Ask what came of it, and screen again",
    "screen again": "Screen again",
}

NO_SERVICE = "Phone now: none of the area's services was phoned yet, as far as is recorded"
_GRAVER: dict[DueWhat, str] = {
    "call": "Phone now: nobody was phoned since it became more serious, as far as is recorded",
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
    words = _GRAVER[due.what] if due.graver else NO_SERVICE if due.no_service else _TO_DO[due.what]
    return words.format(to=to) if "{to}" in words else f"{words}{to}"


def by_words(due: FollowUp, now: datetime) -> str:
    """By when: "due now", "overdue since 24 November 2026", "today", "by 26 November 2026"."""
    if due.at_once:
        return "due now" if due.graver else f"due now, since {say_at(due.by)}"
    if due.overdue:
        return f"overdue since {say_at(due.by)}"
    if is_today(due, now):
        return f"today, by {due.by[11:]}" if "T" in due.by else "today"
    days = (date.fromisoformat(due.day) - now.astimezone(LONDON).date()).days
    return f"by {'tomorrow, ' if days == 1 else ''}{say_at(due.by)}"


def counted_due(due: Sequence[FollowUp], now: datetime) -> str:
    """ "1 overdue, 2 things today": what of several is due by today; "" where nothing is."""
    overdue = sum(each.overdue for each in due)
    today = sum(is_today(each, now) for each in due)
    said = [f"{overdue} overdue" if overdue else "", f"{counted(today, 'thing')} today" if today else ""]
    return ", ".join(filter(None, said))
