"""The casebook's view of who has which screening open: one person at a time changes it, others may read it.

A screening's edit lock is taken when it is opened, and let go of when it is left. It counts only while the session
that has it runs (`sessions`), so a killed one holds nobody up. It can be taken over when nothing was changed for a
while. What keeps anybody's words from being overwritten is not the edit lock but the version that each save expects.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Busy, TakenOver
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import EditLock, Held, Row
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


class Presence:
    """Who has a screening open, and this session's own edit locks. `take_over_after` is in seconds and may be set."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.take_over_after = TAKE_OVER_AFTER

    def holder(self, ref: str) -> Holder | None:
        """Who has a screening open to change it, beside this session. None: nobody, or it is not ours to know."""
        with self._desk.lock:
            other = self.other(ref)
            if other is None or (row := self._row_to_see(other.ref)) is None:
                return None
            return self._holder(other, row)

    # For the other parts, which hold the desk's lock

    def is_mine(self, ref: str) -> bool:
        """Whether this session has the edit lock of a screening."""
        found = self._desk.store.presence.get(ref)
        return found is not None and found.session == self._desk.sessions.id

    def mine(self, ref: str, *, changed: bool) -> EditLock:
        """This session's edit lock on a screening, to be taken; `changed`: with a change, just now."""
        now = self._desk.now()
        session, account = self._desk.sessions.id, self._desk.account.id
        return EditLock(ref, session, account, now, now if changed else "", since_start())

    def other(self, ref: str) -> EditLock | None:
        """The edit lock that another live session has on a screening."""
        known = read_reference(ref)
        found = self._desk.store.presence.get(known) if known else None
        return found if found is not None and self._is_other(found) else None

    def taking(self, act: Callable[[EditLock | None], None], over: EditLock | None = None) -> None:
        """Do what takes an edit lock, from a session that is over too. Raises `TakenOver` where a live one has it.

        `act` is given the edit lock to take it from, and raises `Held` where another session has it by now.
        """
        for _ in range(_TRIES):
            try:
                return act(over)
            except Held as held:
                if self._is_other(held.edit_lock):
                    name = self._desk.name_of(held.edit_lock.account)
                    raise TakenOver(name, held.edit_lock.since) from None
                over = held.edit_lock
        raise Busy("Others are opening this screening just now. Try again in a moment.", 1)

    def refuse_early(self, other: EditLock, row: Row) -> None:
        """Raise `Busy` where it is too early to take a screening over from another session."""
        holder = self._holder(other, row)
        if holder.wait > 0:
            raise Busy(
                f"{holder.name} is at work on this screening. It can be taken over when nothing was changed in it for "
                f"{say_wait(self.take_over_after)}: in {say_wait(holder.wait)} at the earliest. You may read it "
                "meanwhile.",
                holder.wait,
            )

    def _row_to_see(self, ref: str) -> Row | None:
        """The row of a screening that this account may open, with a reason if need be."""
        record = self._desk.store.screenings.load(ref)
        if record is None:
            return None
        mine = record.row.owner == self._desk.account.id
        return record.row if mine or self._desk.has_role("lead") else None

    def _is_other(self, edit_lock: EditLock) -> bool:
        sessions = self._desk.sessions
        return edit_lock.session != sessions.id and sessions.alive(edit_lock.session)

    def _holder(self, edit_lock: EditLock, row: Row) -> Holder:
        own = self._desk.account.id
        mine = edit_lock.account == own
        idle = max(since_start() - edit_lock.at, 0.0)
        # One's own, elsewhere, and one's own screening that somebody else only reads, wait for nobody.
        at_once = mine or (row.owner == own and not edit_lock.changed)
        return Holder(
            name=self._desk.name_of(edit_lock.account),
            mine=mine,
            since=edit_lock.since,
            changed=edit_lock.changed,
            idle=idle,
            wait=0.0 if at_once else max(self.take_over_after - idle, 0.0),
        )
