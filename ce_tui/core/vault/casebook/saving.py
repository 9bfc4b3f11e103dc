"""Saving a screening: its next version, with what is logged of it, if nobody saved or took it over since."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.words import NO_ACTION, with_small
from ce_tui.core.vault.casebook.at_hand import Opened
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import FORM
from ce_tui.core.vault.casebook.how_grave import remembered
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.casebook.records import Records, state_of
from ce_tui.core.vault.errors import Conflict, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import EditLock, KeptRevision, Marked, Record, Row, Stale


class Saving:
    """Writes what a screening has become, for `Screenings`, which holds the desk's lock.

    `opened` is the screening as it was before. Each method gives it as it is open then, and raises `Conflict`,
    `TakenOver`, `ToBeDeleted`, `RightEnded` (asked in the very transaction), `StoreFull`, `Busy`, …: nothing is saved
    then.
    """

    def __init__(self, desk: Desk, records: Records, presence: Presence, permission: Permission) -> None:
        self._desk = desk
        self._records = records
        self._presence = presence
        self._permission = permission

    def save(self, opened: Opened, screening: Screening, preference: tuple[str, str] | None) -> Opened:
        """The next version, a preference of this account with it. A spell of editing begins, or goes on."""
        changed = self._next(screening, opened, opened.row.state)
        log = self._said_otherwise(opened, changed)
        if opened.editing_since is None:
            log.insert(0, self._desk.entry("editing began", opened.row))
        record = self._record(changed, opened.row)
        self._write(record, log, preference=preference)
        since = opened.row.version if opened.editing_since is None else opened.editing_since
        return Opened(record.row, self._records.screening(record), since)

    def complete(self, opened: Opened, screening: Screening) -> Opened:
        """The next version, completed: its revision is kept for good. A spell of editing ends."""
        changed = self._next(screening, opened, "completed", completed=self._desk.now())
        log = self._said_otherwise(opened, changed)
        if opened.editing_since is not None:
            detail = f"from version {opened.editing_since} to {changed.version}"
            log.append(self._desk.entry("editing ended", opened.row, detail=detail))
        record = self._record(changed, opened.row)
        log.append(self._desk.entry("completed", record.row))
        self._write(record, log, kept=self._records.kept(record))
        return Opened(record.row, self._records.screening(record))

    def reopen(self, opened: Opened) -> Opened:
        """The next version: reopened, as the draft of the next revision."""
        following = msgspec.structs.replace(opened.screening, revision=opened.row.revision + 1)
        changed = self._next(following, opened, "reopened")
        record = self._record(changed, opened.row)
        self._write(record, [self._desk.entry("reopened", record.row)])
        return Opened(record.row, self._records.screening(record))

    def conflict(self, writer: str, since: str) -> Conflict:
        """That the account of this id saved first, at this time."""
        return Conflict(self._desk.name_of(writer) if writer else "Someone else", since)

    def _next(self, screening: Screening, opened: Opened, state: str, completed: str = "") -> Screening:
        """The screening's next version. What the store decides is not the caller's to change."""
        row = opened.row
        return msgspec.structs.replace(
            screening,
            owner=self._desk.name_of(row.owner),
            state=state_of(state),
            version=row.version + 1,
            revision=row.revision if state != "reopened" else screening.revision,
            created=row.created,
            updated=self._desk.now(),
            completed=completed,
            stood=remembered(opened.screening, row),
            form=FORM,
        )

    def _record(self, changed: Screening, before: Row) -> Record:
        return self._records.record(changed, before.owner, before.edition)

    def _write(
        self,
        record: Record,
        log: list[Entry],
        kept: KeptRevision | None = None,
        preference: tuple[str, str] | None = None,
    ) -> None:
        store, mine = self._desk.store, self._presence.mine(record.row.ref, changed=True)

        def write(over: EditLock | None) -> None:
            with self._permission.together(record.row.ref) as now:
                store.screenings.save(_of(now.row.owner, record), log, kept, mine, over)
                if preference is not None:
                    store.settings.set_preference(self._desk.account.id, *preference)

        try:
            self._presence.taking(write)
        except Stale as stale:
            raise self.conflict(stale.writer, stale.since) from None
        except Marked:
            raise ToBeDeleted from None

    def _said_otherwise(self, opened: Opened, changed: Screening) -> list[Entry]:
        """The log's entries where the decision or the consent is another now."""
        old, new = opened.screening.answers, changed.answers
        entries = []
        if old.decision != new.decision:
            detail = _from_to(_decided(old), _decided(new))
            entries.append(self._desk.entry("decision", opened.row, detail=detail))
        if old.consent != new.consent:
            detail = _from_to(old.consent.status, new.consent.status)
            entries.append(self._desk.entry("consent", opened.row, detail=detail))
        return entries


def _of(owner: str, record: Record) -> Record:
    """The record of whoever owns it by now: it may have been passed on, to be gone on with by a lead."""
    return msgspec.structs.replace(record, row=msgspec.structs.replace(record.row, owner=owner))


def _decided(answers: Answers) -> str:
    """A decision in the log, where "none" would be read as none made; empty: none was."""
    decision = answers.decision.outcome
    return with_small(NO_ACTION) if decision == "none" else decision


def _from_to(old: str, new: str) -> str:
    return f"from {old or 'nothing'} to {new or 'nothing'}" if old != new else "reason or details"
