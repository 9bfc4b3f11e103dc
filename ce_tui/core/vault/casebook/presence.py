"""The casebook's view of who has which screening open: one person at a time changes it, others may read it.

A screening's pen is taken when it is opened, and laid down when it is left. It counts only while the session that has
it runs (`sessions`), so a killed one holds nobody up. It can be taken over when nothing was changed for a while. What
keeps anybody's words from being overwritten is not the pen but the version that each save expects.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Busy, TakenOver
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.store import Held, Pen, Row
from ce_tui.core.words.counting import say_wait

TAKE_OVER_AFTER = 120.0
"""Seconds without a change after which a screening can be taken over from someone else."""

_TRIES = 5


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a screening open to change it, elsewhere.

    `mine`: this account itself, on another terminal. `since` and `changed` (its last change there, or empty) are ISO
    8601 in UTC; `idle` is how long nothing was changed, in seconds; `wait`: until it can be taken over, 0: now.
    """

    name: str
    mine: bool
    since: str
    changed: str
    idle: float
    wait: float


class Presence(Desk):
    """See the module. `take_over_after` is in seconds and may be set."""

    take_over_after: float = TAKE_OVER_AFTER

    def holder(self, ref: str) -> Holder | None:
        """Who has a screening open to change it, beside this session. None: nobody, or it is not ours to know."""
        with self._lock:
            pen = self._other_pen(ref)
            if pen is None or (row := self._row_to_see(pen.ref)) is None:
                return None
            return self._holder(pen, row)

    def has_pen(self, ref: str) -> bool:
        """Whether this session may change the screening that it has open, as far as others are concerned."""
        with self._lock:
            pen = self._store.pen(ref)
            return pen is not None and pen.session == self.session_id

    def _row_to_see(self, ref: str) -> Row | None:
        """The row of a screening that this account may open, with a reason if need be."""
        record = self._store.load(ref)
        if record is None or not (record.row.owner == self.account.id or self.has_role("lead")):
            return None
        return record.row

    def _other_pen(self, ref: str) -> Pen | None:
        known = read_reference(ref)
        pen = self._store.pen(known) if known else None
        return pen if pen is not None and self._is_other(pen) else None

    def _is_other(self, pen: Pen) -> bool:
        return pen.session != self.session_id and self._sessions.alive(pen.session)

    def _holder(self, pen: Pen, row: Row) -> Holder:
        mine = pen.account == self.account.id
        idle = max(since_start() - pen.at, 0.0)
        # One's own, elsewhere, and one's own screening that somebody else only reads, wait for nobody.
        at_once = mine or (row.owner == self.account.id and not pen.changed)
        return Holder(
            name=self._name_of(pen.account),
            mine=mine,
            since=pen.since,
            changed=pen.changed,
            idle=idle,
            wait=0.0 if at_once else max(self.take_over_after - idle, 0.0),
        )

    def _my_pen(self, ref: str, *, changed: bool) -> Pen:
        now = self._now()
        return Pen(ref, self.session_id, self.account.id, now, now if changed else "", since_start())

    def _with_pen(self, act: Callable[[Pen | None], None], over: Pen | None = None) -> None:
        """Do what takes the pen, from a session that is over too. Raises `TakenOver` where a live one has it."""
        for _ in range(_TRIES):
            try:
                return act(over)
            except Held as held:
                if self._is_other(held.pen):
                    raise TakenOver(self._name_of(held.pen.account), held.pen.since) from None
                over = held.pen
        raise Busy("Others are opening this screening just now. Try again in a moment.", 1)

    def _refuse_early(self, holder: Holder) -> None:
        if holder.wait > 0:
            raise Busy(
                f"{holder.name} is at work on this screening. It can be taken over when nothing was changed in it for "
                f"{say_wait(self.take_over_after)}: in {say_wait(holder.wait)} at the earliest. You may read it "
                "meanwhile.",
                holder.wait,
            )
