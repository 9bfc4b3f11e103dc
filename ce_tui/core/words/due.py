"""What is due, and how to take further what does not move, in words: what Home, lists, paper and commands all say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from ce_tui.core.pathway.actions.action import Recorded, alike, done
from ce_tui.core.pathway.actions.due import TASKS, FollowUp, hour_of
from ce_tui.core.pathway.actions.followed import followed
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.escalation import danger_words, stage_lines, where_words
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.words.actions import LACKS, lacks_words
from ce_tui.core.words.counting import counted
from ce_tui.core.words.short_days import short_day

WHAT_IS_DUE = "What is due"
LESS_THAN_RED = "urgent"
"""What is less than red, and has an alert that says to phone now."""
NOTHING_DUE = "Nothing is due."


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
    since = " since it became more serious" if LACKS[due.lacks].since else ""
    said = TASKS[due.what].words.format(to=to, lacks=lacks_words(due.lacks), since=since)
    return with_capital(said)


def by_words(due: FollowUp, now: datetime) -> str:
    """By when: "due now", "overdue since 24 November 2026", "today", "by 26 November 2026"."""
    if _is_now(due):
        return "due now" if LACKS[due.lacks].since else f"due now, since {say_at(due.by)}"
    if due.overdue:
        return f"overdue since {say_at(due.by)}"
    if due.is_on(hour_of(now).today):
        return f"today, by {due.by[11:]}" if "T" in due.by else "today"
    days = (date.fromisoformat(due.day) - now.astimezone(LONDON).date()).days
    return f"by {'tomorrow, ' if days == 1 else ''}{say_at(due.by)}"


def _is_now(due: FollowUp) -> bool:
    """Whether "now" is said of it: what is due at once, and telling the police, which follows the call."""
    return due.at_once or due.what == "police"


def what_in_short(due: FollowUp) -> str:
    """What is to be done, for a column of a list."""
    if due.what == "answer" and due.in_vain:
        return "not answered, phone them"
    return due.next if due.what == "next" and due.next else TASKS[due.what].in_short


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


def escalation_lines(locality: Locality) -> list[str]:
    """How an area takes a disagreement further, a line each: first what never waits for it, then where to read it."""
    return [danger_words(locality), where_words(locality), *stage_lines(locality)]


def when_it_does_not_move(
    locality: Locality, recorded: Sequence[Recorded], due: Sequence[FollowUp]
) -> list[str]:
    """The same where it is to be said: somebody's answer is overdue, or the last one was "not accepted" or the like.

    Empty where neither is so, and once it was ended. Whether red or amber is acted on is the caller's to know.
    """
    if followed(recorded).settled == "ended":
        return []
    late = any(each.overdue and TASKS[each.what].of_others for each in due)
    ends = [(alike(each.action.to), each.action.end) for each in done(recorded) if each.action.end.is_answer]
    is_turned_down = any(
        last.turns_down for last in dict(ends).values()
    )  # a later word takes an earlier one's place
    return escalation_lines(locality) if late or is_turned_down else []
