"""Which screenings this account may open, and on which it may decide. A refusal is logged.

A practitioner works on their own; a lead opens another's with a reason, which is logged; an administrator's role
alone reads none. What may not be opened and what does not exist are answered with the same words.
"""

from __future__ import annotations

from ce_tui.core.vault.casebook.at_hand import AtHand
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.reasons import logged_reason
from ce_tui.core.vault.errors import NotFound, ReasonNeeded, ToBeDeleted
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import Record, Row


class Permission:
    """What is asked before a screening is touched: by its reference, as it is typed."""

    def __init__(self, desk: Desk, at_hand: AtHand) -> None:
        self._desk = desk
        self._at_hand = at_hand

    def to_open(self, ref: str, reason: str = "") -> Record:
        """The record of a reference, if this account may open it.

        Raises `NotFound`, `ToBeDeleted`, `ReasonNeeded`, `Refused` (the child's name is in the reason).
        """
        desk = self._desk
        known = read_reference(ref)
        record = desk.store.screenings.load(known) if known else None
        if record is None or not desk.has_role("practitioner", "lead"):
            raise self._refused(known)
        mine = record.row.owner == desk.account.id or record.row.ref in self._at_hand
        if not desk.has_role("lead"):
            if not mine:
                raise self._refused(known)
            if desk.store.keeping.stands("delete", record.row.ref):
                raise ToBeDeleted
        elif not mine and not logged_reason(reason, record.row.child):
            raise ReasonNeeded
        return record

    def to_decide(self, ref: str) -> Row:
        """The row of a screening that a lead decides on. Raises `NotPermitted`, `NotFound`."""
        self._desk.require("decide what is kept", "lead")
        known = read_reference(ref)
        record = self._desk.store.screenings.load(known) if known else None
        if record is None:
            raise NotFound
        return record.row

    def _refused(self, ref: str | None) -> NotFound:
        self._desk.store.log.add([self._desk.entry("refusal", ref=ref or "", detail="open a screening")])
        return NotFound()
