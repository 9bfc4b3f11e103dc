"""The words for actions: what was done, what came of it, what is due, how a disagreement is taken further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import (
    Action,
    Recorded,
    Settles,
    compared_name,
    corrections,
    done,
)
from ce_tui.core.pathway.actions.due import TASKS, FollowUp, hour_of
from ce_tui.core.pathway.actions.follow_up_summary import Unsaid, followed
from ce_tui.core.pathway.actions.rules import say_at
from ce_tui.core.pathway.dates import LONDON, read_moment, say_iso, say_moment
from ce_tui.core.pathway.document.guidance import danger_words, stage_lines, where_words
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.comparison import EarlierAction
from ce_tui.core.pathway.words import counted, ended, with_capital, with_small
from ce_tui.core.words.plain import in_short as cut_short

WHAT_WAS_DONE = "What was done"
NOT_KNOWN_YET = "What came of it is not known yet"
NOTHING_RECORDED = "Nothing is recorded as done yet."
NOTHING_THEN = "Nothing is recorded of what was done then."
_WHOM = 80  # characters of whom it was to, beside a later screening


class LackWords(NamedTuple):
    """The words for what is lacking, within a sentence. `since`: something was done, and it is graver since."""

    words: str
    in_short: str
    since: bool


LACKS: dict[Unsaid, LackWords] = {
    "": LackWords("", "", since=False),
    "nobody phoned": LackWords("nobody was phoned yet", "nobody phoned yet", since=False),
    "no service phoned": LackWords(
        "none of the area's services was phoned yet", "no service phoned yet", since=False
    ),
    "not phoned since": LackWords(
        "nobody was phoned since it became more serious", "nobody phoned since more serious", since=True
    ),
    "social care not phoned": LackWords(
        "social care was not phoned yet as it stands now", "social care not phoned yet", since=False
    ),
    "nothing done": LackWords("nothing was done yet", "nothing done yet", since=False),
    "nothing since": LackWords(
        "nothing was done since it became more serious", "nothing done since more serious", since=True
    ),
}


class SettlingWords(NamedTuple):
    """The words of an action by which nothing was done. `because`: what is asked with it, and stands in what was said.

    `within_hub`: what was said is for the hub's lead alone.
    """

    words: str
    because: str
    within_hub: bool


SETTLED: dict[Settles, SettlingWords] = {
    "": SettlingWords("", "", within_hub=False),
    "mistake": SettlingWords("Number {of} was recorded by mistake", "", within_hub=False),
    "ended": SettlingWords("Nothing more is to be done here", "Why", within_hub=False),
    "passed on": SettlingWords(
        "Passed on to a lead; no lead has it before one takes it on",
        "What the lead has to know",
        within_hub=True,
    ),
    "taken on": SettlingWords("Taken on by a lead", "", within_hub=True),
}


def action_words(action: Action) -> str:
    """An action and to whom: "Phone call to the Hub, J. Worker"."""
    whom = ":" if action.way.tells_police else f" {action.way.whom}"
    to = f"{whom} {action.to}" if action.to else ""
    person = f", {action.person}" if action.person else ""
    return f"{action.way.words}{to}{person}"


def action_result(action: Action) -> str:
    """What came of an action, in words; empty while that is not known."""
    return action.end.words if action.came_of_it else ""


def next_words(action: Action) -> str:
    """The next step: "Next: ring back, by 26 November 2026"; empty if there is none."""
    by = f"by {say_iso(action.by)}" if action.by else ""
    return f"Next: {', '.join(filter(None, (action.next, by)))}" if action.next or by else ""


def action_in_short(action: Action) -> str:
    """An action in one line: when, what, what came of it; what it says, if nothing was done by it."""
    if action.settles:
        return settled_words(action)
    came = action_result(action) or (NOT_KNOWN_YET if action.waits else "")
    return f"{say_at(action.at)}: {action_words(action)}{f'. {came}' if came else ''}"


def action_sentences(action: Action) -> list[str]:
    """What was done, what was said, the reference and what comes next. Any but the first may be empty."""
    return [
        action_in_short(action),
        f"Said: {action.said}" if action.said else "",
        f"Reference: {action.reference}" if action.reference else "",
        next_words(action),
    ]


def action_in_full(recorded: Recorded) -> str:
    """All of an action in one paragraph."""
    action = recorded.action
    if action.settles:
        parts = [settled_words(action), action.said]
    else:
        corrects = f"This corrects number {action.corrects}" if action.corrects else ""
        parts = [*action_sentences(action), corrects]
    return " ".join(ended(each) for each in (*parts, by_whom(recorded)) if each)


def by_whom(recorded: Recorded) -> str:
    """Who recorded an action, and when."""
    return f"Recorded by {recorded.recorded_by}, {say_moment(recorded.recorded_at)}"


def settled_words(action: Action) -> str:
    """What an action says by which nothing was done: "Nothing more is to be done here"."""
    return SETTLED[action.settles].words.format(of=action.corrects)


def lacks_words(lacks: Unsaid) -> str:
    """What is lacking, within a sentence, as far as is recorded; may be empty."""
    return f"{LACKS[lacks].words}, as far as is recorded" if lacks else ""


def action_lines(recorded: Sequence[Recorded]) -> Iterator[str]:
    """Every recorded action, a line each, by its number: what was corrected says so."""
    for each in recorded:
        text = f"{each.id}. {corrected_words(each, recorded)}{action_in_full(each)}"
        yield " ".join(text.split())  # what somebody wrote in several lines forges none


def corrected_words(of: Recorded, recorded: Sequence[Recorded]) -> str:
    """The words before a corrected action: "Corrected by number 3: ", "Recorded by mistake: "; else empty."""
    by = corrections(recorded).get(of.id, [])
    if any(each.action.by_mistake for each in by):
        return "Recorded by mistake: "
    return f"Corrected by number {' and '.join(each.id for each in by)}: " if by else ""


def earlier_action(recorded: Sequence[Recorded]) -> EarlierAction:
    """What was done of an earlier screening: "Then, as far as is recorded: phone call to the Hub, 3 October 2026; …".

    Of several actions the last that somebody answered, else the last that was not in vain, else the last.
    """
    found = [each.action for each in done(recorded)]
    if not found:
        return EarlierAction(words=NOTHING_THEN)
    reached = [each for each in found if not each.was_tried_in_vain]
    shown = ([each for each in reached if each.came_of_it] or reached or found)[-1]
    to = cut_short(" ".join(shown.to.split()), _WHOM)
    told = with_small(action_words(replace(shown, to=to, person="")))
    came = with_small(action_result(shown) or (NOT_KNOWN_YET if shown.waits else ""))
    if shown.end.as_said:  # what was said is not said again
        came = "something came of it, as is recorded there"
    said = "; ".join(filter(None, [f"{told}, {say_iso(shown.day)}", came]))
    others = len(found) - 1
    besides = f" Recorded besides: {counted(others, 'entry', 'entries')}." if others else ""
    return EarlierAction(
        words=f"Then, as far as is recorded: {said}.{besides}",
        at=shown.at,
        kind=shown.kind,
        to=shown.to,
        came_of_it=shown.came_of_it,
    )


@lru_cache(maxsize=512)
def short_day(iso: str) -> str:
    """An ISO date in short: "3 Apr 2010"; empty for no date."""
    day, _, rest = say_iso(iso).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}".strip()


def short_at(at: str) -> str:
    """A date, or a date and time in London, in short: "3 Apr 2010, 10:42"."""
    day, _, time = at.partition("T")
    return ", ".join(filter(None, (short_day(day), time[:5])))


def short_moment(iso_utc: str, today: date) -> str:
    """The time of a change: "10:42" today, else "24 Nov"."""
    moment = read_moment(iso_utc)
    if moment is None:
        return ""
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment.day} {moment:%b}"


def short_since(iso_utc: str) -> str:
    """The moment of an entry, in London: "3 Apr 2010, 10:42"."""
    moment = read_moment(iso_utc)
    return short_at(f"{moment:%Y-%m-%dT%H:%M}") if moment is not None else ""


WHAT_IS_DUE = "What is due"
LESS_THAN_RED = "urgent"
"""The word for less than red with an alert that says to phone now."""
NOTHING_DUE = "Nothing is due."


def due_words(due: FollowUp, now: datetime) -> str:
    """One thing that is due, and by when: "Ring back (the Hub): by tomorrow, 26 November 2026"."""
    task, by = what_words(due), by_words(due, now)
    # a last sentence with a colon of its own takes no second one
    return f"{task}. {with_capital(by)}" if ":" in task.split(". ")[-1] else f"{task}: {by}"


def what_words(due: FollowUp) -> str:
    """The task of something that is due."""
    to = f" ({due.to})" if due.to else ""
    if due.what == "next" and due.next:
        return f"{with_capital(due.next)}{to}"
    if due.what == "answer" and due.in_vain:
        return f"Not answered{to}: nobody there knows yet, as far as is recorded. Phone them"
    since = " since it became more serious" if LACKS[due.lacks].since else ""
    said = TASKS[due.what].words.format(to=to, lacks=lacks_words(due.lacks), since=since)
    return with_capital(said)


def by_words(due: FollowUp, now: datetime) -> str:
    """By when something is due: "due now", "overdue since 24 November 2026", "today", "by 26 November 2026"."""
    if _is_now(due):
        return "due now" if LACKS[due.lacks].since else f"due now, since {say_at(due.by)}"
    if due.overdue:
        return f"overdue since {say_at(due.by)}"
    if due.is_on(hour_of(now).today):
        return f"today, by {due.by[11:]}" if "T" in due.by else "today"
    days = (date.fromisoformat(due.day) - now.astimezone(LONDON).date()).days
    return f"by {'tomorrow, ' if days == 1 else ''}{say_at(due.by)}"


def _is_now(due: FollowUp) -> bool:
    """Whether it is due at once; telling the police, which follows the call, is said so too."""
    return due.at_once or due.what == "police"


def what_in_short(due: FollowUp) -> str:
    """The task of something that is due, for a column of a list."""
    if due.what == "answer" and due.in_vain:
        return "not answered, phone them"
    return due.next if due.what == "next" and due.next else TASKS[due.what].in_short


def when_in_short(due: FollowUp, today: date) -> str:
    """By when something is due, for a column: "now", "since 24 Nov", "today 15:00", "by 26 Nov".

    `today` is London's.
    """
    if _is_now(due):
        return "now"
    day = short_day(due.day).removesuffix(f" {today.year}")
    if due.overdue:
        return f"since {day}"
    if due.is_on(today.isoformat()):
        return f"today {due.by[11:]}".rstrip()
    return f"by {day}"


def late_words(due: FollowUp, now: datetime) -> str:
    """Whether something is due by now, for a column: "due now", "overdue", "today"; else empty."""
    if _is_now(due):
        return "due now"
    return "overdue" if due.overdue else "today" if due.is_on(hour_of(now).today) else ""


def sign_of(due: FollowUp) -> str:
    """The sign before something overdue: "!!" at once, "!" by now; else empty."""
    return "!!" if due.at_once else "!" if due.overdue else ""


def counted_with(due: Sequence[tuple[FollowUp, str]], now: datetime) -> str:
    """How many things are due by today, and how many are grave: "3 overdue, 1 of them red, 2 things today".

    Each stands with the word for how grave it is: "red", "urgent" or "". Empty: nothing is due by today.
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
    """What never waits, then how an area takes a disagreement further, line by line."""
    return [danger_words(locality), where_words(locality), *stage_lines(locality)]


def when_it_does_not_move(
    locality: Locality, recorded: Sequence[Recorded], due: Sequence[FollowUp]
) -> list[str]:
    """The lines on a disagreement if an answer is overdue or the last one turned it down.

    Empty once the case was ended. Whether red or amber is acted on is the caller's to know.
    """
    if followed(recorded).settled == "ended":
        return []
    late = any(each.overdue and TASKS[each.what].of_others for each in due)
    answers = (each.action for each in done(recorded) if each.action.end.is_answer)
    last = {compared_name(each.to): each.end for each in answers}  # a later word takes an earlier one's place
    return (
        escalation_lines(locality) if late or any(end.means == "turned down" for end in last.values()) else []
    )
