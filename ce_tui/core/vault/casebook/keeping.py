"""The casebook's keeping of screenings: the lead's decisions on each, and legal holds.

The lead keeps a screening until a day, holds it, or has it deleted, which happens a day later at the earliest
(`deleting`). What is due for a decision: `reviews`.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import LONDON, say_date, say_moment
from ce_tui.core.vault.casebook.at_hand import AtHand
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.casebook.quotes import take_away_what_a_hold_kept
from ce_tui.core.vault.casebook.reasons import needed_reason
from ce_tui.core.vault.errors import Busy, NotPermitted, Refused
from ce_tui.core.vault.store.records import Row, Stand

What = Literal["keep until", "delete"]

UNDO = timedelta(hours=24)
"""How long at least a screening that is marked for deletion can come back."""

_LONGEST_KEEP = 100  # years
_OTHER_ON_HOLD = (
    "{held}, of the same child, is on hold, so this screening is not deleted either. Release that hold first. Nothing "
    "was changed."
)


class OnHold(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that nothing deletes. `owner` and `by` are names; `at` is ISO 8601 in UTC."""

    ref: str
    state: State
    owner: str
    by: str
    at: str
    reason: str


class RecordKeeping:
    """What a lead decides on a screening. References are taken as they are typed; it takes the lead."""

    def __init__(
        self,
        desk: Desk,
        at_hand: AtHand,
        permission: Permission,
        presence: Presence,
        pairings: Pairings,
    ) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._permission = permission
        self._presence = presence
        self._pairings = pairings

    def look(self, ref: str) -> None:
        """Whether there is one to decide on. Changes and logs nothing. Raises `NotFound`."""
        with self._desk.lock:
            self._permission.to_decide(ref)

    def decide(self, ref: str, what: What, reason: str, until: date | None = None) -> None:
        """Decide on a screening, due or not: "keep until" a day to come, or "delete". Logged with the reason.

        "delete" marks it: it leaves its owner's list at once, and is deleted a day later at the earliest. Raises
        `NotFound`, `Refused` (no reason, no such day), `NotPermitted` (on hold, or another of the same child is),
        `Busy` (someone has it open).
        """
        with self._desk.lock:
            row = self._permission.to_decide(ref)
            given = needed_reason(reason, row.child)
            if what == "keep until":
                self._keep(row, given, until)
            else:
                with self._desk.store.together():
                    self._mark(row, given)

    def _keep(self, row: Row, reason: str, until: date | None) -> None:
        desk = self._desk
        today = desk.around.clock().astimezone(LONDON).date()
        if until is None or not today < until <= date(today.year + _LONGEST_KEEP, 1, 1):
            raise Refused("Say until which day it is to be kept: a day to come, at most 100 years away.")
        if self.is_marked(row.ref):
            raise NotPermitted("This screening is marked for deletion. Undo that first.")
        stand = Stand(
            ref=row.ref,
            kind="keep",
            by=desk.account.id,
            at=desk.now(),
            until=until.isoformat(),
            reason=reason,
        )
        entry = desk.entry("keeping", row, detail=f"keep until {say_date(until)}: {reason}")
        desk.store.keeping.put(stand, [entry])

    def _mark(self, row: Row, reason: str) -> None:
        desk = self._desk
        if desk.store.keeping.stands("hold", row.ref):
            raise NotPermitted("This screening is on hold, and nothing deletes it. Release it first.")
        if held := self._pairings.on_hold_with(row.ref):
            raise NotPermitted(_OTHER_ON_HOLD.format(held=", ".join(held)))
        if self.is_marked(row.ref):
            raise Refused("This screening is marked for deletion already.")
        if row.ref in self._at_hand:
            raise Busy("You have this screening open yourself. Nothing was decided. Leave it first, to Home.")
        if (other := self._presence.other(row.ref)) is not None:
            raise Busy(
                f"{desk.name_of(other.account)} has this screening open just now. Nothing was decided. Speak to them, "
                "or decide when they have left it.",
                60,
            )
        now = desk.around.clock().astimezone(UTC)
        until = (now + UNDO).isoformat(timespec="milliseconds")
        stand = Stand(
            ref=row.ref, kind="delete", by=desk.account.id, at=desk.now(), until=until, reason=reason
        )
        entry = desk.entry(
            "deletion", row, detail=f"marked, to be deleted from {say_moment(until)} on: {reason}"
        )
        desk.store.keeping.put(stand, [entry], lifts=("keep",))

    def is_marked(self, ref: str) -> bool:
        """Whether a screening that is open here is marked for deletion, so that it is not changed any more."""
        with self._desk.lock:
            return bool(self._desk.store.keeping.stands("delete", ref))

    # Legal hold

    def hold(self, ref: str, reason: str) -> None:
        """Put a screening on hold: nothing deletes it until it is released. Logged with the reason.

        One that was marked for deletion comes back, and so do those of the same child. Raises `NotFound`, `Refused`
        (no reason).
        """
        desk = self._desk
        with desk.lock:
            row = self._permission.to_decide(ref)
            given = needed_reason(reason, row.child)
            stand = Stand(ref=row.ref, kind="hold", by=desk.account.id, at=desk.now(), reason=given)
            log = [desk.entry("keeping", row, detail=f"on hold: {given}")]
            if self.is_marked(row.ref):
                log.append(desk.entry("deletion", row, detail="undone by the hold"))
            with desk.store.together():
                desk.store.keeping.put(stand, log, lifts=("delete",))
                for other in self._pairings.others(row.ref):
                    undone = desk.entry("deletion", ref=other, detail=f"undone by the hold of {row.ref}")
                    desk.store.keeping.lift(other, ("delete",), [undone])
            desk.anchor()

    def release(self, ref: str, reason: str) -> None:
        """End a hold; with it go kept PDFs of it that only the hold had kept (`quotes`). Logged with the reason.

        Raises `NotFound`, `Refused` (no reason, or it is not on hold).
        """
        desk = self._desk
        with desk.lock:
            row = self._permission.to_decide(ref)
            entry = desk.entry("keeping", row, detail=f"hold ended: {needed_reason(reason, row.child)}")
            with desk.store.together():
                if not desk.store.keeping.lift(row.ref, ("hold",), [entry]):
                    raise Refused("This screening is not on hold.")
                take_away_what_a_hold_kept(desk, row.ref)
            desk.anchor()

    def holds(self) -> list[OnHold]:
        """What is on hold, the last one first."""
        desk = self._desk
        with desk.lock:
            desk.require("see what is on hold", "lead")
            rows = {row.ref: row for row in desk.store.screenings.rows(None, marked=True)}
            stands = sorted(desk.store.keeping.stands("hold"), key=lambda stand: stand.at, reverse=True)
            return [
                OnHold(
                    ref=stand.ref,
                    state=rows[stand.ref].state,  # type: ignore[arg-type]  # the store keeps what it was given
                    owner=desk.name_of(rows[stand.ref].owner),
                    by=desk.name_of(stand.by),
                    at=stand.at,
                    reason=stand.reason,
                )
                for stand in stands
                if stand.ref in rows
            ]
