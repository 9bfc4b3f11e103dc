"""An action: something that was done about a screening, as it is recorded and never changed (rule 17 of the design).

The words of what came of it are the sector's own (`facts/over_time.md`, "Sector codes for outcomes").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from ce_tui.core.pathway.actions.stood import Stood

ActionKind = Literal["phone", "form", "e-mail", "meeting", "visit", "police", "other"]
CameOfIt = Literal[
    "",
    "no answer",
    "advice",
    "early help",
    "accepted",
    "assessment",
    "strategy discussion",
    "no further action",
    "not accepted",
    "other",
]
Settles = Literal["", "mistake", "ended", "passed on", "taken on"]
KINDS: tuple[ActionKind, ...] = get_args(ActionKind)
OUTCOMES_OF_ACTION: tuple[CameOfIt, ...] = get_args(CameOfIt)
SPEAKING: tuple[ActionKind, ...] = ("phone", "police", "meeting", "visit")
"""Kinds by which somebody was spoken to, or was tried."""


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was done. The shape is the contract's JSON.

    `at`: when, in London, as ISO 8601 to the minute ("2026-11-25T14:05"), or a day alone where the time is not known.
    `came_of_it` "": not known yet. `by`: the ISO date of the day on which what comes next is due, or empty.
    `corrects`: the id of the action of the same screening that this one takes the place of, or empty.
    `settles` "": something was done. Else nothing was, and this says: "mistake", what it corrects was recorded by
    mistake; "ended", nothing more is to be done here, for the reason that was said; "passed on", a lead is to see to
    it; "taken on", a lead does.
    """

    at: str
    kind: ActionKind
    to: str = ""
    person: str = ""
    said: str = ""
    reference: str = ""
    came_of_it: CameOfIt = ""
    next: str = ""
    by: str = ""
    significant: bool = False
    corrects: str = ""
    settles: Settles = ""

    @property
    def day(self) -> str:
        """The ISO date on which it was done, in London."""
        return self.at[:10]

    @property
    def was_tried_in_vain(self) -> bool:
        """Whether nobody answered."""
        return self.came_of_it == "no answer"


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An action as it is kept. `id` is its number within the screening; `recorded_at` is ISO 8601 in UTC.

    `recorded_by`: the account's name where it is shown, its id where it is kept. `stood`: how grave the screening stood
    as it was recorded; `stood_then`: as it was done. None: nobody knows, as an edition of before recorded it.
    """

    id: str
    recorded_at: str
    recorded_by: str
    action: Action
    stood: Stood = Stood()
    stood_then: Stood | None = None

    @property
    def answers_to(self) -> Stood:
        """How grave a screening it answers: no graver than it stood as it was done, whenever it was recorded."""
        return self.stood if self.stood_then is None else self.stood.met(self.stood_then)


def in_force(recorded: Sequence[Recorded]) -> list[Recorded]:
    """Those that no later one corrects, as they were done: by time, then as they were recorded.

    Two corrections of one action both stand: neither of two people loses what they wrote.
    """
    corrected = corrections(recorded)
    standing = [each for each in recorded if each.id not in corrected]
    return sorted(standing, key=lambda each: (each.action.at, int(each.id)))


def corrections(recorded: Sequence[Recorded]) -> dict[str, list[Recorded]]:
    """Those that correct another, by the id of that one.

    One that was itself recorded by mistake corrects nothing any more: what it had taken the place of counts again.
    """
    found: dict[str, list[Recorded]] = {}
    for each in sorted(recorded, key=lambda one: int(one.id), reverse=True):
        if each.action.corrects and not _is_by_mistake(found.get(each.id, ())):
            found.setdefault(each.action.corrects, []).insert(0, each)
    return found


def _is_by_mistake(corrected_by: Sequence[Recorded]) -> bool:
    """Whether all that corrects an action says that it was recorded by mistake; else something took its place."""
    return bool(corrected_by) and all(each.action.settles == "mistake" for each in corrected_by)


def done(recorded: Sequence[Recorded]) -> list[Recorded]:
    """Those of them by which something was done."""
    return [each for each in in_force(recorded) if not each.action.settles]


def alike(name: str) -> str:
    """What somebody is called, as it is compared: case and blanks do not tell two apart."""
    return " ".join(name.casefold().split())
