"""What a list needs to know of a screening's actions: kept in its row, so that nothing is opened for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from ce_tui.core.pathway.actions.action import (
    SPEAKING,
    Action,
    ActionKind,
    CameOfIt,
    Recorded,
    alike,
    in_force,
)
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.strict_json import parse_or, write_json

_SENT: tuple[ActionKind, ...] = ("form", "e-mail")


class Open(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An action that something is still to come of: its id, when and to whom it was, its kind, what comes next by when.

    `waits`: nothing is known yet of what came of it. `in_vain`: nobody answered; `others_know`: somebody else of the
    area's services or the police has answered since, so that it is not due at once any more.
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


class Followed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the actions in force come to.

    `at`, `kind`, `came_of_it`: of the last thing that was done. `spoken`: somebody was phoned or met, and answered as
    far as is recorded; `tried`: somebody was tried in vain. `spoken_at`: the first time that one of the area's
    services or the police was spoken to; `sent`: something was sent to one in writing. `open`: what is still to come.
    `service_phoned`: one of the area's services or the police was phoned or tried; `is_answered`: one of them said
    what came of it. `phoned`, `answered`, `acted`, `ended`: how grave it stood at most as they were phoned, as they
    said so, as anything was done, and as it was ended.
    `settled`: it was ended, and nothing was done since; or passed on to a lead, or taken on by one (`by_whom`: the id).
    """

    at: str = ""
    kind: ActionKind | Literal[""] = ""
    came_of_it: CameOfIt = ""
    spoken: bool = False
    tried: bool = False
    service_phoned: bool = False
    is_answered: bool = False
    answered: Stood = Stood()
    phoned: Stood = Stood()
    acted: Stood = Stood()
    ended: Stood = Stood()
    spoken_at: str = ""
    sent: bool = False
    open: tuple[Open, ...] = ()
    settled: Literal["", "ended", "passed on", "taken on"] = ""
    by_whom: str = ""


NOTHING_DONE = Followed()


def followed(
    recorded: Sequence[Recorded], ids: Sequence[str] = (), services: Collection[str] = ()
) -> Followed:
    """What they come to: those that were corrected or recorded by mistake count for nothing.

    `ids`: the accounts' ids of who recorded each, in the order of `recorded`. `services`: what the services of the area
    are called: only what one of them or the police says is an answer where nobody had answered before.
    """
    known = frozenset(alike(each) for each in services)
    whose = dict(zip((each.id for each in recorded), ids, strict=False))
    standing = [each for each in in_force(recorded) if each.action.settles != "mistake"]
    ends = [each for each in standing if each.action.settles == "ended"]
    last = max(ends, key=_number, default=None)
    until = _number(last) if last else 0
    now = NOTHING_DONE
    for each in standing:
        if not each.action.settles and _number(each) < until:
            now = _done(now, each, known)
    if last is not None:
        now = msgspec.structs.replace(
            now, settled="ended", by_whom=whose.get(last.id, ""), open=(), ended=last.stood
        )
    for each in standing:
        if not each.action.settles and _number(each) > until:
            now = _done(now, each, known)
    passed = [each for each in standing if each.action.settles in ("passed on", "taken on")]
    for each in sorted((each for each in passed if _number(each) > until), key=_number):
        now = msgspec.structs.replace(now, settled=each.action.settles, by_whom=whose.get(each.id, ""))
    return now


def _number(each: Recorded) -> int:
    return int(each.id)


def is_ended(found: Followed, now: Stood) -> bool:
    """Whether nothing more is to be done: it was ended, nothing was done since, and it is no graver by now."""
    return found.settled == "ended" and found.ended.covers(now)


def as_kept(found: Followed) -> str:
    """As the row holds it: "" where nothing was done."""
    return "" if found == NOTHING_DONE else write_json(found)


def from_kept(kept: str) -> Followed:
    """What a row holds; of a later edition what this one knows."""
    return parse_or(kept, Followed, NOTHING_DONE)


def _done(now: Followed, each: Recorded, services: frozenset[str]) -> Followed:
    action = each.action
    speaking = action.kind in SPEAKING
    answered = speaking and not action.was_tried_in_vain
    is_service = action.kind == "police" or not services or alike(action.to) in services
    reached = answered and is_service
    told = is_service and not action.was_tried_in_vain and bool(action.came_of_it)
    left = _left_open(now.open, action)
    return msgspec.structs.replace(
        now,
        at=action.at,
        kind=action.kind,
        came_of_it=action.came_of_it,
        spoken=now.spoken or answered,
        tried=now.tried or (speaking and action.was_tried_in_vain),
        service_phoned=now.service_phoned or (speaking and is_service),
        phoned=now.phoned.joined(each.stood) if speaking and is_service else now.phoned,
        is_answered=now.is_answered or told,
        answered=now.answered.joined(each.stood) if told else now.answered,
        acted=now.acted.joined(each.stood),
        spoken_at=now.spoken_at or (action.at if reached else ""),
        sent=now.sent or (action.kind in _SENT and is_service),
        open=(*(_can_wait(left) if reached else left), *_opened(each)),
        settled="" if now.settled == "ended" else now.settled,
        by_whom="" if now.settled == "ended" else now.by_whom,
    )


def _left_open(before: Sequence[Open], action: Action) -> tuple[Open, ...]:
    """What an action leaves open of what was: what was open with the same people is answered or tried anew by it.

    Who did not answer the phone is not answered by a form, nor is anything by something else of which nothing came. To
    nobody in particular: it closes what was to be done next with nobody in particular.
    """
    return tuple(each for each in before if not _closes(action, each))


def _closes(action: Action, before: Open) -> bool:
    if alike(before.to) != alike(action.to):
        return False
    if before.in_vain:
        return action.kind in SPEAKING
    return not before.waits or action.kind != "other" or bool(action.came_of_it)


def _can_wait(before: Sequence[Open]) -> tuple[Open, ...]:
    """Whoever did not answer is to be asked all the same, and not at once: somebody else knows by now."""
    return tuple(msgspec.structs.replace(each, others_know=True) if each.in_vain else each for each in before)


def _opened(each: Recorded) -> tuple[Open, ...]:
    """What is still to come of an action, if anything is."""
    action = each.action
    waits = action.came_of_it == "" and action.kind != "other"
    if not (waits or action.was_tried_in_vain or action.next or action.by):
        return ()
    found = Open(
        id=each.id,
        at=action.at,
        kind=action.kind,
        to=action.to,
        next=action.next,
        by=action.by,
        waits=waits,
        in_vain=action.was_tried_in_vain,
    )
    return (found,)
