"""The casebook's keeping of screenings: the rules of retention, the review queue, legal holds, the lead's decisions.

The administrator sets the rules; they put a screening into the queue and do nothing else. The lead decides on each:
keep it until a day, hold it, or have it deleted, which happens a day later at the earliest (`deletion`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import LONDON, say_date, say_iso, say_moment
from ce_tui.core.vault import retention
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.casebook.reasons import logged_reason
from ce_tui.core.vault.errors import Busy, Damaged, NotFound, NotPermitted, Refused
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.vault.store.store import Row, Stand

What = Literal["keep until", "delete"]

UNDO = timedelta(hours=24)
"""How long at least a screening that is marked for deletion can come back."""

_RULES = "retention"  # the setting
_LONGEST_KEEP = 100  # years


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in the review queue. `owner` is a name; `since` the day (ISO date) from which it is due."""

    ref: str
    state: State
    owner: str
    why: str
    since: str


class OnHold(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that nothing deletes. `owner` and `by` are names; `at` is ISO 8601 in UTC."""

    ref: str
    state: State
    owner: str
    by: str
    at: str
    reason: str


class Keeping(Presence):
    """See the module. References are taken as they are typed; all but the rules take the lead."""

    # The rules

    def retention(self) -> Retention:
        """The rules in force: those set in the store, else the configuration's."""
        with self._lock:
            kept = self._store.setting(_RULES)
            if not kept:
                return self._around.retention
            try:
                return msgspec.json.decode(kept.encode(), type=Retention)
            except msgspec.MsgspecError:
                raise Damaged("The rules of retention in the store cannot be read. Set them again.") from None

    def sets_retention(self) -> bool:
        """Whether the rules in force were set in the store, and not by the configuration."""
        with self._lock:
            return bool(self._store.setting(_RULES))

    def set_retention(self, rules: Retention | None) -> None:
        """Set the rules in the store; None: follow the configuration again. Logged. Takes the administrator.

        Nothing is deleted by it. Raises `Refused` for a rule that cannot be followed.
        """
        with self._lock:
            self._require("set the rules of retention", "administrator")
            if rules is not None:
                retention.check(rules)
            kept = msgspec.json.encode(rules).decode() if rules is not None else ""
            said = (
                retention.say(rules)
                if rules is not None
                else f"as configured, {retention.say(self._around.retention)}"
            )
            self._store.change_settings({_RULES: kept}, [self._entry("rule", detail=f"retention: {said}")])

    # The queue

    def due(self) -> list[Due]:
        """What the rules put up for review today, the longest due first; held or marked ones are not in it."""
        with self._lock:
            self._require("see the review queue", "lead")
            rules = self.retention()
            if rules.drafts.keeps_for_ever and rules.completed.keeps_for_ever:
                return []
            stands = {(each.ref, each.kind): each for each in self._store.stands()}
            rows = [row for row in self._store.rows(None, ()) if (row.ref, "hold") not in stands]
            births, today = self._births(rules, rows), self._today()
            found = []
            for row in rows:
                kept = stands.get((row.ref, "keep"))
                found += self._due(rules, row, births.get(row.ref, ""), kept, today)
            return sorted(found, key=lambda each: (each.since, each.ref))

    def _births(self, rules: Retention, rows: Sequence[Row]) -> dict[str, str]:
        """The dates of birth that matter today: no more are looked up than have to be."""
        today = self._today()
        wanted = [
            row.ref
            for row in rows
            if retention.hangs_on_birth(rules.rule_of(row.state), _day(row.updated), today)
        ]
        return self._store.births(wanted) if wanted else {}

    def _due(self, rules: Retention, row: Row, birth: str, kept: Stand | None, today: date) -> list[Due]:
        rule = rules.rule_of(row.state)
        changed, born = _day(row.updated), _date(birth)
        since = retention.due_on(rule, changed, born)
        if since is None:
            return []
        why = retention.why(rule, row.state, changed, born)
        if kept is not None:
            since = max(since, _date(kept.until) or since)
            why = f"{why} Was to be kept until {say_iso(kept.until)}: {kept.reason}"
        if since > today:
            return []
        return [
            Due(
                ref=row.ref,
                state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
                owner=self._name_of(row.owner),
                why=why,
                since=since.isoformat(),
            )
        ]

    def decide(self, ref: str, what: What, reason: str, until: date | None = None) -> None:
        """Decide on a screening, due or not: "keep until" a day to come, or "delete". Logged with the reason.

        "delete" marks it: it leaves its owner's list at once, and is deleted a day later at the earliest. Raises
        `NotFound`, `Refused` (no reason, no such day), `NotPermitted` (on hold), `Busy` (someone has it open).
        """
        with self._lock:
            row = self._lead_on(ref)
            given = self._reason(row, reason)
            if what == "keep until":
                self._keep(row, given, until)
            else:
                self._mark(row, given)

    def _keep(self, row: Row, reason: str, until: date | None) -> None:
        today = self._today()
        if until is None or not today < until <= date(today.year + _LONGEST_KEEP, 1, 1):
            raise Refused("Say until which day it is to be kept: a day to come, at most 100 years away.")
        if self._store.stands("delete", row.ref):
            raise NotPermitted("This screening is marked for deletion. Undo that first.")
        stand = Stand(
            ref=row.ref,
            kind="keep",
            by=self.account.id,
            at=self._now(),
            until=until.isoformat(),
            reason=reason,
        )
        self._store.put_stand(
            stand, [self._entry("keeping", row, detail=f"keep until {say_date(until)}: {reason}")]
        )

    def _mark(self, row: Row, reason: str) -> None:
        if self._store.stands("hold", row.ref):
            raise NotPermitted("This screening is on hold, and nothing deletes it. Release it first.")
        if self._store.stands("delete", row.ref):
            raise Refused("This screening is marked for deletion already.")
        if row.ref in self._open:
            raise Busy("You have this screening open yourself. Nothing was decided. Leave it first, to Home.")
        if (pen := self._other_pen(row.ref)) is not None:
            raise Busy(
                f"{self._name_of(pen.account)} has this screening open just now. Nothing was decided. Speak to them, "
                "or decide when they have left it.",
                60,
            )
        now = self._around.clock().astimezone(UTC)
        until = (now + UNDO).isoformat(timespec="milliseconds")
        stand = Stand(
            ref=row.ref, kind="delete", by=self.account.id, at=self._now(), until=until, reason=reason
        )
        entry = self._entry(
            "deletion", row, detail=f"marked, to be deleted from {say_moment(until)} on: {reason}"
        )
        self._store.put_stand(stand, [entry], lifts=("keep",))

    def is_marked(self, ref: str) -> bool:
        """Whether a screening that is open here is marked for deletion, so that it is not changed any more."""
        with self._lock:
            return bool(self._store.stands("delete", ref))

    # Legal hold

    def hold(self, ref: str, reason: str) -> None:
        """Put a screening on hold: nothing deletes it until it is released. Logged with the reason.

        One that was marked for deletion comes back. Raises `NotFound`, `Refused` (no reason).
        """
        with self._lock:
            row = self._lead_on(ref)
            given = self._reason(row, reason)
            stand = Stand(ref=row.ref, kind="hold", by=self.account.id, at=self._now(), reason=given)
            log = [self._entry("keeping", row, detail=f"on hold: {given}")]
            if self._store.stands("delete", row.ref):
                log.append(self._entry("deletion", row, detail="undone by the hold"))
            self._store.put_stand(stand, log, lifts=("delete",))

    def release(self, ref: str, reason: str) -> None:
        """End a hold. Logged with the reason. Raises `NotFound`, `Refused` (no reason, or it is not on hold)."""
        with self._lock:
            row = self._lead_on(ref)
            entry = self._entry("keeping", row, detail=f"hold ended: {self._reason(row, reason)}")
            if not self._store.lift_stands(row.ref, ("hold",), [entry]):
                raise Refused("This screening is not on hold.")

    def holds(self) -> list[OnHold]:
        """What is on hold, the last one first."""
        with self._lock:
            self._require("see what is on hold", "lead")
            rows = {row.ref: row for row in self._store.rows(None, (), marked=True)}
            stands = sorted(self._store.stands("hold"), key=lambda stand: stand.at, reverse=True)
            return [
                OnHold(
                    ref=stand.ref,
                    state=rows[stand.ref].state,  # type: ignore[arg-type]
                    owner=self._name_of(rows[stand.ref].owner),
                    by=self._name_of(stand.by),
                    at=stand.at,
                    reason=stand.reason,
                )
                for stand in stands
                if stand.ref in rows
            ]

    # What they have in common

    def _lead_on(self, ref: str) -> Row:
        """The row of a screening that a lead decides on. Raises `NotPermitted`, `NotFound`."""
        self._require("decide what is kept", "lead")
        known = read_reference(ref)
        record = self._store.load(known) if known else None
        if record is None:
            raise NotFound
        return record.row

    def _reason(self, row: Row, reason: str) -> str:
        """A reason as it is logged. Raises `Refused` where there is none, or the child's name is in it."""
        given = logged_reason(reason, row.child)
        if not given:
            raise Refused("Say why: the reason is logged.")
        return given

    def _today(self) -> date:
        return self._around.clock().astimezone(LONDON).date()


def _day(moment: str) -> date:
    """The day of a moment of the store, which is UTC, in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
