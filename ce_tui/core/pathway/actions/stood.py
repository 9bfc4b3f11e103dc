"""How grave a screening stands: what was done while it was less grave answers nothing of what was said since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import Grade, grade, rank

URGENT: Final = ("immediate_risk", "harm", "under_13", "missing_now")
"""The alerts that say to phone now, by their keys. That the family may be involved is heeded, and by itself no call."""
_DANGER_FIRST: Final = ("immediate_risk", "missing_now", "harm")


class Stood(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The tier that is acted on, and which alerts say to phone now, at some moment."""

    acting_on: str = "none"
    danger: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade:
        """What the tier is that is acted on."""
        return grade(self.acting_on)

    @property
    def cannot_wait(self) -> bool:
        """Whether somebody has to be reached at once: red is acted on, or an alert says to phone now."""
        return self.grade.is_red or bool(self.danger)

    def calls_for_police(self, *, on_red: bool = True) -> bool:
        """Whether the police are told: red is acted on, where the area tells them then; or a child is missing now."""
        return (on_red and self.grade.is_red) or "missing_now" in self.danger

    @property
    def gravity(self) -> int:
        """Its place in the order of danger, 0 first (rule 17 of the design): immediate risk, missing now, harm, red,
        amber, yellow, nothing. A sexual sign in a child under 13 stands with red: it cannot wait either.
        """
        for place, danger in enumerate(_DANGER_FIRST):
            if danger in self.danger:
                return place
        return len(_DANGER_FIRST) + rank("red") - rank("red" if self.danger else self.acting_on)

    def covers(self, now: Stood) -> bool:
        """Whether it was as grave as it is now: no tier and no danger has come since."""
        as_high = self.acting_on == now.acting_on or rank(self.acting_on) >= rank(now.acting_on)
        return as_high and (not now.danger or set(now.danger) <= set(self.danger))

    def joined(self, other: Stood) -> Stood:
        """The graver of both, with the dangers of both."""
        tier = max(self.acting_on, other.acting_on, key=rank)
        return Stood(tier, tuple(each for each in URGENT if each in (*self.danger, *other.danger)))

    def met(self, other: Stood) -> Stood:
        """What both were as grave as: the lower tier, with the dangers that both had."""
        tier = min(self.acting_on, other.acting_on, key=rank)
        return Stood(tier, tuple(each for each in self.danger if each in other.danger))


def stood(acting_on: str, danger: Iterable[str]) -> Stood:
    """What is acted on, and the alerts among `danger` (by their keys) that say to phone now."""
    given = set(danger)
    return Stood(acting_on, tuple(each for each in URGENT if each in given) if given else ())


def stands(outcome: Outcome) -> Stood:
    """The same of an outcome."""
    return stood(outcome.acting_on, (alert.key for alert in outcome.alerts))
