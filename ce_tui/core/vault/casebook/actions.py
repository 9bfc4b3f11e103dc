"""Actions about screenings: the ones that are due, and the recorded ones (rule 17 of the design).

An action is recorded once and for all. It makes no version of the screening: whoever has it open to change it goes on,
and two who record something at once both do. The log says its kind and time alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

import msgspec

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.due import (
    ActionEnder,
    DueCase,
    FollowUp,
    Urgency,
    due_at,
    ending_faults,
    hour_of,
    may_end,
)
from ce_tui.core.pathway.actions.follow_up_summary import as_kept, followed
from ce_tui.core.pathway.actions.rules import KeptContent, cleaned, dump_kept, faults_of, stood_then
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.shape import Fault, InputInvalid
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.casebook.index import Index, Summary
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.permission import to_open, to_open_together, views
from ce_tui.core.vault.casebook.records import from_document, remembered, stood_by_row
from ce_tui.core.vault.errors import Damaged, ReadOnly
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import KeptAction, Row


class ToFollowUp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening with what is due about it. `due`: the most urgent first."""

    summary: Summary
    due: tuple[FollowUp, ...]

    @property
    def first(self) -> FollowUp:
        """What is due first."""
        return self.due[0]

    @property
    def urgency(self) -> Urgency:
        """The urgency of the most urgent thing that is due."""
        return min(each.urgency for each in self.due)


class FollowUps(CasebookPart):
    """The actions that are due about listed screenings; nothing is opened for it."""

    _index: Index

    def __post_init__(self) -> None:
        # The areas are few, and asked for many screenings.
        rules = self._desk.around.rules
        self._has_form, self._tells_police = cache(rules.has_form), cache(rules.tells_police)

    def among(self, found: Iterable[Summary], at: datetime | None = None) -> list[ToFollowUp]:
        """The listed screenings about which something is due, or soon will be, the most dangerous first.

        `at` is aware; without it: now.
        """
        around = self._desk.around
        hour = hour_of(at or around.clock())
        due_about = [
            ToFollowUp(summary=each, due=tuple(due))
            for each in found
            if (due := due_at(self._case(each), around.follow_up, hour))
        ]
        return sorted(due_about, key=lambda each: (each.summary.stood.gravity, each.urgency))

    def of(self, summary: Summary) -> list[FollowUp]:
        """What is due about a listed screening."""
        around = self._desk.around
        return due_at(self._case(summary), around.follow_up, hour_of(around.clock()))

    def of_opened(self, ref: str) -> list[FollowUp]:
        """What is due about a screening that is open here, or one's own. Raises what `to_open` raises."""
        return self.of(self.opened(ref))

    def opened(self, ref: str) -> Summary:
        """The list's summary of a screening that is open here, or one's own. Raises what `to_open` raises."""
        return self._index.summary_of(to_open(self._desk, ref).row)

    def is_unanswered(self, ref: str) -> bool:
        """Whether somebody did not answer, and no service has since. Raises what `of_opened` raises."""
        return any(each.in_vain and not each.others_know for each in self.opened(ref).followed.open)

    def leads(self) -> frozenset[str]:
        """The ids of the active accounts that are leads."""
        return frozenset(
            slot.account
            for slot in self._desk.slots.read().slots
            if slot.kind == "account" and slot.state == "active" and "lead" in slot.roles
        )

    def ender(self, ref: str) -> ActionEnder:
        """What this account may say of the follow-up of a screening. Raises what `of_opened` raises."""
        return self._ender(to_open(self._desk, ref).row)

    def _ender(self, row: Row) -> ActionEnder:
        mine = self._desk.account.id
        return ActionEnder(
            is_own=row.owner == mine,
            is_lead=self._desk.has_role("lead"),
            other_leads=bool(self.leads() - {mine}),
        )

    def faults_of_ending(self, row: Row, action: Action) -> list[Fault]:
        """What keeps this account from ending a follow-up, passing it on or taking it on; empty: nothing."""
        summary = self._index.summary_of(row)
        return ending_faults(action, self._case(summary), self.of(summary), self._ender(row))

    def may_be_ended(self, ref: str) -> bool:
        """Whether this account may say that nothing more is to be done. Raises what `of_opened` raises."""
        row = to_open(self._desk, ref).row
        summary = self._index.summary_of(row)
        return may_end(self._case(summary), self.of(summary), self._ender(row))

    def _case(self, summary: Summary) -> DueCase:
        """A screening as due dates need it."""
        stood, done = summary.stood, summary.followed
        form_comes = bool(done.spoken_at) and not done.sent
        return DueCase(
            stood=stood,
            screened_on=summary.screened_on,
            since=summary.created,
            completed=summary.state == "completed",
            followed=done,
            has_form=form_comes and self._has_form(summary.locality, stood.acting_on),
            tells_police=self._tells_police(summary.locality),
            from_before=summary.from_before,
            screened_again=summary.screened_again,
        )


class Actions(CasebookPart):
    """The recorded actions of a screening, and recording another."""

    _follow_ups: FollowUps

    def of(self, ref: str, reason: str = "") -> list[Recorded]:
        """The recorded actions of a screening that this account may open, the first first.

        Logged, with the reason, if it is another's and not open here. Raises `NotFound`, `ReasonNeeded`,
        `RightEnded`, `ToBeDeleted`, `Damaged`.
        """
        desk = self._desk
        row = to_open(desk, ref, reason).row
        found = recorded_of(desk, row.ref)
        if seen := views(desk, row, reason):
            desk.store.log.add(seen)
            desk.anchor()
        return found

    def record(self, ref: str, action: Action, reason: str = "") -> Recorded:
        """Record something that was done; what was recorded before stays as it is. Logged, by its kind and time.

        `reason`: why, if it is another's and not open here; it is logged too. Raises `InputInvalid` with every fault,
        `ReadOnly`, what `of` raises, `StoreFull`, `Busy`: nothing is recorded then.
        """
        desk = self._desk
        if desk.store.read_only:
            raise ReadOnly
        with to_open_together(desk, ref, reason) as row:
            desk.refuse_marked(row.ref)
            before, action = recorded_of(desk, row.ref), cleaned(action)
            faults = faults_of(action, local_now(desk.around.clock), {each.id for each in before})
            if action.settles and action.settles != "mistake":
                faults += self._follow_ups.faults_of_ending(row, action)
            if faults:
                raise InputInvalid(faults)
            recorded = self._keep(row, before, action, views(desk, row, reason))
        if not desk.owns(row):
            desk.anchor()  # that somebody was at another's record cannot be taken out of the log any more
        return recorded

    def _keep(self, row: Row, before: list[Recorded], action: Action, seen: Sequence[Entry]) -> Recorded:
        desk = self._desk
        number, now = len(before) + 1, desk.now()
        record = desk.store.screenings.load(row.ref)
        stood = remembered(from_document(record.document), row) if record is not None else ()
        corrected = next((each.stood for each in before if each.id == action.corrects), None)
        recorded = Recorded(
            id=str(number),
            recorded_at=now,
            recorded_by=desk.account.name,
            action=action,
            stood=corrected or stood_by_row(row),  # a slip that is mended answers nothing of what came since
            stood_then=stood_then(stood, row.created, action.at, now),  # by its saves
        )
        content = dump_kept(action, recorded.stood, recorded.stood_then)
        kept = KeptAction(number=number, recorded_at=now, recorded_by=desk.account.id, content=content)
        corrects = f", corrects {action.corrects}" if action.corrects else ""
        detail = f"{number}: {action.settles or action.kind}, {action.at}{corrects}"
        ids = [*(each.recorded_by for each in desk.store.kept.actions(row.ref)), desk.account.id]
        rules, area = desk.around.rules, row.locality
        named = (rules.services(area), rules.social_care(area), rules.police(area))
        listed = as_kept(followed([*before, recorded], ids, *named))
        desk.store.kept.add_action(row.ref, kept, listed, [*seen, desk.entry("action", row, detail=detail)])
        return recorded


def recorded_of(desk: OpenStore, ref: str) -> list[Recorded]:
    """The recorded actions of a screening, the first first. Callers ask who may know. Raises `Damaged`."""
    found = []
    for kept in desk.store.kept.actions(ref):
        try:
            read = parse_as(kept.content, KeptContent)
        except NotJson:
            raise Damaged(
                f"What was done about {ref} cannot be read by this version of the app. Nothing was changed."
            ) from None
        found.append(
            Recorded(
                id=str(kept.number),
                recorded_at=kept.recorded_at,
                recorded_by=desk.name_of(kept.recorded_by),
                action=read.action,
                stood=read.stood,
                stood_then=read.then,
            )
        )
    return found
