"""What is due about a screening, by its actions and the rules: pure, from what a list knows (rule 17 of the design)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

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
from ce_tui.core.pathway.actions.unsaid import not_done_yet
from ce_tui.core.pathway.actions.when import iso_minute, moment_of
from ce_tui.core.pathway.actions.working_days import after_working_days
from ce_tui.core.pathway.dates import LONDON

DueWhat = Literal["call", "unanswered", "act", "form", "answer", "next", "ask", "screen again"]
UNANSWERED: tuple[DueWhat, ...] = ("call", "unanswered", "act", "form", "answer")
"""As long as one of these is due about red or amber, its practitioner does not end it alone."""
_ORDER: tuple[DueWhat, ...] = ("unanswered", "call", "act", "answer", "form", "next", "ask", "screen again")
_A_DAY = 10  # characters of an ISO date


class Case(msgspec.Struct, frozen=True, kw_only=True):
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
    from_before: bool = False
    screened_again: bool = False  # a later screening of the child says how it stands by now

    @property
    def acting_on(self) -> str:
        """The tier that is acted on."""
        return self.stood.acting_on


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is due. `by`: an ISO date, or a date and time in London; `action`: the id of what it comes from.

    `overdue`: its time has passed, or it is due at once. `source`: where the limit comes from; "": a person set it.
    `unknown`: nobody answered, or nothing is known yet of what came of it. `graver`: something was done, and the
    screening has become graver since. `no_service`: only others than the area's services were phoned.
    `in_vain`: those whom it was to did not answer.
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
    in_vain: bool = False

    @property
    def day(self) -> str:
        """The ISO date of `by`."""
        return self.by[:_A_DAY]

    @property
    def urgency(self) -> tuple[bool, bool, str]:
        """What to sort by: at once first, then what is overdue, then by time; a day ends after its last minute."""
        return not self.at_once, not self.overdue, self.by if len(self.by) > _A_DAY else f"{self.by}T24:00"


def due_of(case: Case, rules: FollowUpRules, now: datetime) -> list[FollowUp]:
    """What is due, at once first, then by time; nothing once it was ended. `now` is aware.

    About red it is never only to screen again. Raises nothing: a day that cannot be read makes nothing due.
    """
    if is_ended(case.followed, case.stood) or case.from_before:
        return []
    found = _readable(_not_done(case, rules, now))
    if case.followed.open:
        found += _readable(_of_actions(case, rules, now))
    if case.has_form and case.followed.spoken_at:
        found += _readable(_form(case, rules, now))
    is_to_be = case.completed and not case.screened_again
    again = _readable(_again(case, rules, now)) if is_to_be else []
    if again and case.acting_on == "red" and not found:
        found = [_due("ask", again[0].by, now)]
    return sorted([*found, *again], key=lambda each: (each.urgency, _ORDER.index(each.what)))


def _readable(found: Iterator[FollowUp]) -> list[FollowUp]:
    """All of them up to a day that cannot be read: it silences nothing of another kind."""
    readable: list[FollowUp] = []
    try:
        readable.extend(found)
    except (ValueError, OverflowError):
        return readable
    return readable


def _not_done(case: Case, rules: FollowUpRules, now: datetime) -> Iterator[FollowUp]:
    """That nobody was phoned, where that cannot wait; that nothing was done about amber."""
    lacks = not_done_yet(case.stood, case.followed)
    since = lacks in ("not phoned since", "nothing since")
    if case.stood.cannot_wait and lacks:
        found = _due("call", iso_minute(_begun(case)), now, at_once=True)
        yield msgspec.structs.replace(found, graver=since, no_service=lacks == "no service phoned")
    elif lacks:
        by = after_working_days(_begun(case).date(), rules.amber_working_days)
        found = _due("act", by.isoformat(), now, source=AMBER_SOURCE)
        yield msgspec.structs.replace(found, graver=since)


def _begun(case: Case) -> datetime:
    return datetime.fromisoformat(case.since).astimezone(LONDON)


def _of_actions(case: Case, rules: FollowUpRules, now: datetime) -> Iterator[FollowUp]:
    for each in case.followed.open:
        if each.in_vain and not each.others_know and case.stood.cannot_wait:
            yield _of("unanswered", each, each.at, now, at_once=True)
        elif each.by or each.next:
            limit = _in_days(each, rules)
            yield _of("next", each, each.by or limit, now)
            if each.by > limit and (each.waits or each.in_vain) and case.acting_on in ("amber", "red"):
                yield _of("answer", each, limit, now, source=ANSWER_SOURCE)
        elif each.in_vain or each.waits:
            yield _of("answer", each, _in_days(each, rules), now, source=ANSWER_SOURCE)


def _in_days(each: Open, rules: FollowUpRules) -> str:
    return after_working_days(moment_of(each.at).date(), rules.answer_working_days).isoformat()


def _form(case: Case, rules: FollowUpRules, now: datetime) -> Iterator[FollowUp]:
    """The written form after a call on red or amber, where the area has one and nothing was sent yet."""
    followed = case.followed
    if case.acting_on not in ("amber", "red") or followed.sent:
        return
    spoken = moment_of(followed.spoken_at)
    by = datetime.fromtimestamp(spoken.timestamp() + rules.form_hours * 3600, LONDON)
    yield _due("form", iso_minute(by), now, source=FORM_SOURCE)


def _again(case: Case, rules: FollowUpRules, now: datetime) -> Iterator[FollowUp]:
    weeks = rules.again_weeks(case.acting_on)
    if weeks and case.screened_on:
        by = date.fromisoformat(case.screened_on) + timedelta(weeks=weeks)
        yield _due("screen again", by.isoformat(), now, source=AGAIN_SOURCE)


def _of(
    what: DueWhat, each: Open, by: str, now: datetime, *, at_once: bool = False, source: str = ""
) -> FollowUp:
    found = _due(what, by, now, at_once=at_once, source=source)
    unknown = each.in_vain or each.waits
    return msgspec.structs.replace(
        found,
        action=each.id,
        to=each.to,
        kind=each.kind,
        next=each.next,
        unknown=unknown,
        in_vain=each.in_vain,
    )


def _due(what: DueWhat, by: str, now: datetime, *, at_once: bool = False, source: str = "") -> FollowUp:
    overdue = at_once or _has_passed(by, now)
    return FollowUp(what=what, by=by, overdue=overdue, at_once=at_once, source=source)


def _has_passed(by: str, now: datetime) -> bool:
    """A day has passed once it is over, in London; a time at that time."""
    if len(by) > _A_DAY:
        return moment_of(by).timestamp() < now.timestamp()
    return now.astimezone(LONDON).date().isoformat() > by


def is_today(due: FollowUp, now: datetime) -> bool:
    """Whether it is due on this day, in London, and not overdue."""
    return not due.overdue and due.day == now.astimezone(LONDON).date().isoformat()
