"""How grave a screening stands: what was done while it was less grave answers nothing of what was said since."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ce_tui.core.pathway.document.notices import PLACE_OF_RED, urgent
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import rank


class Stood(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The tier that is acted on, and which alerts say to phone now, at some moment."""

    acting_on: str = "none"
    danger: tuple[str, ...] = ()

    @property
    def cannot_wait(self) -> bool:
        """Whether somebody has to be reached at once: red is acted on, or an alert says to phone now."""
        return self.acting_on == "red" or bool(self.danger)

    @property
    def gravity(self) -> int:
        """Its place in the order of danger, 0 first (rule 17 of the design): immediate risk, missing now, harm, red,
        amber, yellow, nothing. A sexual sign in a child under 13 stands with red: it cannot wait either.
        """
        by_tier = PLACE_OF_RED + rank("red") - rank("red" if self.danger else self.acting_on)
        return min([by_tier, *(now.place for key, now in urgent().items() if key in self.danger)])

    @property
    def is_reported(self) -> bool:
        """Whether the police are to be told of one of its dangers by itself, whatever the tier."""
        return any(now.report for key, now in urgent().items() if key in self.danger)

    def covers(self, now: Stood) -> bool:
        """Whether it was as grave as it is now: no tier and no danger has come since."""
        as_high = self.acting_on == now.acting_on or rank(self.acting_on) >= rank(now.acting_on)
        return as_high and (not now.danger or set(now.danger) <= set(self.danger))

    def joined(self, other: Stood) -> Stood:
        """The graver of both, with the dangers of both."""
        tier = max(self.acting_on, other.acting_on, key=rank)
        return stood(tier, (*self.danger, *other.danger))

    def met(self, other: Stood) -> Stood:
        """What both were as grave as: the lower tier, with the dangers that both had."""
        tier = min(self.acting_on, other.acting_on, key=rank)
        return Stood(tier, tuple(each for each in self.danger if each in other.danger))


def stood(acting_on: str, danger: Iterable[str]) -> Stood:
    """What is acted on, and the alerts among `danger` (by their keys) that say to phone now."""
    given = set(danger)
    return Stood(acting_on, tuple(key for key in urgent() if key in given) if given else ())


def stands(outcome: Outcome) -> Stood:
    """The same of an outcome."""
    return stood(outcome.acting_on, (alert.key for alert in outcome.alerts))
