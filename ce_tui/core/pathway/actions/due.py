"""What is due about a screening, and who may end that (rule 17 of the design).

Pure, from what a list knows. An unanswered red or amber is never given up by its practitioner alone: it passes to a
lead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.actions.action import Action, Gravity
from ce_tui.core.pathway.actions.follow_up_rules import (
    AGAIN_SOURCE,
    AMBER_SOURCE,
    ANSWER_SOURCE,
    FORM_SOURCE,
    FollowUpRules,
)
from ce_tui.core.pathway.actions.follow_up_summary import (
    FollowUpSummary,
    OpenAction,
    Unsaid,
    is_ended,
    not_done_yet,
)
from ce_tui.core.pathway.actions.rules import iso_minute, moment_of
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.localities import is_bank_holiday
from ce_tui.core.pathway.shape import Fault
from ce_tui.core.pathway.words import FEWEST_WORDS, counted_words

DueWhat = Literal["call", "unanswered", "police", "act", "form", "answer", "next", "ask", "screen again"]
Urgency = tuple[bool, bool, str]
NOT_DUE: Urgency = (True, True, "~")
"""After all that is due at any time."""
_A_DAY = 10  # characters of an ISO date
_SATURDAY = 5
_OPEN = "Nobody was phoned yet, nobody has answered, the police were not told, or something was not sent"
NOT_ALONE = (
    f"{_OPEN}: you cannot end that alone. Pass it on to a lead: it stays due with both of you until the lead takes it "
    "on."
)
NO_OTHER_LEAD = (
    f"{_OPEN}, and there is no other lead in this hub to pass it on to: it stays due with you. Phone, or send it, and "
    "record what comes of it."
)
SHORT_REASON = "needs a reason of three words or more"
ONLY_A_LEAD = "only a lead takes it on"
NOT_PASSED_ON = "only what was passed on to a lead is taken on, and only by a lead"


class Task(msgspec.Struct, frozen=True):
    """A kind of thing that can be due.

    In its words `lacks` is what is lacking, `since` that it became graver, `to` whom it is to.

    `keeps_open`: as long as it is due about red or amber, the practitioner does not end that alone. `of_others`:
    somebody else may be late with it.
    """

    words: str
    in_short: str
    keeps_open: bool
    of_others: bool


TASKS: dict[DueWhat, Task] = {
    "call": Task("Phone now: {lacks}", "phone now", keeps_open=True, of_others=False),
    "unanswered": Task(
        "Not answered{to}: phone the next number",
        "not answered, phone the next number",
        keeps_open=True,
        of_others=True,
    ),
    "police": Task(
        "Tell the police: not recorded{since}", "tell the police", keeps_open=True, of_others=False
    ),
    "act": Task("{lacks}", "nothing done yet", keeps_open=True, of_others=False),
    "answer": Task(
        "Ask what came of it: nothing is recorded{to}", "ask what came of it", keeps_open=True, of_others=True
    ),
    "form": Task("Send the written form after the call", "send the form", keeps_open=True, of_others=False),
    "next": Task("Do what comes next{to}", "do what comes next", keeps_open=False, of_others=True),
    "ask": Task(
        "Ask what came of it, and screen again", "ask what came of it", keeps_open=False, of_others=True
    ),
    "screen again": Task("Screen again", "screen again", keeps_open=False, of_others=False),
}
_ORDER = tuple(TASKS)
"""In which they stand where all else is equal."""


class DueCase(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening as due dates need it. `since`: when it was begun, ISO 8601 with an offset.

    `stood`: how grave it stands now. `from_before`: it was last changed before actions could be recorded, and none is:
    nothing is known of what was done, so nothing is claimed to be due.
    """

    stood: Gravity
    screened_on: str
    since: str
    completed: bool
    followed: FollowUpSummary
    has_form: bool = False  # whether the area has a form that is to follow a call
    tells_police: bool = False  # whether the area tells the police on red
    from_before: bool = False
    screened_again: bool = False  # a later screening of the child says how it stands by now


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that is due. `by`: an ISO date, or a date and time in London; `action`: the id of what it comes from.

    `overdue`: its time has passed, or it is due at once. `source`: where the limit comes from; "": a person set it.
    `unknown`: nobody answered, or nothing is known yet of what came of it. `lacks`: what was not done yet, and whether
    something was before it became graver. `in_vain`: those whom it was to did not answer.
    """

    what: DueWhat
    by: str
    overdue: bool
    action: str = ""
    to: str = ""
    next: str = ""
    at_once: bool = False
    source: str = ""
    unknown: bool = False
    lacks: Unsaid = ""
    in_vain: bool = False

    @property
    def day(self) -> str:
        """The ISO date of `by`."""
        return self.by[:_A_DAY]

    def is_on(self, today: str) -> bool:
        """Whether the thing is due on a day, an ISO date, and not overdue."""
        return not self.overdue and self.day == today

    def is_by(self, today: str) -> bool:
        """Whether the thing is overdue or due on a day, an ISO date."""
        return self.overdue or self.is_on(today)

    @property
    def urgency(self) -> Urgency:
        """What to sort by among equally grave ones: at once first, then what is overdue longest.

        A day ends after its last minute.
        """
        return not self.at_once, not self.overdue, self.by if len(self.by) > _A_DAY else f"{self.by}T24:00"


class Hour(NamedTuple):
    """The moment at which due dates are judged: for a list it is worked out once. `today` is London's."""

    timestamp: float
    today: str


def hour_of(now: datetime) -> Hour:
    """The `Hour` of an aware moment."""
    return Hour(now.timestamp(), now.astimezone(LONDON).date().isoformat())


def due_at(case: DueCase, rules: FollowUpRules, hour: Hour) -> list[FollowUp]:
    """What is due, at once first, then by time; nothing once it was ended.

    About red it is never only to screen again. Raises nothing: a day that cannot be read makes nothing due.
    """
    if case.from_before or is_ended(case.followed, case.stood):
        return []
    found: list[FollowUp] = []
    for more in (
        _not_done(case, rules, hour),
        _of_actions(case, rules, hour) if case.followed.open else (),
        _police(case),
        _form(case, rules, hour) if case.has_form else (),
        _again(case, rules, hour, found) if case.completed and not case.screened_again else (),
    ):
        try:  # a list judges thousands, and would make four contexts for each with `suppress`
            found.extend(more)
        except (ValueError, OverflowError):  # a day that cannot be read silences no other kind
            continue
    if len(found) > 1:  # that nobody was phoned stands before an older form that nobody answered
        found.sort(key=lambda due: (due.what != "call", due.urgency, _ORDER.index(due.what)))
    return found


def _not_done(case: DueCase, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    """That nobody was phoned, where that cannot wait; that nothing was done about amber."""
    lacks = not_done_yet(case.stood, case.followed)
    if not lacks:
        return
    begun = _begun(case)
    if case.stood.cannot_wait:
        yield FollowUp(what="call", by=iso_minute(begun), overdue=True, at_once=True, lacks=lacks)
    else:
        by = after_working_days(begun.date(), rules.amber_working_days).isoformat()
        yield _due("act", by, hour, AMBER_SOURCE, lacks)


def _police(case: DueCase) -> Iterator[FollowUp]:
    """That the police are told, from the moment red is acted on or a child is missing, whoever else was phoned."""
    told = case.followed.police
    if case.stood.calls_for_police(on_red=case.tells_police) and not told.covers(case.stood):
        lacks: Unsaid = "nothing done" if told == Gravity() else "nothing since"
        yield FollowUp(what="police", by=iso_minute(_begun(case)), overdue=True, lacks=lacks)


def _begun(case: DueCase) -> datetime:
    return datetime.fromisoformat(case.since).astimezone(LONDON)


def _of_actions(case: DueCase, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    stood = case.stood
    at_once = [each for each in case.followed.open if each.in_vain and not each.others_know]
    for each in case.followed.open:
        if each in at_once and stood.cannot_wait:
            if each is at_once[-1]:  # the next number after those before it was phoned by that
                yield _of("unanswered", each, each.at, True, hour)
            continue
        asks = each.waits or each.is_vain(stood)
        if not (asks or each.by or each.next):
            continue
        day = datetime.fromisoformat(each.at).date()
        limit = after_working_days(day, rules.answer_working_days).isoformat()
        is_next = each.by or each.next
        if is_next:
            yield _of("next", each, each.by or limit, asks, hour)
        if asks and (not is_next or (each.by > limit and stood.grade.is_referred)):
            yield _of("answer", each, limit, asks, hour)


def _form(case: DueCase, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    """The written form after a call on red or amber, where nothing was sent yet."""
    done = case.followed
    if done.spoken_at and not done.sent and case.stood.grade.is_referred:
        by = datetime.fromtimestamp(moment_of(done.spoken_at).timestamp() + rules.form_hours * 3600, LONDON)
        yield _due("form", iso_minute(by), hour, FORM_SOURCE)


def _again(case: DueCase, rules: FollowUpRules, hour: Hour, found: Sequence[FollowUp]) -> Iterator[FollowUp]:
    """The next screening. `found`: what else is due; if nothing, on red it is asked first what came of it."""
    weeks = rules.again_weeks(case.stood.acting_on)
    if weeks and case.screened_on:
        by = (date.fromisoformat(case.screened_on) + timedelta(weeks=weeks)).isoformat()
        if not found and case.stood.grade.is_red:
            yield _due("ask", by, hour)
        yield _due("screen again", by, hour, AGAIN_SOURCE)


def _of(what: DueWhat, each: OpenAction, by: str, unknown: bool, hour: Hour) -> FollowUp:
    at_once = what == "unanswered"
    return FollowUp(
        what=what,
        by=by,
        overdue=at_once or _has_passed(by, hour),
        action=each.id,
        to=each.to,
        next=each.next,
        at_once=at_once,
        source=ANSWER_SOURCE if what == "answer" else "",
        unknown=unknown,
        in_vain=each.in_vain,
    )


def _due(what: DueWhat, by: str, hour: Hour, source: str = "", lacks: Unsaid = "") -> FollowUp:
    return FollowUp(what=what, by=by, overdue=_has_passed(by, hour), source=source, lacks=lacks)


def _has_passed(by: str, hour: Hour) -> bool:
    """A day has passed once it is over, in London; a time at that time."""
    if len(by) > _A_DAY:
        return moment_of(by).timestamp() < hour.timestamp
    return hour.today > by


def is_working_day(day: date) -> bool:
    """Whether a day is Monday to Friday and no bank holiday, in England.

    A day of which nobody knows whether it is a bank holiday counts as one: sooner, not later.
    """
    return day.weekday() < _SATURDAY and not is_bank_holiday(day)


@lru_cache(maxsize=512)  # a list asks for few days, and for each many times
def after_working_days(day: date, number: int) -> date:
    """The day so many working days after a day, which itself does not count."""
    found = day
    for _ in range(number):
        found += timedelta(days=1)
        while not is_working_day(found):
            found += timedelta(days=1)
    return found


class ActionEnder(msgspec.Struct, frozen=True, kw_only=True):
    """Who records an end: whether the screening is theirs, they are a lead, there is another lead."""

    is_own: bool
    is_lead: bool
    other_leads: bool


def may_end(about: DueCase, due: Sequence[FollowUp], ender: ActionEnder) -> bool:
    """Whether a person may end a screening. Anybody ends what is answered; else a lead who is not its practitioner.

    It is answered if one of the area's services or the police said what came of it, as grave as it is now, and nothing
    is due that waits for anybody.
    """
    stood, found = about.stood, about.followed
    if not (stood.cannot_wait or stood.grade.is_referred):
        return True
    waits = any(TASKS[each.what].keeps_open or each.unknown for each in due)
    answered = found.is_answered and found.answered.covers(stood)
    return (answered and not waits) or (ender.is_lead and not ender.is_own)


def ending_faults(action: Action, about: DueCase, due: Sequence[FollowUp], ender: ActionEnder) -> list[Fault]:
    """What keeps a person from ending a screening, passing it on or taking it on; empty: nothing."""
    if action.settles == "ended":
        if counted_words(action.said) < FEWEST_WORDS:
            return [Fault("said", SHORT_REASON, "why nothing more is to be done here")]
        if not may_end(about, due, ender):
            return [Fault("settles", NOT_ALONE if ender.other_leads else NO_OTHER_LEAD)]
    if action.settles == "passed on" and not ender.other_leads:
        return [Fault("settles", NO_OTHER_LEAD)]
    if action.settles == "taken on" and not ender.is_lead:
        return [Fault("settles", ONLY_A_LEAD)]
    if action.settles == "taken on" and not about.followed.is_passed_on:
        return [Fault("settles", NOT_PASSED_ON)]
    return []
