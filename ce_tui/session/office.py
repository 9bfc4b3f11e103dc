"""The store's accounts, what is kept and deleted, and pages of the log: as the account that looks may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.keeping import Deleted, DueReview, LeadDecision
    from ce_tui.core.vault.casebook.people import AccountInfo
    from ce_tui.core.vault.retention_rules import Retention


class Accounts(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of a store, and whether `me`, who looks at them, may change them."""

    listed: tuple[AccountInfo, ...]
    me: str
    may_change: bool

    def named(self, name: str) -> AccountInfo | None:
        """The account of a name, as it is listed."""
        return next((each for each in self.listed if each.name == name), None)


def accounts_of(casebook: Casebook) -> Accounts:
    """The accounts as the store has them now. Raises VaultError: it takes the administrator or the lead."""
    return Accounts(
        listed=tuple(casebook.people.accounts()),
        me=casebook.account.name,
        may_change=casebook.has_role("administrator"),
    )


class KeepingView(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept and deleted, as far as the account may see it.

    `set_here`: the rules were set in the store, and not by the configuration.
    """

    rules: Retention
    set_here: bool
    may_decide: bool
    may_rule: bool
    due: tuple[DueReview, ...] = ()
    holds: tuple[LeadDecision, ...] = ()
    deletions: tuple[LeadDecision, ...] = ()
    deleted: tuple[Deleted, ...] = ()

    def standing(self, ref: str) -> Literal["", "on hold", "marked", "deleted"]:
        """The standing of a screening. Empty: it is kept by the rules alone."""
        if any(each.ref == ref for each in self.deletions):
            return "marked"
        if any(each.ref == ref for each in self.holds):
            return "on hold"
        return "deleted" if any(each.ref == ref for each in self.deleted) else ""

    @property
    def to_decide(self) -> list[str]:
        """The references that a decision can be made about, in the order of their lists."""
        listed: tuple[DueReview | LeadDecision, ...] = (*self.due, *self.holds, *self.deletions)
        return [each.ref for each in listed]


def kept_of(casebook: Casebook) -> KeepingView:
    """What is kept, as the store has it now. Raises VaultError."""
    lead = casebook.has_role("lead")
    return KeepingView(
        rules=casebook.reviews.rules(),
        set_here=casebook.reviews.sets_rules(),
        may_decide=lead,
        may_rule=casebook.has_role("administrator"),
        due=tuple(casebook.reviews.due()) if lead else (),
        holds=tuple(casebook.keeping.holds()) if lead else (),
        deletions=tuple(casebook.deleting.marked()),
        deleted=tuple(casebook.deleting.deleted()),
    )


class LogFilter(msgspec.Struct, frozen=True):
    """The wanted entries: of one record, one person, one of the `GROUPS` of kinds, from a moment on. Empty: all."""

    ref: str = ""
    person: str = ""
    group: str = ""
    since: str = ""
    """ISO 8601 in UTC."""


class LogPage(msgspec.Struct, frozen=True, kw_only=True):
    """The entries that were read, the newest last. `older`: so many more are read next; 0: there are no more."""

    filter: LogFilter
    lines: tuple[AuditLine, ...]
    older: int
