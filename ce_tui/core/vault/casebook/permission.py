"""Which screenings this account may open and go on with, and on which it may decide. A refusal is logged.

A practitioner works on their own; a lead opens another's with a reason, which is logged; an administrator's role
alone reads none. What may not be opened and what does not exist are answered with the same words. What is open is
asked about anew at each act, by whose it is and which roles there are by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from ce_tui.core.vault.casebook.at_hand import AtHand, Opened
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.reasons import logged_reason
from ce_tui.core.vault.errors import NotFound, ReasonNeeded, RightEnded, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import Record, Row

_OPEN = "open a screening"
_GO_ON = "go on with a screening"
_STAYS = "What had been saved in it stays."
_PASSED_ON = (
    "This screening was passed on to {who}, so it is closed here. What you had saved in it stays with it."
)
_AS_A_LEAD = " As a lead you can open it again, with a reason."
_SHUT_OUT = f"An administrator has {{shut_out}} this account, so this screening is closed here. {_STAYS}"
_NO_LEAD = (
    "An administrator has changed the roles of this account: it does not read the screenings of others any more, so "
    f"this one is closed here. {_STAYS}"
)
_NO_SCREENINGS = (
    "An administrator has changed the roles of this account: it does not read screenings any more, so this one is "
    f"closed here. {_STAYS}"
)


class Permission:
    """What is asked before a screening is touched: by its reference, as it is typed."""

    def __init__(self, desk: Desk, at_hand: AtHand) -> None:
        self._desk = desk
        self._at_hand = at_hand

    def to_open(self, ref: str, reason: str = "") -> Record:
        """The record of a reference, if this account may open it, or go on with it where it is open.

        Raises `NotFound`, `ToBeDeleted`, `ReasonNeeded`, `Refused` (the child's name is in the reason), `RightEnded`,
        `NotPermitted` (shut out).
        """
        desk = self._desk
        known = read_reference(ref)
        if known and known in self._at_hand:
            return self._unmarked(self.to_go_on(known))
        desk.refuse_shut_out(_OPEN)
        record = desk.store.screenings.load(known) if known else None
        if record is None or not desk.has_role("practitioner", "lead"):
            raise self._refused(known)
        mine = record.row.owner == desk.account.id
        if not mine and not desk.has_role("lead"):
            raise self._refused(known)
        if not mine and not logged_reason(reason, record.row.child):
            raise ReasonNeeded
        return self._unmarked(record)

    def to_go_on(self, ref: str) -> Record:
        """The record of a screening that is open here, if this account may still go on with it.

        Raises `NotFound` (it is gone, or not open here), `RightEnded`, from then on at every act.
        """
        self._desk.refuse_unknown_list()
        opened = self._at_hand.get(ref)
        record = self._desk.store.screenings.load(ref)
        if opened is None or record is None:
            raise NotFound
        if opened.ended or (why := self._why_ended(opened, record.row)):
            raise self._ended(opened, record.row, opened.ended or why)
        return record

    @contextmanager
    def together(self, ref: str) -> Iterator[Record]:
        """One transaction, in which it is asked first whether this account may go on with what is open here.

        A refusal is logged outside it, since nothing of it stays. Raises what `to_go_on` does.
        """
        self._desk.refuse_unknown_list()
        opened, store = self._at_hand.get(ref), self._desk.store
        with nullcontext() if store.read_only else store.together():
            record = store.screenings.load(ref)
            if opened is None or record is None:
                raise NotFound
            why = opened.ended or self._why_ended(opened, record.row)
            if not why:
                yield record
                return
        raise self._ended(opened, record.row, why)

    @contextmanager
    def to_open_together(self, ref: str, reason: str = "") -> Iterator[Row]:
        """One transaction, in which a screening may be opened or gone on with. Raises what `to_open` does."""
        self.to_open(ref, reason)  # a refusal is logged, which it would not be within
        store = self._desk.store
        with nullcontext() if store.read_only else store.together():
            yield self.to_open(ref, reason).row

    def seen(self, row: Row, reason: str) -> list[Entry]:
        """What is logged where another's that is not open here is touched with a reason: that it was seen, and why."""
        if row.owner == self._desk.account.id or row.ref in self._at_hand:
            return []
        return [self._desk.entry("view", row, detail=logged_reason(reason, row.child))]

    def to_decide(self, ref: str) -> Row:
        """The row of a screening that a lead decides on. Raises `NotPermitted`, `NotFound`."""
        self._desk.require("decide what is kept", "lead")
        known = read_reference(ref)
        record = self._desk.store.screenings.load(known) if known else None
        if record is None:
            raise NotFound
        return record.row

    def _why_ended(self, opened: Opened, row: Row) -> str:
        """Why this account may not go on with what it opened as it was then; empty: it may."""
        desk = self._desk
        if shut_out := desk.standing().shut_out:
            return _SHUT_OUT.format(shut_out=shut_out)
        is_lead = desk.has_role("lead")
        if row.owner == desk.account.id:
            return "" if is_lead or desk.has_role("practitioner") else _NO_SCREENINGS
        if opened.row.owner == desk.account.id:  # another's is opened with a reason
            return _PASSED_ON.format(who=desk.name_of(row.owner)) + (_AS_A_LEAD if is_lead else "")
        return "" if is_lead else _NO_LEAD

    def _ended(self, opened: Opened, row: Row, why: str) -> RightEnded:
        """From now on it is refused; logged once."""
        if not opened.ended:
            opened.ended = why
            self._desk.store.log.add([self._desk.entry("refusal", row, detail=_GO_ON)])
        return RightEnded(opened.ended)

    def _unmarked(self, record: Record) -> Record:
        """The record; to whoever is no lead only where it is not marked for deletion."""
        if not self._desk.has_role("lead") and self._desk.store.keeping.stands("delete", record.row.ref):
            raise ToBeDeleted
        return record

    def _refused(self, ref: str | None) -> NotFound:
        self._desk.store.log.add([self._desk.entry("refusal", ref=ref or "", detail=_OPEN)])
        return NotFound()
