"""The casebook's screenings: begin, open, take over, save, complete, reopen, import.

Whether this account may is asked at each act, and nobody's words are overwritten (`permission`). A save is the
screening's next version, with what is logged of it, if nobody saved or took it over since.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Screening, judged
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.words import NO_ACTION, with_small
from ce_tui.core.vault.casebook.desk import CasebookPart, Desk, Opened, unlocked
from ce_tui.core.vault.casebook.permission import (
    Presence,
    edit_lock,
    has_lock,
    logged_reason,
    others_lock,
    take_lock,
    to_go_on,
    to_go_on_together,
    to_open,
    to_open_together,
)
from ce_tui.core.vault.casebook.records import (
    FORM,
    Fresh,
    PinnedEditions,
    add_drafts,
    record_of,
    remembered,
    screening_of,
    state_of,
)
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
from ce_tui.core.vault.store.records import EditLock, KeptRevision, Marked, Record, Stale


def _decided(answers: Answers) -> str:
    """A decision in the log, where "none" would be read as none made; empty: none was."""
    decision = answers.decision.outcome
    return with_small(NO_ACTION) if decision == "none" else decision


def _from_to(old: str, new: str) -> str:
    return f"from {old or 'nothing'} to {new or 'nothing'}" if old != new else "reason or details"


class Screenings(CasebookPart):
    """What is done with one screening, from its beginning on. Each answer is the screening as it is by then."""

    def __init__(self, desk: Desk, presence: Presence, editions: PinnedEditions) -> None:
        super().__init__(desk)
        self._presence = presence
        self._editions = editions

    # Beginning one

    def begin(self, answers: Answers) -> Screening:
        """A new draft, saved at once. The source of its pathway's edition is pinned at its first use."""
        self._desk.require("screen", "practitioner")
        edition = self._editions.pin(answers.pathway)
        fresh = Fresh(answers=answers, edition=edition, owner=self._desk.account.id)
        (record,) = add_drafts(self._desk, self._editions, [fresh], "created", to_edit=True)
        return self._have_open(record)

    def keep_beside(self, screening: Screening) -> Screening:
        """Keep what could not be saved in a screening as a new draft beside it, of the same practitioner.

        The other one stays as it is in the store, and is left. Raises `NotFound`, `StoreFull`, `ReadOnly`, ….
        """
        self._opened_in_any_version(screening)
        with to_go_on_together(self._desk, screening.ref) as beside:
            row = beside.row
            fresh = Fresh(
                answers=screening.answers,
                edition=row.edition,
                owner=row.owner,
                unfinished=screening.unfinished,
            )
            whose = "" if row.owner == self._desk.account.id else f", of {row.owner}"
            detail = f"kept beside {row.ref}{whose}"
            (record,) = add_drafts(self._desk, self._editions, [fresh], "created", detail, to_edit=True)
        kept = self._have_open(record)
        self.leave(screening)
        return kept

    def import_answers(self, many: Sequence[Answers]) -> list[str]:
        """All of them as drafts, or none; a No to danger is the file's. Returns their references, in order."""
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
        return [record.row.ref for record in add_drafts(self._desk, self._editions, fresh, "imported")]

    # Opening and leaving it

    def open(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, to be changed here unless someone else has it open to change it (`holder`).

        Logged, with the reason where it is someone else's. Raises `NotFound`, `ReasonNeeded`, `Refused` (the child's
        name is in the reason), `ToBeDeleted`.
        """
        record = self._come_to(ref, reason)
        store, entry = self._desk.store, self._viewed(record, reason)
        is_others = record.row.owner != self._desk.account.id
        if record.row.state == "completed" or store.read_only:
            self._desk.looked(entry, must=is_others)
        else:
            mine = edit_lock(self._desk, record.row.ref, changed=False)
            try:
                take_lock(self._desk, lambda over: store.presence.take(mine, over, [entry]))
            except (TakenOver, StoreFull):
                self._desk.looked(entry, must=is_others)
        self._anchor_view(record)
        return self._opened_afresh(record)

    def may_open(self, ref: str, reason: str = "") -> None:
        """Raise what `open` would raise of one that is not open here, and open nothing."""
        if (read_reference(ref) or "") not in self._desk.opened:
            to_open(self._desk, ref, reason)

    def read(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, only to be read: it stays free for others. Logged and raises as `open`."""
        record = self._come_to(ref, reason)
        is_others = record.row.owner != self._desk.account.id
        self._desk.looked(self._viewed(record, reason), must=is_others)
        self._anchor_view(record)
        return self._opened_afresh(record)

    def to_record(self, ref: str, reason: str = "") -> Screening:
        """The same for what is recorded about it, which is logged: that one's own was read is not. Raises as `open`."""
        record = self._come_to(ref, reason)
        if record.row.owner != self._desk.account.id:
            self._desk.store.log.add([self._viewed(record, reason)])
            self._anchor_view(record)
        return self._opened_afresh(record)

    def take_over(self, ref: str) -> Screening:
        """Change a screening here that is open here to be read, and that someone else may have open. Logged.

        Raises `Busy` if they changed it a moment ago, with how long to wait; `NotFound`, `ToBeDeleted`.
        """
        record = to_open(self._desk, ref)
        row, store = record.row, self._desk.store
        if store.keeping.stands("delete", row.ref):
            raise ToBeDeleted
        other = others_lock(self._desk, row.ref)
        if other is not None:
            self._presence.refuse_early(other, row)
        detail = f"from {other.account}" if other is not None else "from nobody"
        entry = self._desk.entry("taken over", row, detail=detail)
        mine = edit_lock(self._desk, row.ref, changed=False)

        def take(over: EditLock | None) -> None:
            with to_open_together(self._desk, row.ref):
                store.presence.take(mine, over, [entry])

        take_lock(self._desk, take, other)
        return self._opened_afresh(record)

    def again(self, screening: Screening) -> Screening:
        """A screening that is open here as it is in the store by now. Not logged again.

        Raises `NotFound`, `RightEnded`.
        """
        self._opened_in_any_version(screening)
        return self._open_anew(screening.ref)

    def owned_as_now(self, screening: Screening) -> Screening:
        """A screening that is open here, of whose it is by now: an administrator may have passed it on.

        Raises `RightEnded` if this account may not go on with it.
        """
        opened = self._desk.opened.get(screening.ref)
        if opened is None or self._desk.store.screenings.load(screening.ref) is None:
            return screening
        owner = to_go_on(self._desk, screening.ref).row.owner
        if owner == opened.row.owner:
            return screening
        named = self._desk.name_of(owner)
        row = msgspec.structs.replace(opened.row, owner=owner)
        named_so = msgspec.structs.replace(opened.screening, owner=named)
        self._desk.opened[row.ref] = Opened(row, named_so, opened.editing_since)
        return msgspec.structs.replace(screening, owner=named)

    def leave(self, screening: Screening) -> None:
        """The practitioner has left the screening: others may change it, and a spell of editing ends in the log."""
        opened = self._desk.opened.pop(screening.ref, None)
        if opened is None or self._desk.store.read_only:
            return
        ended = self._desk.spell_ended(opened)
        if ended or has_lock(self._desk, screening.ref):
            self._desk.store.presence.let_go(self._desk.sessions.id, [screening.ref], ended)

    @unlocked
    def ended(self, ref: str) -> str:
        """Why this account may not go on with what is open here, as was found at the last act; empty: it may. Cheap."""
        opened = self._desk.opened.get(ref)
        return opened.ended if opened is not None else ""

    def source_of(self, screening: Screening) -> tuple[str, bytes | None]:
        """The SHA-256 of the source that a screening was made with, and that source; None: the store lacks it.

        Raises `NotFound`, `Damaged`.
        """
        edition = self._opened_in_any_version(screening).row.edition
        return edition, self._editions.of(edition, screening.answers.pathway)

    # Saving it

    def save(
        self, screening: Screening, *, wait: bool = True, preference: tuple[str, str] | None = None
    ) -> Screening:
        """Save what is in `answers` and `unfinished`, if nobody saved since: the screening's next version.

        With it, in the same transaction, a preference (its key and value) of this account.

        Raises `Conflict` (nothing is overwritten), as `TakenOver` where someone else has it open to change it,
        `RightEnded` if this account may not go on with it, `NotPermitted` if it is completed, `StoreFull`, `Busy`
        (without `wait`: at once where another session is saving), ….
        """
        with nullcontext() if wait else self._desk.store.without_waiting():
            opened = self._editable(screening)
            version, began = opened.row.version, opened.editing_since
            changed = self._next(screening, opened, opened.row.state)
            log = self._said_otherwise(opened, changed)
            if began is None:
                log.insert(0, self._desk.entry("editing began", opened.row))
            record = self._written(changed, opened, log, preference=preference)
            return self._have_open(record, version if began is None else began)

    def complete(self, screening: Screening) -> Screening:
        """Save and complete the revision, which is then kept unchanged.

        Raises `CannotComplete` with what is still needed, and what `save` raises.
        """
        opened = self._editable(screening)
        pinned = self._editions.of(opened.row.edition, screening.answers.pathway)
        answers = judged(screening.answers, self._desk.around.clock())
        reasons = self._desk.around.rules.holds_up(answers, pinned)
        if reasons:
            raise CannotComplete(reasons)
        changed = self._next(screening, opened, "completed", completed=self._desk.now())
        log = self._said_otherwise(opened, changed)
        if opened.editing_since is not None:
            detail = f"from version {opened.editing_since} to {changed.version}"
            log.append(self._desk.entry("editing ended", opened.row, detail=detail))
        return self._have_open(self._written(changed, opened, log, last="completed"))

    def reopen(self, screening: Screening) -> Screening:
        """Make a completed screening a draft of its next revision. Raises `Conflict`, `NotPermitted`."""
        opened = self._opened(screening)
        if opened.row.state != "completed":
            raise NotPermitted("Only a completed screening can be reopened.")
        following = msgspec.structs.replace(opened.screening, revision=opened.row.revision + 1)
        changed = self._next(following, opened, "reopened")
        return self._have_open(self._written(changed, opened, [], last="reopened"))

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

    def _said_otherwise(self, opened: Opened, changed: Screening) -> list[Entry]:
        """The log's entries if the decision or the consent is another now."""
        old, new = opened.screening.answers, changed.answers
        entries = []
        if old.decision != new.decision:
            detail = _from_to(_decided(old), _decided(new))
            entries.append(self._desk.entry("decision", opened.row, detail=detail))
        if old.consent != new.consent:
            detail = _from_to(old.consent.status, new.consent.status)
            entries.append(self._desk.entry("consent", opened.row, detail=detail))
        return entries

    def _written(
        self,
        changed: Screening,
        opened: Opened,
        log: list[Entry],
        *,
        last: Literal["completed", "reopened"] | None = None,
        preference: tuple[str, str] | None = None,
    ) -> Record:
        """Write the next version of what is open here. `last`: what is logged of it after all else.

        A completed revision is kept for good. Raises `Conflict`, `TakenOver`, `ToBeDeleted`, `RightEnded` (asked in the
        very transaction), `StoreFull`, `Busy`, …: nothing is saved then.
        """
        desk, store = self._desk, self._desk.store
        record = record_of(desk, self._editions, changed, opened.row.owner, opened.row.edition)
        row = record.row
        if last is not None:
            log.append(desk.entry(last, row))
        kept = None
        if last == "completed":
            kept = KeptRevision(
                ref=row.ref,
                revision=row.revision,
                completed=row.completed,
                actor=desk.account.id,
                outcome=row.outcome,
                document=record.document,
            )
        mine = edit_lock(desk, row.ref, changed=True)

        def write(over: EditLock | None) -> None:
            with to_go_on_together(desk, row.ref) as now:
                # It may have been passed on, to be gone on with by a lead: it is whoever's it is now.
                owned = msgspec.structs.replace(row, owner=now.row.owner)
                store.screenings.save(msgspec.structs.replace(record, row=owned), log, kept, mine, over)
                if preference is not None:
                    store.settings.set_preference(desk.account.id, *preference)

        try:
            take_lock(desk, write)
        except Stale as stale:
            raise self._conflict(stale.writer, stale.since) from None
        except Marked:
            raise ToBeDeleted from None
        return record

    def _conflict(self, writer: str, since: str) -> Conflict:
        """That the account with this id saved first, at this time."""
        return Conflict(self._desk.name_of(writer) if writer else "Someone else", since)

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
        opened = Opened(record.row, screening_of(self._desk, record), editing_since)
        self._desk.opened[record.row.ref] = opened
        return opened.screening

    def _come_to(self, ref: str, reason: str) -> Record:
        """The record of one that may be opened: what was open of it, and may not be gone on with, is left."""
        known = read_reference(ref) or ""
        if self.ended(known):
            self._desk.opened.pop(known, None)
        return to_open(self._desk, ref, reason)

    def _opened_afresh(self, record: Record) -> Screening:
        """Have a screening open that might be opened a moment ago. Raises `RightEnded` if that is over again."""
        ref = record.row.ref
        if ref in self._desk.opened:
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
        record = to_go_on(self._desk, ref)
        before = self._desk.opened.get(ref)
        return self._have_open(record, before.editing_since if before else None)

    def _opened_in_any_version(self, screening: Screening) -> Opened:
        """The screening as it is open here, if one may go on with it. Raises `NotFound`, `RightEnded`."""
        if (opened := self._desk.opened.get(screening.ref)) is None:
            record = to_open(self._desk, screening.ref)
            opened = Opened(record.row, screening_of(self._desk, record))
            self._desk.opened[opened.row.ref] = opened
        elif opened.ended:
            raise RightEnded(opened.ended)
        return opened

    def _opened(self, screening: Screening) -> Opened:
        """The screening as it is open here, if `screening` is of that version. Raises as that, and `Conflict`."""
        opened = self._opened_in_any_version(screening)
        if opened.row.version != screening.version:
            raise self._conflict(opened.row.writer, opened.row.updated)
        return opened

    def _editable(self, screening: Screening) -> Opened:
        opened = self._opened(screening)
        if opened.row.state == "completed":
            raise NotPermitted(
                "This screening is completed. Reopen it as a draft of its next revision to change it."
            )
        return opened
