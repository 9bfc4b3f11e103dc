"""The shape of the rules of retention, as configured or set in the store. What follows from them: `retention`."""

from __future__ import annotations

from typing import Literal

import msgspec

Whichever = Literal["later", "earlier"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a screening is due for review.

    `after`: this long after its last change: "90 days", "18 months", "6 years"; empty: no such limit. `birthday`: on
    the child's birthday of this age, where the date of birth is known; 0: no such limit. `whichever`: where both
    apply, the later or the earlier one.
    """

    after: str = ""
    birthday: int = 0
    whichever: Whichever = "later"

    @property
    def keeps_for_ever(self) -> bool:
        """Whether nothing becomes due by it."""
        return not self.after.strip() and not self.birthday


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rules of a hub: for drafts that were never completed, and for screenings that were."""

    drafts: Rule = Rule()
    completed: Rule = Rule()

    def rule_of(self, state: str) -> Rule:
        """The rule for a state. One that was reopened has been completed."""
        return self.drafts if state == "draft" else self.completed
