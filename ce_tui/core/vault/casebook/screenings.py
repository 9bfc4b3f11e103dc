"""Saving a screening: its next version, with what is logged of it, if nobody saved or took it over since.

The casebook's screenings: begin, open, take over, save, complete, reopen, import.

Whether this account may is asked at each act (`permission`); nobody's words are overwritten (`presence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import msgspec

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.judged import judged
from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.words import NO_ACTION, with_small
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.permission import AtHand, Opened, Permission, Presence, logged_reason
from ce_tui.core.vault.casebook.records import FORM, Fresh, PinnedEditions, Records, remembered, state_of
from ce_tui.core.vault.errors import (
    CannotComplete,
    Conflict,
    NotPermitted,
    RightEnded,
    StoreFull,
    TakenOver,
    ToBeDeleted,
)
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.references import read_reference
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


class Screenings:
    """What is done with one screening, from its beginning on. Each answer is the screening as it is by then."""

    def __init__(
        self,
        desk: Desk,
        at_hand: AtHand,
        permission: Permission,
        presence: Presence,
        editions: PinnedEditions,
    ) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._permission = permission
        self._presence = presence
        self._editions = editions
        self._records = Records(desk, editions, presence)
        self._saving = Saving(desk, self._records, presence, permission)

    # Beginning one

    def begin(self, answers: Answers) -> Screening:
        """A new draft, saved at once. The source of its pathway's edition is pinned at its first use."""
        with self._desk.lock:
            self._desk.require("screen", "practitioner")
            edition = self._editions.pin(answers.pathway)
            fresh = Fresh(answers=answers, edition=edition, owner=self._desk.account.id)
            (record,) = self._records.add([fresh], "created", to_edit=True)
            return self._have_open(record)

    def keep_beside(self, screening: Screening) -> Screening:
        """Keep what could not be saved in a screening as a new draft beside it, of the same practitioner.

        The other one stays as it is in the store, and is left. Raises `NotFound`, `StoreFull`, `ReadOnly`, ….
        """
        with self._desk.lock:
            self._opened_in_any_version(screening)
            with self._permission.together(screening.ref) as beside:
                row = beside.row
                fresh = Fresh(
                    answers=screening.answers,
                    edition=row.edition,
                    owner=row.owner,
                    unfinished=screening.unfinished,
                )
                whose = "" if row.owner == self._desk.account.id else f", of {row.owner}"
                detail = f"kept beside {row.ref}{whose}"
                (record,) = self._records.add([fresh], "created", detail, to_edit=True)
            kept = self._have_open(record)
            self.leave(screening)
            return kept

    def import_answers(self, many: Sequence[Answers]) -> list[str]:
        """All of them as drafts, or none; a No to danger is the file's. Returns their references, in order."""
        with self._desk.lock:
            self._desk.require("import screenings", "practitioner")
            editions = {answers.pathway: self._editions.pin(answers.pathway) for answers in many}
            today = local_now(self._desk.around.clock).date().isoformat()
            fresh = [
                Fresh(
                    answers=as_from_file(answers, today),
                    edition=editions[answers.pathway],
                    owner=self._desk.account.id,
                )
                for answers in many
            ]
            return [record.row.ref for record in self._records.add(fresh, "imported")]

    # Opening and leaving it

    def open(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, to be changed here unless someone else has it open to change it (`holder`).

        Logged, with the reason where it is someone else's. Raises `NotFound`, `ReasonNeeded`, `Refused` (the child's
        name is in the reason), `ToBeDeleted`.
        """
        with self._desk.lock:
            record = self._come_to(ref, reason)
            store, entry = self._desk.store, self._viewed(record, reason)
            is_others = record.row.owner != self._desk.account.id
            if record.row.state == "completed" or store.read_only:
                self._desk.looked(entry, must=is_others)
            else:
                edit_lock = self._presence.mine(record.row.ref, changed=False)
                try:
                    self._presence.taking(lambda over: store.presence.take(edit_lock, over, [entry]))
                except (TakenOver, StoreFull):
                    self._desk.looked(entry, must=is_others)
            self._anchor_view(record)
            return self._opened_afresh(record)

    def may_open(self, ref: str, reason: str = "") -> None:
        """Raise what `open` would raise of one that is not open here, and open nothing."""
        with self._desk.lock:
            if (read_reference(ref) or "") not in self._at_hand:
                self._permission.to_open(ref, reason)

    def read(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, only to be read: it stays free for others. Logged and raises as `open`."""
        with self._desk.lock:
            record = self._come_to(ref, reason)
            is_others = record.row.owner != self._desk.account.id
            self._desk.looked(self._viewed(record, reason), must=is_others)
            self._anchor_view(record)
            return self._opened_afresh(record)

    def to_record(self, ref: str, reason: str = "") -> Screening:
        """The same for what is recorded about it, which is logged: that one's own was read is not. Raises as `open`."""
        with self._desk.lock:
            record = self._come_to(ref, reason)
            if record.row.owner != self._desk.account.id:
                self._desk.store.log.add([self._viewed(record, reason)])
                self._anchor_view(record)
            return self._opened_afresh(record)

    def take_over(self, ref: str) -> Screening:
        """Change a screening here that is open here to be read, and that someone else may have open. Logged.

        Raises `Busy` where they changed it a moment ago, with how long to wait; `NotFound`, `ToBeDeleted`.
        """
        with self._desk.lock:
            record = self._permission.to_open(ref)
            row, store = record.row, self._desk.store
            if store.keeping.stands("delete", row.ref):
                raise ToBeDeleted
            other = self._presence.other(row.ref)
            if other is not None:
                self._presence.refuse_early(other, row)
            detail = f"from {other.account}" if other is not None else "from nobody"
            entry = self._desk.entry("taken over", row, detail=detail)
            edit_lock = self._presence.mine(row.ref, changed=False)

            def take(over: EditLock | None) -> None:
                with self._permission.to_open_together(row.ref):
                    store.presence.take(edit_lock, over, [entry])

            self._presence.taking(take, other)
            return self._opened_afresh(record)

    def again(self, screening: Screening) -> Screening:
        """A screening that is open here as it is in the store by now. Not logged again.

        Raises `NotFound`, `RightEnded`.
        """
        with self._desk.lock:
            self._opened_in_any_version(screening)
            return self._open_anew(screening.ref)

    def owned_as_now(self, screening: Screening) -> Screening:
        """A screening that is open here, of whose it is by now: an administrator may have passed it on.

        Raises `RightEnded` where this account may not go on with it.
        """
        with self._desk.lock:
            opened, record = self._at_hand.get(screening.ref), self._desk.store.screenings.load(screening.ref)
            if opened is None or record is None:
                return screening
            record = self._permission.to_go_on(screening.ref)
            if record.row.owner == opened.row.owner:
                return screening
            owner = record.row.owner
            named = self._desk.name_of(owner)
            row = msgspec.structs.replace(opened.row, owner=owner)
            self._at_hand.put(
                Opened(row, msgspec.structs.replace(opened.screening, owner=named), opened.editing_since)
            )
            return msgspec.structs.replace(screening, owner=named)

    def leave(self, screening: Screening) -> None:
        """The practitioner has left the screening: others may change it, and a spell of editing ends in the log."""
        with self._desk.lock:
            opened = self._at_hand.take(screening.ref)
            if opened is None or self._desk.store.read_only:
                return
            ended = self._at_hand.ended(opened)
            if ended or self._presence.is_mine(screening.ref):
                self._desk.store.presence.let_go(self._desk.sessions.id, [screening.ref], ended)

    def ended(self, ref: str) -> str:
        """Why this account may not go on with what is open here, as was found at the last act; empty: it may. Cheap."""
        opened = self._at_hand.get(ref)
        return opened.ended if opened is not None else ""

    def source_of(self, screening: Screening) -> tuple[str, bytes | None]:
        """The SHA-256 of the source that a screening was made with, and that source; None: the store lacks it.

        Raises `NotFound`, `Damaged`.
        """
        with self._desk.lock:
            edition = self._opened_in_any_version(screening).row.edition
            return edition, self._editions.of(edition, screening.answers.pathway)

    # Saving it

    def save(
        self, screening: Screening, *, wait: bool = True, preference: tuple[str, str] | None = None
    ) -> Screening:
        """Save what is in `answers` and `unfinished`, if nobody saved since: the screening's next version.

        With it, in the same transaction, a preference (its key and value) of this account.

        Raises `Conflict` (nothing is overwritten), as `TakenOver` where someone else has it open to change it,
        `RightEnded` where this account may not go on with it, `NotPermitted` where it is completed, `StoreFull`, `Busy`
        (without `wait`: at once where another session is saving), ….
        """
        with self._desk.lock, nullcontext() if wait else self._desk.store.without_waiting():
            return self._at_hand.put(self._saving.save(self._editable(screening), screening, preference))

    def complete(self, screening: Screening) -> Screening:
        """Save and complete the revision, which is then kept unchanged.

        Raises `CannotComplete` with what is still needed, and what `save` raises.
        """
        with self._desk.lock:
            opened = self._editable(screening)
            pinned = self._editions.of(opened.row.edition, screening.answers.pathway)
            answers = judged(screening.answers, self._desk.around.clock())
            reasons = self._desk.around.rules.holds_up(answers, pinned)
            if reasons:
                raise CannotComplete(reasons)
            return self._at_hand.put(self._saving.complete(opened, screening))

    def reopen(self, screening: Screening) -> Screening:
        """Make a completed screening a draft of its next revision. Raises `Conflict`, `NotPermitted`."""
        with self._desk.lock:
            opened = self._opened(screening)
            if opened.row.state != "completed":
                raise NotPermitted("Only a completed screening can be reopened.")
            return self._at_hand.put(self._saving.reopen(opened))

    # What is open here

    def _viewed(self, record: Record, reason: str) -> Entry:
        is_others = record.row.owner != self._desk.account.id
        given = logged_reason(reason, record.row.child) if is_others else ""
        return self._desk.entry("view", record.row, detail=given)

    def _anchor_view(self, record: Record) -> None:
        """That somebody saw another's record cannot be taken out of the log any more."""
        if record.row.owner != self._desk.account.id:
            self._desk.anchor()

    def _have_open(self, record: Record, editing_since: int | None = None) -> Screening:
        return self._at_hand.put(Opened(record.row, self._records.screening(record), editing_since))

    def _come_to(self, ref: str, reason: str) -> Record:
        """The record of one that may be opened: what was open of it, and may not be gone on with, is left."""
        known = read_reference(ref) or ""
        if self.ended(known):
            self._at_hand.take(known)
        return self._permission.to_open(ref, reason)

    def _opened_afresh(self, record: Record) -> Screening:
        """Have a screening open that might be opened a moment ago. Raises `RightEnded` where that is over again."""
        ref = record.row.ref
        if ref in self._at_hand:
            return self._open_anew(ref)
        screening = self._have_open(record)
        try:
            return self._open_anew(ref)
        except RightEnded:
            self.leave(screening)
            raise

    def _open_anew(self, ref: str) -> Screening:
        """Have a screening open as it is now, if one may go on with it; its spell of editing goes on.

        Raises `NotFound`, `RightEnded`.
        """
        record = self._permission.to_go_on(ref)
        before = self._at_hand.get(ref)
        return self._have_open(record, before.editing_since if before else None)

    def _opened_in_any_version(self, screening: Screening) -> Opened:
        """The screening as it is open here, if one may go on with it. Raises `NotFound`, `RightEnded`."""
        if (opened := self._at_hand.get(screening.ref)) is None:
            record = self._permission.to_open(screening.ref)
            opened = Opened(record.row, self._records.screening(record))
            self._at_hand.put(opened)
        elif opened.ended:
            raise RightEnded(opened.ended)
        return opened

    def _opened(self, screening: Screening) -> Opened:
        """The screening as it is open here, if `screening` is of that version. Raises as that, and `Conflict`."""
        opened = self._opened_in_any_version(screening)
        if opened.row.version != screening.version:
            raise self._saving.conflict(opened.row.writer, opened.row.updated)
        return opened

    def _editable(self, screening: Screening) -> Opened:
        opened = self._opened(screening)
        if opened.row.state == "completed":
            raise NotPermitted(
                "This screening is completed. Reopen it as a draft of its next revision to change it."
            )
        return opened
