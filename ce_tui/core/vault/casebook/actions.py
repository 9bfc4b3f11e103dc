"""The casebook's actions: what was done about a screening, recorded once and for all (rule 17 of the design).

An action makes no version of the screening: whoever has it open to change it goes on, and two who record something at
once both do. The log says of it its kind and time alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.due import Ender
from ce_tui.core.pathway.actions.followed import as_kept, followed
from ce_tui.core.pathway.actions.reading import dump_kept, read_kept
from ce_tui.core.pathway.actions.rules import cleaned, faults_of
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.stood_then import stood_then
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.strict_json import NotJson
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import from_document
from ce_tui.core.vault.casebook.follow_ups import FollowUps
from ce_tui.core.vault.casebook.how_grave import remembered, stood_by_row
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.errors import Damaged, ReadOnly, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import KeptAction, Row

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
        if not action.settles or action.by_mistake:
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
        ids = [*(each.recorded_by for each in desk.store.kept.actions(row.ref)), desk.account.id]
        rules, area = desk.around.rules, row.locality
        named = (rules.services(area), rules.social_care(area), rules.police(area))
        listed = as_kept(followed([*before, recorded], ids, *named))
        desk.store.kept.add_action(row.ref, kept, listed, [*seen, entry])
        return recorded

    def _stood_then(self, row: Row, action: Action, now: str) -> Stood:
        """How grave it stood as something was done, by its saves. `now`: as it is recorded."""
        record = self._desk.store.screenings.load(row.ref)
        told = remembered(from_document(record.document), row) if record is not None else ()
        return stood_then(told, row.created, action.at, now)


def recorded_of(desk: Desk, ref: str) -> list[Recorded]:
    """Everything that was recorded of a screening, in that order, for whoever may know of it. Raises `Damaged`."""
    return [_read(desk, ref, kept) for kept in desk.store.kept.actions(ref)]


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
