"""Actions that were recorded, one by one or generated: of 20 to 25 November 2026, to made-up services and people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.action import ENDS, KINDS, Action, Gravity, Recorded
from ce_tui.core.pathway.actions.rules import iso_minute
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.notices import urgent

NOON = datetime(2026, 11, 25, 12, tzinfo=LONDON)
HUB, NIGHT, POLICE = "Made-up Hub", "Made-up Night Line", "Made-up Police"
SERVICES = (HUB, NIGHT, POLICE)
SOCIAL_CARE = (HUB, NIGHT)
GRAVEST = Gravity("red", tuple(urgent()))
"""How it stood as each of these was recorded, unless that is said."""
_BEGIN = datetime(2026, 11, 20, tzinfo=LONDON)
_MINUTES = int((NOON - _BEGIN).total_seconds() // 60)


def recorded(number: int, at: str = "2026-11-25T11:05", kind: str = "phone", **about: Any) -> Recorded:
    """An action as it is kept under this number."""
    action = msgspec.convert({"at": at, "kind": kind} | about, Action)
    return Recorded(
        id=f"{number}",
        recorded_at="2026-11-25T12:00:00.000+00:00",
        recorded_by="Ada Example",
        action=action,
        stood=GRAVEST,
    )


TIMES = st.integers(0, _MINUTES).map(lambda minutes: iso_minute(_BEGIN + timedelta(minutes=minutes)))


@st.composite
def done_actions(draw: st.DrawFn, at: st.SearchStrategy[str] = TIMES) -> Action:
    """Something that was done, with nothing that keeps it from being recorded."""
    when = draw(at)
    later = (datetime.fromisoformat(when) + timedelta(days=draw(st.integers(0, 9)))).date().isoformat()
    return Action(
        at=when if draw(st.integers(0, 9)) else when[:10],
        kind=draw(st.sampled_from([*KINDS])),
        to=draw(st.sampled_from([HUB, HUB.upper(), NIGHT, POLICE, "Mother", ""])),
        came_of_it=draw(st.sampled_from([*ENDS, "no answer", ""])),
        next=draw(st.sampled_from(["", "", "ring back"])),
        by=draw(st.sampled_from(["", "", later])),
    )


@st.composite
def histories(draw: st.DrawFn, *, plain: bool = False) -> list[Recorded]:
    """What was recorded of one screening; `plain`: nothing but what was done, each at another time."""
    times = draw(st.lists(TIMES, max_size=7, unique=True))
    found: list[Recorded] = []
    for number, at in enumerate(times, 1):
        done = draw(done_actions(st.just(at)))
        action = msgspec.structs.replace(done, at=at) if plain else draw(_corrected_or_settled(done, number))
        by = f"account {number % 3}"
        found.append(msgspec.structs.replace(recorded(number), action=action, recorded_by=by))
    return found


@st.composite
def _corrected_or_settled(draw: st.DrawFn, action: Action, number: int) -> Action:
    what = draw(st.sampled_from(["", "", "", "corrects", "mistake", "ended", "passed on", "taken on"]))
    before = st.integers(1, number - 1).map(str) if number > 1 else st.just("")
    if what == "corrects":
        return msgspec.structs.replace(action, corrects=draw(before))
    if what == "mistake" and number > 1:
        return Action(at=action.at, kind="other", corrects=draw(before), settles="mistake")
    if what in ("ended", "passed on", "taken on"):
        return Action(at=action.at, kind="other", said="said in three words", settles=what)  # type: ignore[arg-type]
    return action
