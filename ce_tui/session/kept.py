"""What is kept and what is to go: due for a decision, on hold, marked for deletion, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import Due, OnHold
    from ce_tui.core.vault.retention_rules import Retention

Standing = Literal["", "on hold", "marked", "deleted"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """As far as the account may see it. `set_here`: the rules were set in the store, and not by the configuration."""

    rules: Retention
    set_here: bool
    may_decide: bool
    may_rule: bool
    due: tuple[Due, ...] = ()
    holds: tuple[OnHold, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    deleted: tuple[Deleted, ...] = ()

    def standing(self, ref: str) -> Standing:
        """How it stands with a screening. Empty: it is kept by the rules alone."""
        if any(each.ref == ref for each in self.deletions):
            return "marked"
        if any(each.ref == ref for each in self.holds):
            return "on hold"
        return "deleted" if any(each.ref == ref for each in self.deleted) else ""

    @property
    def to_decide(self) -> list[str]:
        """The references that a decision can be made about, in the order in which they are listed."""
        due, held, marked = self.due, self.holds, self.deletions
        return [*(each.ref for each in due), *(each.ref for each in held), *(each.ref for each in marked)]


def kept_of(casebook: Casebook) -> Kept:
    """As the store has it now. Raises VaultError."""
    lead = casebook.has_role("lead")
    return Kept(
        rules=casebook.reviews.rules(),
        set_here=casebook.reviews.sets_rules(),
        may_decide=lead,
        may_rule=casebook.has_role("administrator"),
        due=tuple(casebook.reviews.due()) if lead else (),
        holds=tuple(casebook.keeping.holds()) if lead else (),
        deletions=tuple(casebook.deleting.marked()),
        deleted=tuple(casebook.deleting.deleted()),
    )
