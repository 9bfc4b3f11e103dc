"""The casebook's screenings: begin, open, take over, save, complete, reopen, import.

A practitioner works on their own; a lead opens another's with a reason, which is logged; an administrator's role
alone reads none. What may not be opened and what does not exist are answered with the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import msgspec

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.vault.casebook.desk import Opened
from ce_tui.core.vault.casebook.documents import FORM
from ce_tui.core.vault.casebook.reasons import logged_reason
from ce_tui.core.vault.casebook.recording import Recording, state_of
from ce_tui.core.vault.errors import (
    CannotComplete,
    Conflict,
    NotFound,
    NotPermitted,
    ReasonNeeded,
    TakenOver,
    ToBeDeleted,
)
from ce_tui.core.vault.log.audit import Entry, Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.store import Marked, Pen, Record, Row, Stale


class Cases(Recording):
    """See the module."""

    def begin(self, answers: Answers, pathway_source: bytes | None = None) -> Screening:
        """A new draft, saved at once. The source of its pathway's edition is pinned at its first use."""
        with self._lock:
            self._require("screen", "practitioner")
            edition = self._pinning.pin(answers.pathway, pathway_source)
            (record,) = self._add([self._fresh(answers, edition)], "created", with_pen=True)
            opened = Opened(record.row, self._shown(record))
            self._open[record.row.ref] = opened
            return opened.screening

    def keep_beside(self, screening: Screening) -> Screening:
        """Keep what could not be saved in a screening as a new draft beside it, of the same practitioner.

        The other one stays as it is in the store, and is left. Raises `NotFound`, `StoreFull`, `ReadOnly`, ….
        """
        with self._lock:
            row = self._at_hand_in_any_version(screening).row
            fresh = self._fresh(screening.answers, row.edition, row.owner, screening.unfinished)
            (record,) = self._add([fresh], "created", f"kept beside {row.ref}", with_pen=True)
            opened = Opened(record.row, self._shown(record))
            self._open[record.row.ref] = opened
            self.leave(screening)
            return opened.screening

    def import_answers(self, many: Sequence[Answers]) -> list[str]:
        """All of them as drafts, or none; a No to danger is the file's. Returns their references, in order."""
        with self._lock:
            self._require("import screenings", "practitioner")
            editions = {answers.pathway: self._pinning.pin(answers.pathway) for answers in many}
            today = local_now(self._around.clock).date().isoformat()
            fresh = [self._fresh(as_from_file(answers, today), editions[answers.pathway]) for answers in many]
            return [record.row.ref for record in self._add(fresh, "imported")]

    def open(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, to be changed here unless someone else has it open to change it (`holder`).

        Logged, with the reason where it is someone else's. Raises `NotFound`, `ReasonNeeded`, `Refused` (the child's
        name is in the reason), `ToBeDeleted`.
        """
        with self._lock:
            record = self._permitted(ref, reason)
            entry = self._viewed(record, reason)
            if record.row.state == "completed" or self.read_only:
                self._store.log([entry])
            else:
                pen = self._my_pen(record.row.ref, changed=False)
                try:
                    self._with_pen(lambda over: self._store.take_pen(pen, over, [entry]))
                except TakenOver:
                    self._store.log([entry])
            return self._opened(record.row.ref)

    def read(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, only to be read: it stays free for others. Logged and raises as `open`."""
        with self._lock:
            record = self._permitted(ref, reason)
            self._store.log([self._viewed(record, reason)])
            return self._opened(record.row.ref)

    def take_over(self, ref: str) -> Screening:
        """Change a screening here that is open here to be read, and that someone else may have open. Logged.

        Raises `Busy` where they changed it a moment ago, with how long to wait; `NotFound`, `ToBeDeleted`.
        """
        with self._lock:
            record = self._permitted(ref)
            if self._store.stands("delete", record.row.ref):
                raise ToBeDeleted
            other = self._other_pen(record.row.ref)
            if other is not None:
                self._refuse_early(self._holder(other, record.row))
            detail = f"from {other.account}" if other is not None else "from nobody"
            entry = self._entry("taken over", record.row, detail=detail)
            pen = self._my_pen(record.row.ref, changed=False)
            self._with_pen(lambda over: self._store.take_pen(pen, over, [entry]), other)
            return self._opened(record.row.ref)

    def again(self, screening: Screening) -> Screening:
        """A screening that is open here as it is in the store by now. Not logged again. Raises `NotFound`."""
        with self._lock:
            self._at_hand_in_any_version(screening)
            return self._opened(screening.ref)

    def leave(self, screening: Screening) -> None:
        """The practitioner has left the screening: others may change it, and a spell of editing ends in the log."""
        with self._lock:
            opened = self._open.pop(screening.ref, None)
            if opened is None or self.read_only:
                return
            ended = self._ended(opened)
            if ended or self.has_pen(screening.ref):
                self._store.lay_down_pens(self.session_id, [screening.ref], ended)

    def save(
        self, screening: Screening, *, wait: bool = True, preference: tuple[str, str] | None = None
    ) -> Screening:
        """Save what is in `answers` and `unfinished`, if nobody saved since: the screening's next version.

        With it, in the same transaction, a preference (its key and value) of this account.

        Raises `Conflict` (nothing is overwritten), as `TakenOver` where someone else has it open to change it,
        `NotPermitted` where it is completed, `StoreFull`, `Busy` (without `wait`: at once where another session is
        saving), ….
        """
        with self._lock, nullcontext() if wait else self._store.without_waiting():
            opened = self._editable(screening)
            changed = self._next(screening, opened.row, opened.row.state)
            log = self._said_otherwise(opened, changed)
            if opened.editing_since is None:
                log.insert(0, self._entry("editing began", opened.row))
            saved = self._put(changed, opened.row, log, preference=preference)
            since = opened.row.version if opened.editing_since is None else opened.editing_since
            self._open[screening.ref] = Opened(saved.row, changed, since)
            return changed

    def complete(self, screening: Screening) -> Screening:
        """Save and complete the revision, which is then kept unchanged.

        Raises `CannotComplete` with what is still needed, and what `save` raises.
        """
        with self._lock:
            opened = self._editable(screening)
            pinned = self._pinning.of(opened.row.edition, screening.answers.pathway)
            reasons = self._around.rules.holds_up(screening.answers, pinned)
            if reasons:
                raise CannotComplete(reasons)
            changed = self._next(screening, opened.row, "completed", completed=self._now())
            log = self._said_otherwise(opened, changed)
            if opened.editing_since is not None:
                detail = f"from version {opened.editing_since} to {changed.version}"
                log.append(self._entry("editing ended", opened.row, detail=detail))
            saved = self._put(changed, opened.row, log, last="completed", keep=True)
            self._open[screening.ref] = Opened(saved.row, changed)
            return changed

    def reopen(self, screening: Screening) -> Screening:
        """Make a completed screening a draft of its next revision. Raises `Conflict`, `NotPermitted`."""
        with self._lock:
            opened = self._at_hand(screening)
            if opened.row.state != "completed":
                raise NotPermitted("Only a completed screening can be reopened.")
            following = msgspec.structs.replace(opened.screening, revision=opened.row.revision + 1)
            changed = self._next(following, opened.row, "reopened")
            saved = self._put(changed, opened.row, [], last="reopened")
            self._open[screening.ref] = Opened(saved.row, changed)
            return changed

    def _permitted(self, ref: str, reason: str = "") -> Record:
        """The record of a reference, if this account may open it. A refusal is logged."""
        known = read_reference(ref)
        record = self._store.load(known) if known else None
        if record is None or not self.has_role("practitioner", "lead"):
            raise self._refused(known)
        mine = record.row.owner == self.account.id or record.row.ref in self._open
        if not self.has_role("lead"):
            if not mine:
                raise self._refused(known)
            if self._store.stands("delete", record.row.ref):
                raise ToBeDeleted
        elif not mine and not logged_reason(reason, record.row.child):
            raise ReasonNeeded
        return record

    def _refused(self, ref: str | None) -> NotFound:
        self._store.log([self._entry("refusal", ref=ref or "", detail="open a screening")])
        return NotFound()

    def _viewed(self, record: Record, reason: str) -> Entry:
        given = logged_reason(reason, record.row.child) if record.row.owner != self.account.id else ""
        return self._entry("view", record.row, detail=given)

    def _opened(self, ref: str) -> Screening:
        """Have a screening open as it is now; its spell of editing goes on. Raises `NotFound`."""
        record = self._store.load(ref)
        if record is None:
            raise NotFound
        before = self._open.get(ref)
        opened = Opened(record.row, self._shown(record), before.editing_since if before else None)
        self._open[ref] = opened
        return opened.screening

    def _at_hand_in_any_version(self, screening: Screening) -> Opened:
        """The screening as it is open here. Raises `NotFound`."""
        opened = self._open.get(screening.ref)
        if opened is None:
            record = self._permitted(screening.ref)
            opened = Opened(record.row, self._shown(record))
        return opened

    def _at_hand(self, screening: Screening) -> Opened:
        """The screening as it is open here, if `screening` is of that version. Raises `NotFound`, `Conflict`."""
        opened = self._at_hand_in_any_version(screening)
        if opened.row.version != screening.version:
            raise self._conflict(opened.row.writer, opened.row.updated)
        return opened

    def _editable(self, screening: Screening) -> Opened:
        opened = self._at_hand(screening)
        if opened.row.state == "completed":
            raise NotPermitted(
                "This screening is completed. Reopen it as a draft of its next revision to change it."
            )
        return opened

    def _conflict(self, writer: str, since: str) -> Conflict:
        return Conflict(self._name_of(writer) if writer else "Someone else", since)

    def _next(self, screening: Screening, row: Row, state: str, completed: str = "") -> Screening:
        """The screening's next version. What the store decides is not the caller's to change."""
        return msgspec.structs.replace(
            screening,
            owner=self._name_of(row.owner),
            state=state_of(state),
            version=row.version + 1,
            revision=row.revision if state != "reopened" else screening.revision,
            created=row.created,
            updated=self._now(),
            completed=completed,
            form=FORM,
        )

    def _put(
        self,
        changed: Screening,
        before: Row,
        log: list[Entry],
        last: Kind | None = None,
        keep: bool = False,
        preference: tuple[str, str] | None = None,
    ) -> Record:
        record = self._record(changed, before.owner, before.edition)
        if last:
            log.append(self._entry(last, record.row))
        kept = self._kept(record) if keep else None
        pen = self._my_pen(before.ref, changed=True)

        def write(over: Pen | None) -> None:
            with self._store.together():
                self._store.save(record, log, kept, pen, over)
                if preference is not None:
                    self._store.set_preference(self.account.id, *preference)

        try:
            self._with_pen(write)
        except Stale as stale:
            raise self._conflict(stale.writer, stale.since) from None
        except Marked:
            raise ToBeDeleted from None
        return record

    def _said_otherwise(self, opened: Opened, changed: Screening) -> list[Entry]:
        """The log's entries where the decision or the consent is another now."""
        old, new = opened.screening.answers, changed.answers
        entries = []
        if old.decision != new.decision:
            detail = _from_to(old.decision.outcome, new.decision.outcome)
            entries.append(self._entry("decision", opened.row, detail=detail))
        if old.consent != new.consent:
            detail = _from_to(old.consent.status, new.consent.status)
            entries.append(self._entry("consent", opened.row, detail=detail))
        return entries


def _from_to(old: str, new: str) -> str:
    return f"from {old or 'nothing'} to {new or 'nothing'}" if old != new else "reason or details"
