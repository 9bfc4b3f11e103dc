"""What a list knows of a screening's actions. It is kept in the row, so that nothing is opened for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import (
    KINDS,
    Action,
    ActionKind,
    CameOfIt,
    Gravity,
    Recorded,
    compared_name,
    in_force,
)
from ce_tui.core.pathway.actions.rules import is_day_alone, moment_of
from ce_tui.core.pathway.document.localities import EMERGENCY, Contact
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing
from ce_tui.core.pathway.outcome.outcome import Contacts, Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.words import rank
from ce_tui.core.strict_json import reader_of_own, write_json

WAS_IT_POLICE = "Was it the police who answered on 999?"
IF_POLICE = (
    'Recorded as a call to 999, not as "Police told". If the police answered, correct it: "kind": "police".'
)


def police_names(contacts: Iterable[Contact | OutcomeContact], area: str) -> frozenset[str]:
    """The names, numbers and addresses of the police among the contacts of an area, as `compared_name` has them.

    Each name stands alone, and with the area's name before it.
    """
    police = [each for each in contacts if each.role == "police"]
    names = {name for each in police for name in (each.name, each.called) if name}
    reached = {way for each in police for way in (each.phone, each.email) if way}
    return frozenset(map(compared_name, (*names, *(f"{area} {name}" for name in names), *reached)))


def is_to_police(action: Action, police: Collection[str]) -> bool:
    """Whether an action was to the police, answered or not.

    It is "Police told", or a call or a message to one of their names.
    """
    way = action.way
    is_to_them = (way.speaks or (way.sends and not way.is_form)) and compared_name(action.to) in police
    return not action.settles and (is_to_them or way.tells_police)


def tells_police(action: Action, police: Collection[str]) -> bool:
    """Whether an action told the police: it was to them, and not in vain."""
    return is_to_police(action, police) and not action.was_tried_in_vain


def is_answered_on_999(action: Action, contacts: Contacts) -> bool:
    """Whether somebody answered a call to 999: the police, or an ambulance, so it is asked which."""
    names = {
        compared_name(name)
        for each in contacts
        if each.role == "emergency"
        for name in (each.name, each.phone)
    }
    answered = action.way.is_call and not action.was_tried_in_vain and not action.settles
    return answered and compared_name(action.to) in {EMERGENCY, *names}


def is_with_police(step: OutcomeStep, contacts: Contacts) -> bool:
    """Whether a step is with the police alone, 999 in danger apart."""
    return {each.role for each in contacts if each.id in step.contacts} - {"emergency"} == {"police"}


def police_step(outcome: Outcome) -> int:
    """The number of the step of red that tells the police, from 1; 0: there is none."""
    for number, step in enumerate(outcome.steps if outcome.grade.is_red else (), 1):
        if is_with_police(step, outcome.contacts) and not is_report_of_missing(step):
            return number
    return 0


_A_DAY = 10  # characters of an ISO date
_AT_ONCE = 14_400  # seconds between what was said and its record, within which it stood as it did then
Unsaid = Literal[
    "",
    "nobody phoned",
    "no service phoned",
    "not phoned since",
    "social care not phoned",
    "nothing done",
    "nothing since",
]
"""What a screening lacks of being followed up, as far as is recorded (rule 17 of the design)."""


class OpenAction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An action that something is still to come of: its id, when, to whom, its kind, what comes next by when.

    `waits`: nothing is known yet of what came of it. `in_vain`: nobody answered; `others_know`: somebody else of the
    area's services or the police has answered since, so that it is not due at once any more. `taken_up`: it was to the
    area's social care, which has said by another door since that it sees to the child: how grave it stood then.
    """

    id: str
    at: str
    kind: ActionKind
    to: str = ""
    next: str = ""
    by: str = ""
    waits: bool = False
    in_vain: bool = False
    others_know: bool = False
    taken_up: Gravity | None = None

    def is_vain(self, now: Gravity) -> bool:
        """Whether nobody answered, and social care has not taken up what is as grave as `now`."""
        return self.in_vain and (self.taken_up is None or not self.taken_up.covers(now))


class FollowUpSummary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A screening's actions in force, summed up.

    `at`, `kind`, `came_of_it`: of the last thing that was done. `spoken`: somebody was phoned or met, and answered as
    far as is recorded; `tried`: somebody was tried in vain. `spoken_at`: the first time that one of the area's
    services or the police was spoken to; `sent`: something was sent to one in writing. `open`: what is still to come.
    `service_phoned`: one of the area's services or the police was phoned or tried; `is_answered`: one of them said
    what came of it. `phoned`, `answered`, `acted`, `ended`: how grave it stood at most as they were phoned, as they
    said so, as anything was done, and as it was ended; `police`: as the police were told (`tells_police`);
    `social_care`: as that was phoned or tried, or said that it sees to the child (None: an edition of before recorded
    it, and nobody knows).
    `settled`: it was ended, and nothing was done since; or passed on to a lead, or taken on by one (`by_whom`: the id).
    """

    at: str = ""
    kind: ActionKind | Literal[""] = ""
    came_of_it: CameOfIt = ""
    spoken: bool = False
    tried: bool = False
    service_phoned: bool = False
    is_answered: bool = False
    answered: Gravity = Gravity()
    phoned: Gravity = Gravity()
    police: Gravity = Gravity()
    social_care: Gravity | None = None
    acted: Gravity = Gravity()
    ended: Gravity = Gravity()
    spoken_at: str = ""
    sent: bool = False
    open: tuple[OpenAction, ...] = ()
    settled: Literal["", "ended", "passed on", "taken on"] = ""
    by_whom: str = ""

    @property
    def is_passed_on(self) -> bool:
        """Whether the screening waits for a lead to take it on."""
        return self.settled == "passed on"


NOTHING_DONE = FollowUpSummary()
_read = reader_of_own(FollowUpSummary, NOTHING_DONE)


class _Names(NamedTuple):
    """The names, as they are compared, of those whose answers count."""

    services: frozenset[str]
    social_care: frozenset[str]
    police: frozenset[str]


def followed(
    recorded: Sequence[Recorded],
    ids: Sequence[str] = (),
    services: Collection[str] = (),
    social_care: Collection[str] = (),
    police: Collection[str] = (),
) -> FollowUpSummary:
    """Sums up actions. Those that were corrected or recorded by mistake count for nothing.

    `ids`: the accounts' ids of who recorded each, in the order of `recorded`. `services`: what the services of the area
    are called: only what one of them or the police says is an answer where nobody had answered before. `social_care`:
    those of them that see to a child, the office and its line: where one has taken it up, the other one that did not
    answer need not be asked; where none is known, whoever did not answer is. `police`: what the police are called.
    """
    named = (services, social_care, police)
    known = _Names(*(frozenset(map(compared_name, names)) for names in named))
    whose = dict(zip((each.id for each in recorded), ids, strict=False))
    standing = [each for each in in_force(recorded) if not each.action.by_mistake]
    acts = [each for each in standing if not each.action.settles]
    ends = [each for each in standing if each.action.settles == "ended"]
    last = max(ends, key=_number, default=None)
    until = _number(last) if last else 0
    now = NOTHING_DONE
    for each in acts:
        if _number(each) < until:
            now = _done(now, each, known)
    if last is not None:
        # Of a day alone, as it stood when that was recorded, which is when it was decided on.
        stood = last.stood if is_day_alone(last.action.at) else last.answers_to
        now = replace(now, settled="ended", by_whom=whose.get(last.id, ""), open=(), ended=stood)
    for each in acts:
        if _number(each) > until:
            now = _done(now, each, known)
    passed = [each for each in standing if each.action.settles in ("passed on", "taken on")]
    if passed and _number(newest := max(passed, key=_number)) > until:
        now = replace(now, settled=newest.action.settles, by_whom=whose.get(newest.id, ""))
    return now


def _number(each: Recorded) -> int:
    return int(each.id)


def is_ended(found: FollowUpSummary, now: Gravity) -> bool:
    """Whether nothing more is to be done: it was ended, nothing was done since, it is no graver by `now`."""
    return found.settled == "ended" and found.ended.covers(now)


def not_done_yet(now: Gravity, found: FollowUpSummary) -> Unsaid:
    """What a screening lacks of being followed up; nothing once it was ended.

    If it cannot wait: that nobody was phoned or met, or nobody of the area's services, or not since it is as grave as
    that; on amber the same of anything that is done. On red the police are a step of their own: a call to them, or to
    999, leaves the call to social care due.
    """
    if is_ended(found, now):
        return ""
    if now.cannot_wait:
        if not (found.spoken or found.tried):
            return "nobody phoned"
        if not found.service_phoned:
            return "no service phoned"
        if not found.phoned.covers(now):
            return "not phoned since"
        care = found.social_care
        left_out = now.grade.is_red and care is not None and not care.covers(now)
        return "social care not phoned" if left_out else ""
    if not now.grade.is_referred:
        return ""
    if not found.at:
        return "nothing done"
    return "" if found.acted.covers(now) else "nothing since"


def as_kept(found: FollowUpSummary) -> str:
    """The text that a row holds; "" if nothing was done."""
    return "" if found == NOTHING_DONE else write_json(found)


def from_kept(kept: str) -> FollowUpSummary:
    """What a sealed row holds; of a later edition, what this one knows."""
    return _read(kept) if kept else NOTHING_DONE


def _done(now: FollowUpSummary, each: Recorded, known: _Names) -> FollowUpSummary:
    action, services, stood = each.action, known.services, each.answers_to
    speaking = action.way.speaks
    answered = speaking and not action.was_tried_in_vain
    is_service = action.way.tells_police or not services or compared_name(action.to) in services
    reached = answered and is_service
    told = is_service and action.end.is_answer
    left = tuple(each for each in now.open if not _closes(action, each))
    if reached:  # whoever did not answer is still to be asked, and not at once: somebody else knows by now
        left = tuple(replace(each, others_know=True) if each.in_vain else each for each in left)
    care = now.social_care or Gravity()
    if _is_social_care(action, known.social_care):
        left = _in_hand(left, each, known.social_care)
        if speaking or action.end.means == "sees to child":
            care = care.joined(stood)
    return replace(
        now,
        at=action.at,
        kind=action.kind,
        came_of_it=action.came_of_it,
        spoken=now.spoken or answered,
        tried=now.tried or (speaking and action.was_tried_in_vain),
        service_phoned=now.service_phoned or (speaking and is_service),
        phoned=now.phoned.joined(stood) if speaking and is_service else now.phoned,
        is_answered=now.is_answered or told,
        answered=now.answered.joined(stood) if told else now.answered,
        police=now.police.joined(stood) if tells_police(action, known.police) else now.police,
        social_care=care if known.social_care else None,
        acted=now.acted.joined(stood),
        spoken_at=now.spoken_at or (action.at if reached else ""),
        sent=now.sent or (action.way.sends and is_service),
        open=(*left, *_opened(each)),
        settled="" if now.settled == "ended" else now.settled,
        by_whom="" if now.settled == "ended" else now.by_whom,
    )


def _closes(action: Action, before: OpenAction) -> bool:
    """Whether an action with the same people answers, or tries anew, what was open.

    Who did not answer the phone is not answered by a form, nor is anything by something else of which nothing came. To
    nobody in particular: it closes what was to be done next with nobody in particular.
    """
    if compared_name(before.to) != compared_name(action.to):
        return False
    if before.in_vain:
        return action.way.speaks
    return not before.waits or action.way.awaits or bool(action.came_of_it)


def _in_hand(
    before: Sequence[OpenAction], each: Recorded, social_care: Collection[str]
) -> tuple[OpenAction, ...]:
    """Social care said something: the other door of it that did not answer need not be asked as long as it sees to the
    child, and it is no graver; where it says anything else later, that door is to be asked again.

    The police, a school or a parent who did not answer know no more by it, and are to be asked all the same. So is who
    was tried on the same day and nobody knows whether before or after.
    """
    if not each.action.end.is_answer:
        return tuple(before)
    taken_up = _taken_up(each)
    found = []
    for other in before:
        if other.in_vain and _is_social_care(other, social_care) and _is_before(other.at, each.action.at):
            both = taken_up.joined(other.taken_up) if taken_up and other.taken_up else taken_up
            other = replace(other, taken_up=both)
        found.append(other)
    return tuple(found)


def _taken_up(each: Recorded) -> Gravity | None:
    """How grave it stood as social care said that it sees to the child (`ENDS`); None: it said something else.

    Early help is a family's to accept and no answer to red or danger: it counts as far as amber, whatever it stood at.
    What is recorded later than it was said covers no danger, where nobody knows how it stood: that may have come in
    between.
    """
    action = each.action
    if action.end.means == "helps family":
        return Gravity(min(each.answers_to.acting_on, "amber", key=rank))
    if action.end.means != "sees to child":
        return None
    is_known = each.stood_then is not None or _is_told_at_once(each)
    return each.answers_to if is_known else Gravity(each.answers_to.acting_on)


def _is_before(one: str, other: str) -> bool:
    """Whether it was before, as far as is known: of a day alone, by the day."""
    by_the_day = is_day_alone(one) or is_day_alone(other)
    return one[:_A_DAY] < other[:_A_DAY] if by_the_day else one <= other


def _is_told_at_once(each: Recorded) -> bool:
    try:
        told = datetime.fromisoformat(each.recorded_at).timestamp() - moment_of(each.action.at).timestamp()
    except ValueError:
        return False
    return told <= _AT_ONCE


def _is_social_care(each: Action | OpenAction, social_care: Collection[str]) -> bool:
    return not KINDS[each.kind].tells_police and compared_name(each.to) in social_care


def _opened(each: Recorded) -> tuple[OpenAction, ...]:
    """What is still to come of an action, if anything is."""
    action = each.action
    if not (action.waits or action.was_tried_in_vain or action.next or action.by):
        return ()
    found = OpenAction(
        id=each.id,
        at=action.at,
        kind=action.kind,
        to=action.to,
        next=action.next,
        by=action.by,
        waits=action.waits,
        in_vain=action.was_tried_in_vain,
    )
    return (found,)
