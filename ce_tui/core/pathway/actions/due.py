"""What is due about a screening, by its actions and the rules: pure, from what a list knows (rule 17 of the design)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.actions.follow_up_rules import (
    AGAIN_SOURCE,
    AMBER_SOURCE,
    ANSWER_SOURCE,
    FORM_SOURCE,
    FollowUpRules,
)
from ce_tui.core.pathway.actions.followed import Followed, Open, is_ended
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.unsaid import Unsaid, not_done_yet
from ce_tui.core.pathway.actions.when import iso_minute, moment_of
from ce_tui.core.pathway.actions.working_days import after_working_days
from ce_tui.core.pathway.dates import LONDON

DueWhat = Literal["call", "unanswered", "police", "act", "form", "answer", "next", "ask", "screen again"]
Urgency = tuple[bool, bool, str]
NOT_DUE: Urgency = (True, True, "~")
"""After all that is due at any time."""
UNANSWERED: tuple[DueWhat, ...] = ("call", "unanswered", "police", "act", "form", "answer")
"""As long as one of these is due about red or amber, its practitioner does not end it alone."""
_ORDER: tuple[DueWhat, ...] = (
    "call",
    "unanswered",
    "police",
    "act",
    "answer",
    "form",
    "next",
    "ask",
    "screen again",
)
_A_DAY = 10  # characters of an ISO date


class Case(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening as due dates need it. `since`: when it was begun, ISO 8601 with an offset.

    `stood`: how grave it stands now. `from_before`: it was last changed before actions
    could be recorded, and none is: nothing is known of what was done, so nothing is claimed to be due.
    """

    stood: Stood
    screened_on: str
    since: str
    completed: bool
    followed: Followed
    has_form: bool = False  # whether the area has a form that is to follow a call
    tells_police: bool = False  # whether the area tells the police on red
    from_before: bool = False
    screened_again: bool = False  # a later screening of the child says how it stands by now

    @property
    def acting_on(self) -> str:
        """The tier that is acted on."""
        return self.stood.acting_on


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that is due. `by`: an ISO date, or a date and time in London; `action`: the id of what it comes from.

    `overdue`: its time has passed, or it is due at once. `source`: where the limit comes from; "": a person set it.
    `unknown`: nobody answered, or nothing is known yet of what came of it. `graver`: something was done, and the
    screening has become graver since. `no_service`: only others than the area's services were phoned;
    `no_social_care`: of them only others than social care, on red. `in_vain`: those whom it was to did not answer.
    """

    what: DueWhat
    by: str
    overdue: bool
    action: str = ""
    to: str = ""
    kind: str = ""
    next: str = ""
    at_once: bool = False
    source: str = ""
    unknown: bool = False
    graver: bool = False
    no_service: bool = False
    no_social_care: bool = False
    in_vain: bool = False

    @property
    def day(self) -> str:
        """The ISO date of `by`."""
        return self.by[:_A_DAY]

    def is_on(self, today: str) -> bool:
        """Whether it is due on this day, an ISO date, and not overdue."""
        return not self.overdue and self.day == today

    @property
    def urgency(self) -> Urgency:
        """What to sort by where all is as grave: at once first, then what is overdue longest; a day ends after its last
        minute.
        """
        return not self.at_once, not self.overdue, self.by if len(self.by) > _A_DAY else f"{self.by}T24:00"


class Hour(NamedTuple):
    """When it is asked what is due: for a list it is worked out once. `today` is London's."""

    timestamp: float
    today: str


def hour_of(now: datetime) -> Hour:
    """A moment, which is aware, as it is asked at it what is due."""
    return Hour(now.timestamp(), now.astimezone(LONDON).date().isoformat())


def due_of(case: Case, rules: FollowUpRules, now: datetime) -> list[FollowUp]:
    """What is due, at once first, then by time; nothing once it was ended. `now` is aware.

    About red it is never only to screen again. Raises nothing: a day that cannot be read makes nothing due.
    """
    return due_at(case, rules, hour_of(now))


def due_at(case: Case, rules: FollowUpRules, hour: Hour) -> list[FollowUp]:
    """The same of one of many."""
    stood, done = case.stood, case.followed
    if case.from_before or is_ended(done, stood):
        return []
    found: list[FollowUp] = []
    if lacks := not_done_yet(stood, done):
        _readable(found, _not_done(case, lacks, rules, hour))
    if done.open:
        _readable(found, _of_actions(case, rules, hour))
    to_tell = (case.tells_police and stood.acting_on == "red") or stood.is_reported
    if to_tell and not done.police.covers(stood):
        _readable(found, _police(case))
    if case.has_form and done.spoken_at and not done.sent and stood.acting_on in ("amber", "red"):
        _readable(found, _form(done.spoken_at, rules, hour))
    if case.completed and not case.screened_again:
        again: list[FollowUp] = []
        _readable(again, _again(case, rules, hour))
        if again and stood.acting_on == "red" and not found:
            found.append(_due("ask", again[0].by, hour))
        found += again
    return sorted(found, key=_order) if len(found) > 1 else found


def _order(due: FollowUp) -> tuple[bool, Urgency, int]:
    """Of one screening, that nobody was phoned stands before an older form that nobody answered."""
    return due.what != "call", due.urgency, _ORDER.index(due.what)


def _readable(found: list[FollowUp], more: Iterator[FollowUp]) -> None:
    """All of them up to a day that cannot be read: it silences nothing of another kind."""
    try:
        found.extend(more)
    except (ValueError, OverflowError):
        return


def _not_done(case: Case, lacks: Unsaid, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    """That nobody was phoned, where that cannot wait; that nothing was done about amber."""
    since, begun = lacks in ("not phoned since", "nothing since"), _begun(case)
    if case.stood.cannot_wait:
        yield FollowUp(
            what="call",
            by=iso_minute(begun),
            overdue=True,
            at_once=True,
            graver=since,
            no_service=lacks == "no service phoned",
            no_social_care=lacks == "social care not phoned",
        )
    else:
        by = after_working_days(begun.date(), rules.amber_working_days).isoformat()
        yield FollowUp(what="act", by=by, overdue=_has_passed(by, hour), source=AMBER_SOURCE, graver=since)


def _police(case: Case) -> Iterator[FollowUp]:
    """That the police are told, from the moment red is acted on or a child is missing, whoever else was phoned."""
    told = case.followed.police != Stood()
    yield FollowUp(what="police", by=iso_minute(_begun(case)), overdue=True, kind="police", graver=told)


def _begun(case: Case) -> datetime:
    return datetime.fromisoformat(case.since).astimezone(LONDON)


def _of_actions(case: Case, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    stood = case.stood
    at_once = [each for each in case.followed.open if each.in_vain and not each.others_know]
    for each in case.followed.open:
        if stood.cannot_wait and each in at_once:
            if each is at_once[-1]:  # the next number after those before it was phoned by that
                yield _of("unanswered", each, each.at, True, hour)
            continue
        asks = each.waits or each.is_vain(stood)
        if each.by or each.next:
            limit = _in_days(each, rules)
            yield _of("next", each, each.by or limit, asks, hour)
            if asks and each.by > limit and stood.acting_on in ("amber", "red"):
                yield _of("answer", each, limit, asks, hour)
        elif asks:
            yield _of("answer", each, _in_days(each, rules), asks, hour)


def _in_days(each: Open, rules: FollowUpRules) -> str:
    day = datetime.fromisoformat(each.at).date()
    return after_working_days(day, rules.answer_working_days).isoformat()


def _form(spoken_at: str, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    """The written form after a call on red or amber, where the area has one and nothing was sent yet."""
    spoken = moment_of(spoken_at)
    by = datetime.fromtimestamp(spoken.timestamp() + rules.form_hours * 3600, LONDON)
    yield _due("form", iso_minute(by), hour, FORM_SOURCE)


def _again(case: Case, rules: FollowUpRules, hour: Hour) -> Iterator[FollowUp]:
    weeks = rules.again_weeks(case.stood.acting_on)
    if weeks and case.screened_on:
        by = date.fromisoformat(case.screened_on) + timedelta(weeks=weeks)
        yield _due("screen again", by.isoformat(), hour, AGAIN_SOURCE)


def _of(what: DueWhat, each: Open, by: str, unknown: bool, hour: Hour) -> FollowUp:
    at_once = what == "unanswered"
    return FollowUp(
        what=what,
        by=by,
        overdue=at_once or _has_passed(by, hour),
        action=each.id,
        to=each.to,
        kind=each.kind,
        next=each.next,
        at_once=at_once,
        source=ANSWER_SOURCE if what == "answer" else "",
        unknown=unknown,
        in_vain=each.in_vain,
    )


def _due(what: DueWhat, by: str, hour: Hour, source: str = "") -> FollowUp:
    return FollowUp(what=what, by=by, overdue=_has_passed(by, hour), source=source)


def _has_passed(by: str, hour: Hour) -> bool:
    """A day has passed once it is over, in London; a time at that time."""
    if len(by) > _A_DAY:
        return moment_of(by).timestamp() < hour.timestamp
    return hour.today > by
