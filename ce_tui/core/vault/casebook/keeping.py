"""Keeping screenings: the review queue, a lead's decisions, legal holds, deleting, and discarding empty drafts.

The administrator's rules of retention only put a screening into the queue. The lead decides on each: to keep it until
a day, to hold it, or to delete it. That comes a day later, at the first sign-in of a lead or administrator, hourly
while one is signed in, or by command: out of every table, then out of the file. The log keeps an entry. Kept PDFs that
quote it go too (`referrals`), copies elsewhere do not. Whoever began an empty draft by mistake may delete it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec

from ce_tui.core.pathway.answers.screening import Practitioner, Screening, State, is_empty
from ce_tui.core.pathway.dates import LONDON, say_date, say_iso, say_moment
from ce_tui.core.pathway.words import counted
from ce_tui.core.strict_json import NotJson, parse_as, write_json
from ce_tui.core.vault import retention_rules
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.pairings import of_one_child, on_hold_with, paired
from ce_tui.core.vault.casebook.permission import edit_lock, needed_reason, others_lock, to_decide
from ce_tui.core.vault.casebook.records import from_document
from ce_tui.core.vault.casebook.referrals import drop_quotes_after_hold, take_away_quotes
from ce_tui.core.vault.errors import Busy, Damaged, NotFound, NotPermitted, Refused, VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention, due_on, hangs_on_birth
from ce_tui.core.vault.store.records import DecisionKind, KeepingDecision, LockHeld, Record, Row

_RULES = "retention"  # the setting


class DueReview(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in the review queue. `owner` is a name; `since` the day (ISO date) from which it is due."""

    ref: str
    state: State
    owner: str
    why: str
    since: str


class Reviews(CasebookPart):
    """The rules of retention in force, and the screenings due for review by them."""

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
            retention_rules.check(rules)
            kept, said = write_json(rules), retention_rules.say(rules)
        else:
            kept, said = "", f"as configured, {retention_rules.say(desk.around.retention)}"
        desk.store.settings.change({_RULES: kept}, [desk.entry("rule", detail=f"retention: {said}")])

    def due(self) -> list[DueReview]:
        """The screenings that the rules put up for review today, the longest due first.

        Screenings on hold or marked for deletion are not in it. Takes the lead. Raises `Damaged`.
        """
        desk = self._desk
        desk.require("see the review queue", "lead")
        rules = self.rules()
        if rules.drafts.keeps_for_ever and rules.completed.keeps_for_ever:
            return []
        stands = {(each.ref, each.kind): each for each in desk.store.keeping.stands()}
        ruled = [
            (row, rules.rule_of(row.state))
            for row in desk.store.screenings.rows(None)
            if (row.ref, "hold") not in stands
        ]
        today = _day(desk.now())
        # No more dates of birth are looked up than matter today.
        wanted = [row.ref for row, rule in ruled if hangs_on_birth(rule, _day(row.updated), today)]
        births = desk.store.screenings.births(wanted) if wanted else {}
        found = []
        for row, rule in ruled:
            changed, born = _day(row.updated), _date(births.get(row.ref, ""))
            since = due_on(rule, changed, born)
            if since is None:
                continue
            why = retention_rules.why(rule, row.state, changed, born)
            if kept := stands.get((row.ref, "keep")):
                since = max(since, _date(kept.until) or since)
                why = f"{why} Was to be kept until {say_iso(kept.until)}: {kept.reason}"
            if since <= today:
                found.append(
                    DueReview(
                        ref=row.ref,
                        state=row.state,
                        owner=desk.name_of(row.owner),
                        why=why,
                        since=since.isoformat(),
                    )
                )
        return sorted(found, key=lambda each: (each.since, each.ref))


def _day(moment: str) -> date:
    """The day of a moment of the store, which is UTC, in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


_UNDO = timedelta(hours=24)  # how long at least a screening that is marked for deletion can come back


def _decision(desk: OpenStore, row: Row, kind: DecisionKind, reason: str, until: str = "") -> KeepingDecision:
    """A decision of this account, now."""
    return KeepingDecision(
        ref=row.ref, kind=kind, by=desk.account.id, at=desk.now(), until=until, reason=reason
    )


class LeadDecision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A screening on hold, or marked for deletion. `owner` and `by` are names; times are ISO 8601 in UTC.

    `purge_at`: of a marked one the moment from which it is deleted; until it is, `undo` brings it back.
    """

    ref: str
    state: State
    owner: str
    by: str
    at: str
    purge_at: str = ""
    reason: str


def _standing(desk: OpenStore, kind: DecisionKind) -> Iterator[LeadDecision]:
    """The decisions of a kind that stand; a practitioner's are on their own screenings, without the reason."""
    rows = {row.ref: row for row in desk.store.screenings.rows(None, marked=True)}
    all_of_them = desk.has_role("lead", "administrator")
    for each in desk.store.keeping.stands(kind):
        row = rows.get(each.ref)
        if row is not None and (all_of_them or desk.owns(row)):
            yield LeadDecision(
                ref=each.ref,
                state=row.state,
                owner=desk.name_of(row.owner),
                by=desk.name_of(each.by),
                at=each.at,
                purge_at=each.until,
                reason=each.reason if all_of_them else "",
            )


class RecordKeeping(CasebookPart):
    """A lead's decisions on screenings. References are taken as they are typed; all of it takes the lead."""

    def look(self, ref: str) -> None:
        """Raise `NotFound` if there is no such screening to decide on. Changes and logs nothing."""
        to_decide(self._desk, ref)

    def keep_until(self, ref: str, until: date, reason: str) -> None:
        """Keep a screening, due or not, until a day to come. Logged with the reason.

        Raises `NotFound`, `Refused` (no reason, no such day), `NotPermitted` (marked for deletion).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        given = needed_reason(reason, row.child)
        today = _day(desk.now())
        if not today < until <= date(today.year + 100, 1, 1):
            raise Refused("Say until which day it is to be kept: a day to come, at most 100 years away.")
        if self.is_marked(row.ref):
            raise NotPermitted("This screening is marked for deletion. Undo that first.")
        log = [desk.entry("keeping", row, detail=f"keep until {say_date(until)}: {given}")]
        desk.store.keeping.put(_decision(desk, row, "keep", given, until.isoformat()), log)

    def mark(self, ref: str, reason: str) -> None:
        """Mark a screening, due or not, for deletion. Logged with the reason.

        It leaves its owner's list at once, and is deleted a day later at the earliest. Raises `NotFound`, `Refused` (no
        reason, marked already), `NotPermitted` (on hold, or another of the same child is), `Busy` (someone has it
        open).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        given = needed_reason(reason, row.child)
        with desk.store.together():
            if desk.store.keeping.stands("hold", row.ref):
                raise NotPermitted("This screening is on hold, and nothing deletes it. Release it first.")
            if held := on_hold_with(desk, row.ref):
                raise NotPermitted(
                    f"{', '.join(held)}, of the same child, is on hold, so this screening is not deleted either. "
                    "Release that hold first. Nothing was changed."
                )
            if self.is_marked(row.ref):
                raise Refused("This screening is marked for deletion already.")
            if row.ref in desk.opened:
                raise Busy(
                    "You have this screening open yourself. Nothing was decided. Leave it first, to Home."
                )
            if (other := others_lock(desk, row.ref)) is not None:
                raise Busy(
                    f"{desk.name_of(other.account)} has this screening open just now. Nothing was decided. Speak to "
                    "them, or decide when they have left it.",
                    60,
                )
            until = (desk.around.clock().astimezone(UTC) + _UNDO).isoformat(timespec="milliseconds")
            detail = f"marked, to be deleted from {say_moment(until)} on: {given}"
            log = [desk.entry("deletion", row, detail=detail)]
            desk.store.keeping.put(_decision(desk, row, "delete", given, until), log, lifts=("keep",))

    def is_marked(self, ref: str) -> bool:
        """Whether a screening is marked for deletion, and so not changed any more."""
        return bool(self._desk.store.keeping.stands("delete", ref))

    def hold(self, ref: str, reason: str) -> None:
        """Put a screening on hold: nothing deletes it until it is released. Logged with the reason.

        A screening that was marked for deletion comes back, and so do marked ones of the same child. Raises `NotFound`,
        `Refused` (no reason).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        given = needed_reason(reason, row.child)
        log = [desk.entry("keeping", row, detail=f"on hold: {given}")]
        if self.is_marked(row.ref):
            log.append(desk.entry("deletion", row, detail="undone by the hold"))
        with desk.store.together():
            desk.store.keeping.put(_decision(desk, row, "hold", given), log, lifts=("delete",))
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
            drop_quotes_after_hold(desk, row.ref)
        desk.anchor()

    def holds(self) -> list[LeadDecision]:
        """The screenings on hold, the last one first. Takes the lead."""
        self._desk.require("see what is on hold", "lead")
        return sorted(_standing(self._desk, "hold"), key=lambda each: each.at, reverse=True)


class Deleted(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that was deleted, or an empty draft that its owner discarded (`detail`).

    `by`: in whose session it happened; the decision stands in the log before it.
    """

    ref: str
    at: str
    by: str
    detail: str


class DeletionQueue(CasebookPart):
    """Screenings that are marked for deletion, and deleting them. `purged`: the references of this session's."""

    purged: list[str] = msgspec.field(default_factory=list)

    def marked(self) -> list[LeadDecision]:
        """The screenings that are marked for deletion, the next one first.

        A practitioner sees their own, without the reason.
        """
        self._desk.refuse_shut_out("see what is marked for deletion")
        return sorted(_standing(self._desk, "delete"), key=lambda each: each.purge_at)

    def marked_words(self) -> str:
        """The words for an owner whose screenings are marked for deletion; empty if none is."""
        mine = [each for each in self.marked() if each.owner == self._desk.account.name]
        if not mine:
            return ""
        first, refs = mine[0], ", ".join(each.ref for each in mine)
        what = f"{len(mine)} of your screenings were marked for deletion ({refs}), the first by {first.by}, and are"
        if len(mine) == 1:
            what = f"{first.ref} was marked for deletion by {first.by} and is"
        return f"{what} deleted from {say_moment(first.purge_at)} on. A lead can undo it until then."

    def undo(self, ref: str, reason: str = "") -> None:
        """Take back a decision to delete: the screening is as it was. Logged. Takes the lead.

        Raises `NotFound` (unknown, or deleted by now), `Refused` (it is not marked).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        why = f": {needed_reason(reason, row.child)}" if reason.strip() else ""
        log = [desk.entry("deletion", row, detail=f"undone{why}")]
        if not desk.store.keeping.lift(row.ref, ("delete",), log):
            raise Refused("This screening is not marked for deletion.")

    def purge_due(self) -> list[str]:
        """Delete what was marked a day ago or longer. Returns the references. Takes the lead or the administrator.

        A screening waits that someone has open, that is on hold, or that is of one child with one on hold. Raises
        `StoreFull`, `ReadOnly`, …: what was not deleted then is deleted the next time, and so are its traces in the
        file.
        """
        desk = self._desk
        desk.require("delete screenings", "lead", "administrator")
        gone = [stand.ref for stand in desk.store.keeping.stands("delete") if self._purge(stand)]
        self.purged += gone
        if not desk.store.upkeep.sweep():
            desk.alerts.append(
                "Deleted screenings have left the database, but its file could not be swept of their last traces "
                "yet: others were reading, or it is too large for the memory of one session. That is done by "
                "itself within the hour, or with 'ce-tui store purge'."
            )
        if gone:
            desk.anchor()
        return gone

    def _purge(self, stand: KeepingDecision) -> bool:
        desk, now = self._desk, self._desk.now()
        if stand.until > now or others_lock(desk, stand.ref) is not None:
            return False
        record = desk.store.screenings.load(stand.ref)
        if record is None:
            return False
        with desk.store.together():
            if on_hold_with(desk, stand.ref):
                return False
            entry = desk.entry("deletion", record.row, detail=f"deleted; marked on {say_moment(stand.at)}")
            if not desk.store.keeping.delete(stand.ref, now, [entry]):
                return False
            take_away_quotes(desk, stand.ref)
        desk.opened.pop(stand.ref, None)
        return True

    def deleted(self) -> list[Deleted]:
        """The deleted screenings, the last one first, from the log. Takes the lead or the administrator."""
        desk = self._desk
        desk.require("see what was deleted", "lead", "administrator")
        entries = [each.entry for each in desk.store.log.find(kinds=("deletion",))]
        return [
            Deleted(ref=each.ref, at=each.at, by=desk.name_of(each.actor), detail=each.detail)
            for each in reversed(entries)
            if each.detail.startswith("deleted")
        ]

    def keep_house(self) -> None:
        """Delete what is due, at the sign-in of a lead or administrator and hourly.

        Says so in `alerts`. Never raises: nobody is kept out by it.
        """
        desk = self._desk
        if desk.store.read_only or not desk.has_role("lead", "administrator"):
            return
        try:
            gone = self.purge_due()
        except VaultError as error:
            desk.alerts.append(f"Screenings that are marked for deletion are not deleted yet. {error.words}")
            return
        if gone:
            was = "was" if len(gone) == 1 else "were"
            desk.alerts.append(
                f"{counted(len(gone), 'screening')} that a lead had marked for deletion {was} deleted: "
                f"{', '.join(gone)}."
            )


DISCARDED = "deleted; an empty draft, discarded by its owner"
_ON_HOLD = "{ref} is on hold, and nothing deletes it. Ask a lead."
_OPEN_ELSEWHERE = (
    "{ref} is open elsewhere just now ({who}). Nothing was discarded. Try again when it was left there."
)


class DraftDiscarding(CasebookPart):
    """Throwing away an empty draft of one's own. References are taken as they are typed."""

    def look(self, ref: str, *prefilled: Practitioner) -> Screening:
        """The empty draft of a reference, with the version that `discard` expects. Changes and logs nothing.

        `prefilled`: the practitioner's own details as a draft got them when it was begun. Raises `NotFound` (also for
        another's that no lead's list shows), `NotPermitted` (another's, not empty, completed before, has left the
        store, on hold), `ToBeDeleted`, `Busy`.
        """
        return self._empty(self._record(ref), *prefilled)

    def discard(self, ref: str, version: int, *prefilled: Practitioner) -> None:
        """Throw away an empty draft that still has this version. Logged. Raises what `look` raises, `StoreFull`, …."""
        desk, store = self._desk, self._desk.store
        desk.require("discard an empty draft", "practitioner")
        known = self._record(ref).row.ref
        try:
            with store.together():  # nobody changes it between the look and the end
                record = self._record(ref)
                row, now = record.row, desk.now()
                if row.version != version:
                    raise Busy(
                        f"{row.ref} was changed elsewhere in the meantime. Nothing was discarded. Open it to see what "
                        "is in it now."
                    )
                self._empty(record, *prefilled)
                store.presence.take(edit_lock(desk, row.ref, changed=False), [], desk.sessions.alive)
                store.keeping.put(_decision(desk, row, "delete", reason="", until=now), [])
                opened = desk.opened.get(row.ref)
                log = desk.spell_ended(opened) if opened else []
                log.append(desk.entry("deletion", row, detail=DISCARDED))
                if not store.keeping.delete(row.ref, now, log):
                    raise NotPermitted(_ON_HOLD.format(ref=row.ref))
        except LockHeld as held:
            who = desk.name_of(held.edit_lock.account)
            raise Busy(_OPEN_ELSEWHERE.format(ref=known, who=who), 60) from None
        desk.opened.pop(known, None)
        desk.anchor()

    def _record(self, ref: str) -> Record:
        """One's own screening. Raises `NotFound`; `NotPermitted` if a lead's list shows it as another's."""
        desk = self._desk
        record = desk.store.screenings.load(read_reference(ref) or "")
        if record is not None and desk.owns(record.row):
            return record
        if record is None or not desk.has_role("lead"):
            raise NotFound
        raise NotPermitted(
            f"{record.row.ref} is {desk.name_of(record.row.owner)}'s. Only whoever a draft belongs to discards it, "
            "while it is empty."
        )

    def _empty(self, record: Record, *prefilled: Practitioner) -> Screening:
        """The screening of the record, if it is an empty draft that may be discarded. Raises what `look` raises."""
        desk, store = self._desk, self._desk.store
        row, screening = record.row, from_document(record.document)
        beside = filter(None, map(store.screenings.load, paired(desk).by_practitioner(row)))
        came_along = [from_document(each.document).answers.child for each in beside]
        empty = is_empty(screening, *prefilled, came_along=came_along)
        if not empty or row.state != "draft" or store.kept.revisions(row.ref):
            raise NotPermitted(
                f"{row.ref} is not empty, so it is not discarded: something in it was marked, typed or answered, or it "
                "was completed. Only a lead decides that such a screening is deleted."
            )
        if store.log.find(ref=row.ref, kinds=("export", "print", "phone"), last=1):
            raise NotPermitted(
                f"{row.ref} was exported, printed or read on the phone, so it is not discarded: it is on record that "
                "it was."
            )
        if store.keeping.stands("hold", row.ref) or on_hold_with(desk, row.ref):
            raise NotPermitted(_ON_HOLD.format(ref=row.ref))
        desk.refuse_marked(row.ref)
        if (other := others_lock(desk, row.ref)) is not None:
            raise Busy(_OPEN_ELSEWHERE.format(ref=row.ref, who=desk.name_of(other.account)), 60)
        return msgspec.structs.replace(screening, ref=row.ref, version=row.version)
