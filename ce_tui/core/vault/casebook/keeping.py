"""Keeping screenings: the rules of retention, the review queue that they fill, a lead's decisions and legal holds.

The administrator sets the rules; they put a screening into the queue and do nothing else. The lead decides on each: to
keep it until a day, to hold it, or to have it deleted, which happens a day later at the earliest (`deleting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import LONDON, say_date, say_iso, say_moment
from ce_tui.core.strict_json import NotJson, parse_as, write_json
from ce_tui.core.vault import retention
from ce_tui.core.vault.casebook.desk import CasebookPart
from ce_tui.core.vault.casebook.pairings import of_one_child, on_hold_with
from ce_tui.core.vault.casebook.permission import needed_reason, others_lock, to_decide
from ce_tui.core.vault.casebook.referrals import take_away_what_a_hold_kept
from ce_tui.core.vault.errors import Busy, Damaged, NotPermitted, Refused
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.vault.store.records import Row, Stand

_RULES = "retention"  # the setting


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in the review queue. `owner` is a name; `since` the day (ISO date) from which it is due."""

    ref: str
    state: State
    owner: str
    why: str
    since: str


class Reviews(CasebookPart):
    """The rules in force, and what is due by them."""

    def rules(self) -> Retention:
        """The rules in force: those set in the store, else the configuration's. Raises `Damaged`."""
        kept = self._desk.store.settings.get(_RULES)
        if not kept:
            return self._desk.around.retention
        try:
            return parse_as(kept, Retention)
        except NotJson:
            raise Damaged("The rules of retention in the store cannot be read. Set them again.") from None

    def sets_rules(self) -> bool:
        """Whether the rules in force were set in the store, and not by the configuration."""
        return bool(self._desk.store.settings.get(_RULES))

    def set_rules(self, rules: Retention | None) -> None:
        """Set the rules in the store; None: follow the configuration again. Logged. Takes the administrator.

        Nothing is deleted by it. Raises `Refused` for a rule that cannot be followed.
        """
        desk = self._desk
        desk.require("set the rules of retention", "administrator")
        if rules is not None:
            retention.check(rules)
            kept, said = write_json(rules), retention.say(rules)
        else:
            kept, said = "", f"as configured, {retention.say(desk.around.retention)}"
        desk.store.settings.change({_RULES: kept}, [desk.entry("rule", detail=f"retention: {said}")])

    def due(self) -> list[Due]:
        """What the rules put up for review today, the longest due first; held or marked ones are not in it.

        Takes the lead. Raises `Damaged`.
        """
        desk = self._desk
        desk.require("see the review queue", "lead")
        rules = self.rules()
        if rules.drafts.keeps_for_ever and rules.completed.keeps_for_ever:
            return []
        stands = {(each.ref, each.kind): each for each in desk.store.keeping.stands()}
        rows = [row for row in desk.store.screenings.rows(None) if (row.ref, "hold") not in stands]
        today = desk.around.clock().astimezone(LONDON).date()
        births = self._births(rules, rows, today)
        found = [
            self._judged(
                rules.rule_of(row.state), row, births.get(row.ref, ""), stands.get((row.ref, "keep"))
            )
            for row in rows
        ]
        due = [each for each in found if each is not None and each.since <= today.isoformat()]
        return sorted(due, key=lambda each: (each.since, each.ref))

    def _births(self, rules: Retention, rows: Sequence[Row], today: date) -> dict[str, str]:
        """The dates of birth that matter today: no more are looked up than have to be."""
        wanted = [
            row.ref
            for row in rows
            if retention.hangs_on_birth(rules.rule_of(row.state), _day(row.updated), today)
        ]
        return self._desk.store.screenings.births(wanted) if wanted else {}

    def _judged(self, rule: Rule, row: Row, birth: str, kept: Stand | None) -> Due | None:
        """A screening as it stands in the queue from some day on; None: it never does. `kept`: until when it waits."""
        changed, born = _day(row.updated), _date(birth)
        since = retention.due_on(rule, changed, born)
        if since is None:
            return None
        why = retention.why(rule, row.state, changed, born)
        if kept is not None:
            since = max(since, _date(kept.until) or since)
            why = f"{why} Was to be kept until {say_iso(kept.until)}: {kept.reason}"
        return Due(
            ref=row.ref,
            state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
            owner=self._desk.name_of(row.owner),
            why=why,
            since=since.isoformat(),
        )


def _day(moment: str) -> date:
    """The day of a moment of the store, which is UTC, in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


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


class RecordKeeping(CasebookPart):
    """What a lead decides on a screening. References are taken as they are typed; it takes the lead."""

    def look(self, ref: str) -> None:
        """Whether there is one to decide on. Changes and logs nothing. Raises `NotFound`."""
        to_decide(self._desk, ref)

    def decide(self, ref: str, what: What, reason: str, until: date | None = None) -> None:
        """Decide on a screening, due or not: "keep until" a day to come, or "delete". Logged with the reason.

        "delete" marks it: it leaves its owner's list at once, and is deleted a day later at the earliest. Raises
        `NotFound`, `Refused` (no reason, no such day), `NotPermitted` (on hold, or another of the same child is),
        `Busy` (someone has it open).
        """
        row = to_decide(self._desk, ref)
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
        if held := on_hold_with(desk, row.ref):
            raise NotPermitted(_OTHER_ON_HOLD.format(held=", ".join(held)))
        if self.is_marked(row.ref):
            raise Refused("This screening is marked for deletion already.")
        if row.ref in desk.opened:
            raise Busy("You have this screening open yourself. Nothing was decided. Leave it first, to Home.")
        if (other := others_lock(desk, row.ref)) is not None:
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
        """Whether a screening is marked for deletion. Then it is not changed any more."""
        return bool(self._desk.store.keeping.stands("delete", ref))

    # Legal hold

    def hold(self, ref: str, reason: str) -> None:
        """Put a screening on hold: nothing deletes it until it is released. Logged with the reason.

        One that was marked for deletion comes back, and so do those of the same child. Raises `NotFound`, `Refused`
        (no reason).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        given = needed_reason(reason, row.child)
        stand = Stand(ref=row.ref, kind="hold", by=desk.account.id, at=desk.now(), reason=given)
        log = [desk.entry("keeping", row, detail=f"on hold: {given}")]
        if self.is_marked(row.ref):
            log.append(desk.entry("deletion", row, detail="undone by the hold"))
        with desk.store.together():
            desk.store.keeping.put(stand, log, lifts=("delete",))
            for other in of_one_child(desk, row.ref):
                undone = desk.entry("deletion", ref=other, detail=f"undone by the hold of {row.ref}")
                desk.store.keeping.lift(other, ("delete",), [undone])
        desk.anchor()

    def release(self, ref: str, reason: str) -> None:
        """End a hold; with it go kept PDFs of it that only the hold had kept (`referrals`). Logged with the reason.

        Raises `NotFound`, `Refused` (no reason, or it is not on hold).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        entry = desk.entry("keeping", row, detail=f"hold ended: {needed_reason(reason, row.child)}")
        with desk.store.together():
            if not desk.store.keeping.lift(row.ref, ("hold",), [entry]):
                raise Refused("This screening is not on hold.")
            take_away_what_a_hold_kept(desk, row.ref)
        desk.anchor()

    def holds(self) -> list[OnHold]:
        """What is on hold, the last one first."""
        desk = self._desk
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
