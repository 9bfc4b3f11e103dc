"""The casebook's follow-up: what is due about the screenings that this account may see (rule 17 of the design).

The casebook's actions: what was done about a screening, recorded once and for all (rule 17 of the design).

An action makes no version of the screening: whoever has it open to change it goes on, and two who record something at
once both do. The log says of it its kind and time alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache

import msgspec

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.due import Case, FollowUp, Urgency, due_at, due_of, hour_of
from ce_tui.core.pathway.actions.ending import Ender, ending_faults, may_end
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.followed import as_kept, followed
from ce_tui.core.pathway.actions.reading import dump_kept, read_kept
from ce_tui.core.pathway.actions.rules import cleaned, faults_of
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.stood_then import stood_then
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.strict_json import NotJson
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.index import Index, Summary
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.records import from_document, remembered, stood_by_row
from ce_tui.core.vault.errors import Damaged, ReadOnly, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import KeptAction, Row


class ToFollowUp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening with what is due about it, at once first, and how grave it stands."""

    summary: Summary
    due: tuple[FollowUp, ...]
    stood: Stood

    @property
    def first(self) -> FollowUp:
        """What is due first."""
        return self.due[0]

    @property
    def urgency(self) -> Urgency:
        """Of what is the most urgent about it."""
        return min(each.urgency for each in self.due)

    @property
    def is_passed_on(self) -> bool:
        """Whether it waits for a lead to take it on."""
        return self.summary.followed.settled == "passed on"


class FollowUps:
    """What is due, of what the list says; nothing is opened for it."""

    def __init__(self, desk: Desk, permission: Permission, index: Index) -> None:
        self._desk = desk
        self._permission = permission
        self._index = index

    @property
    def rules(self) -> FollowUpRules:
        """By when what is due: the deployment's."""
        return self._desk.around.follow_up

    def now(self, at: datetime | None = None) -> list[ToFollowUp]:
        """Every screening in the list about which something is due, or soon will be, in the order of danger.

        `at` is aware; without it: now.

        Raises what `Index.all` does.
        """
        return self.among(self._index.all(), at)

    def among(self, found: Iterable[Summary], at: datetime | None = None) -> list[ToFollowUp]:
        """The same of screenings that were listed."""
        with self._desk.lock:
            hour, rules = hour_of(at or self._desk.around.clock()), self.rules
            areas = self._desk.around.rules  # of few, and asked for many screenings
            has_form, tells_police = cache(areas.has_form), cache(areas.tells_police)
            due_about = []
            for each in found:
                case = _case(each, has_form, tells_police)
                if due := due_at(case, rules, hour):
                    due_about.append(ToFollowUp(summary=each, due=tuple(due), stood=case.stood))
            return sorted(due_about, key=lambda each: (each.stood.gravity, each.urgency))

    def of(self, summary: Summary, at: datetime | None = None) -> list[FollowUp]:
        """What is due about one that was listed."""
        with self._desk.lock:
            return due_of(self.about(summary), self.rules, at or self._desk.around.clock())

    def of_opened(self, ref: str) -> list[FollowUp]:
        """What is due about one that is open here, or one's own. Raises what `Permission.to_open` does."""
        with self._desk.lock:
            return self.of(self.opened(ref))

    def opened(self, ref: str) -> Summary:
        """How the list has one that is open here, or one's own. Raises what `Permission.to_open` does."""
        with self._desk.lock:
            return self._index.summary_of(self._permission.to_open(ref).row)

    def settled(self, ref: str) -> str:
        """Whether it was "ended", "passed on" or "taken on"; "" where none. Raises what `of_opened` does."""
        return self.opened(ref).followed.settled

    def is_unanswered(self, ref: str) -> bool:
        """Whether somebody did not answer, and no service has since. Raises what `of_opened` does."""
        return any(each.in_vain and not each.others_know for each in self.opened(ref).followed.open)

    def leads(self) -> frozenset[str]:
        """The ids of the accounts that are leads and have a way in."""
        return frozenset(
            slot.account
            for slot in self._desk.slots.read().slots
            if slot.kind == "account" and slot.state == "active" and "lead" in slot.roles
        )

    def ender(self, owner: str) -> Ender:
        """What this account may say of the follow-up of an account's screening. `owner` is an id."""
        mine = self._desk.account.id
        return Ender(
            is_own=owner == mine,
            is_lead=self._desk.has_role("lead"),
            other_leads=bool(self.leads() - {mine}),
        )

    def faults_of_ending(self, row: Row, action: Action) -> list[Fault]:
        """What keeps this account from ending it, passing it on or taking it on; empty: nothing."""
        summary = self._index.summary_of(row)
        return ending_faults(action, self.about(summary), self.of(summary), self.ender(row.owner))

    def may_be_ended(self, ref: str) -> bool:
        """Whether this account may say that nothing more is to be done about one. Raises what `of_opened` does."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            summary = self._index.summary_of(row)
            return may_end(self.about(summary), self.of(summary), self.ender(row.owner))

    def about(self, summary: Summary) -> Case:
        """A screening as due dates need it."""
        rules = self._desk.around.rules
        return _case(summary, rules.has_form, rules.tells_police)


def _case(
    summary: Summary, has_form: Callable[[str, str], bool], tells_police: Callable[[str], bool]
) -> Case:
    """The same; `has_form`: whether an area has a form of its own for a tier; `tells_police`: the police, on red."""
    now, followed = summary.stood, summary.followed
    form_comes = bool(followed.spoken_at) and not followed.sent
    return Case(
        stood=now,
        screened_on=summary.screened_on,
        since=summary.created,
        completed=summary.state == "completed",
        followed=followed,
        has_form=form_comes and has_form(summary.locality, now.acting_on),
        tells_police=now.acting_on == "red" and tells_police(summary.locality),
        from_before=summary.from_before,
        screened_again=summary.screened_again,
    )


UNREADABLE = "What was done about {ref} cannot be read by this version of the app. Nothing was changed."


class Actions:
    """What was done, and recording it."""

    def __init__(self, desk: Desk, permission: Permission, follow_ups: FollowUps) -> None:
        self._desk = desk
        self._permission = permission
        self._follow_ups = follow_ups

    def of(self, ref: str, reason: str = "") -> list[Recorded]:
        """Everything that was recorded of a screening that this account may open, in that order.

        Logged, with the reason, where it is another's and not open here. Raises `NotFound`, `ReasonNeeded`,
        `RightEnded`, `ToBeDeleted`, `Damaged`.
        """
        desk = self._desk
        with desk.lock:
            row = self._permission.to_open(ref, reason).row
            found = recorded_of(desk, row.ref)
            if seen := self._permission.seen(row, reason):
                desk.store.log.add(seen)
                desk.anchor()
            return found

    def record(self, ref: str, action: Action, reason: str = "") -> Recorded:
        """Record something that was done; what was recorded before stays as it is. Logged, by its kind and time.

        `reason`: why, where it is another's and not open here; it is logged too. Raises `InputInvalid` with every
        fault, `ReadOnly`, what `of` raises, `StoreFull`, `Busy`: nothing is recorded then.
        """
        desk = self._desk
        with desk.lock:
            if desk.store.read_only:
                raise ReadOnly
            with self._permission.to_open_together(ref, reason) as row:
                if desk.store.keeping.stands("delete", row.ref):
                    raise ToBeDeleted
                before = recorded_of(desk, row.ref)
                action = cleaned(action)
                known = {each.id for each in before}
                faults = faults_of(action, local_now(desk.around.clock), known)
                if faults := [*faults, *self._of_ending(row, action)]:
                    raise InputInvalid(faults)
                recorded = self._keep(row, before, action, self._permission.seen(row, reason))
            if row.owner != desk.account.id:
                desk.anchor()  # that somebody was at another's record cannot be taken out of the log any more
            return recorded

    def ender(self, ref: str) -> Ender:
        """What this account may say of the follow-up of a screening that it may open. Raises what `of` does."""
        with self._desk.lock:
            return self._follow_ups.ender(self._permission.to_open(ref).row.owner)

    def _of_ending(self, row: Row, action: Action) -> list[Fault]:
        if not action.settles or action.settles == "mistake":
            return []
        return self._follow_ups.faults_of_ending(row, action)

    def _keep(self, row: Row, before: list[Recorded], action: Action, seen: Sequence[Entry]) -> Recorded:
        desk = self._desk
        number, now = len(before) + 1, desk.now()
        corrected = next((each.stood for each in before if each.id == action.corrects), None)
        recorded = Recorded(
            id=str(number),
            recorded_at=now,
            recorded_by=desk.account.name,
            action=action,
            stood=corrected or stood_by_row(row),  # a slip that is mended answers nothing of what came since
            stood_then=self._stood_then(row, action, now),
        )
        kept = KeptAction(
            number=number,
            recorded_at=now,
            recorded_by=desk.account.id,
            content=dump_kept(action, recorded.stood, recorded.stood_then),
        )
        corrects = f", corrects {action.corrects}" if action.corrects else ""
        what = action.settles or action.kind
        entry = desk.entry("action", row, detail=f"{number}: {what}, {action.at}{corrects}")
        ids = [*(each.recorded_by for each in desk.store.actions.of(row.ref)), desk.account.id]
        rules, area = desk.around.rules, row.locality
        named = (rules.services(area), rules.social_care(area), rules.police(area))
        listed = as_kept(followed([*before, recorded], ids, *named))
        desk.store.actions.add(row.ref, kept, listed, [*seen, entry])
        return recorded

    def _stood_then(self, row: Row, action: Action, now: str) -> Stood:
        """How grave it stood as something was done, by its saves. `now`: as it is recorded."""
        record = self._desk.store.screenings.load(row.ref)
        told = remembered(from_document(record.document), row) if record is not None else ()
        return stood_then(told, row.created, action.at, now)


def recorded_of(desk: Desk, ref: str) -> list[Recorded]:
    """Everything that was recorded of a screening, in that order, for whoever may know of it. Raises `Damaged`."""
    return [_read(desk, ref, kept) for kept in desk.store.actions.of(ref)]


def _read(desk: Desk, ref: str, kept: KeptAction) -> Recorded:
    try:
        found = read_kept(kept.content)
    except NotJson:
        raise Damaged(UNREADABLE.format(ref=ref)) from None
    return Recorded(
        id=str(kept.number),
        recorded_at=kept.recorded_at,
        recorded_by=desk.name_of(kept.recorded_by),
        action=found.action,
        stood=found.stood,
        stood_then=found.then,
    )
