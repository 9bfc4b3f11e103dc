"""Beginning, opening, taking over, saving, completing, reopening and importing screenings.

Each act asks whether this account may, and nobody's words are overwritten (`permission`). A save is the screening's
next version, with what is logged of it, if nobody saved or took it over since.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Literal

from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Screening, State, judged
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.words import NO_ACTION, with_small
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenedScreening, unlocked
from ce_tui.core.vault.casebook.permission import (
    Presence,
    edit_lock,
    logged_reason,
    others_lock,
    taken_over,
    to_go_on,
    to_go_on_together,
    to_open,
    to_open_together,
)
from ce_tui.core.vault.casebook.records import (
    NewDraft,
    PinnedEditions,
    add_drafts,
    record_of,
    remembered,
    screening_of,
)
from ce_tui.core.vault.errors import (
    CannotComplete,
    Conflict,
    NotPermitted,
    RightEnded,
    StoreFull,
    ToBeDeleted,
)
from ce_tui.core.vault.log.audit import Entry, Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import (
    LockHeld,
    MarkedForDeletion,
    Record,
    Row,
    StaleVersion,
)


def _decided(answers: Answers) -> str:
    """A decision in the log, where "none" would be read as none made; empty: none was."""
    decision = answers.decision.outcome
    return with_small(NO_ACTION) if decision == "none" else decision


class Screenings(CasebookPart):
    """The acts on one screening, from its beginning on. Each returns the screening as it is by then."""

    _presence: Presence
    _editions: PinnedEditions

    # Beginning one

    def begin(self, answers: Answers) -> Screening:
        """A new draft, saved at once. The source of its pathway's edition is pinned at its first use."""
        desk = self._desk
        desk.require("screen", "practitioner")
        edition = self._editions.pin(answers.pathway)
        fresh = NewDraft(answers=answers, edition=edition, owner=desk.account.id)
        (record,) = add_drafts(desk, self._editions, [fresh], "created", to_edit=True)
        return self._have_open(record)

    def keep_beside(self, screening: Screening) -> Screening:
        """Keep what could not be saved as a new draft of the same practitioner.

        The other one stays as it is in the store, and is left. Raises `NotFound`, `StoreFull`, `ReadOnly`, ….
        """
        desk = self._desk
        self._opened_in_any_version(screening)
        with to_go_on_together(desk, screening.ref) as beside:
            row = beside.row
            fresh = NewDraft(
                answers=screening.answers,
                edition=row.edition,
                owner=row.owner,
                unfinished=screening.unfinished,
            )
            whose = "" if desk.owns(row) else f", of {row.owner}"
            detail = f"kept beside {row.ref}{whose}"
            (record,) = add_drafts(desk, self._editions, [fresh], "created", detail, to_edit=True)
        kept = self._have_open(record)
        self.leave(screening)
        return kept

    def import_answers(self, many: Sequence[Answers]) -> list[str]:
        """Import answers as drafts, all or none; a No to danger is the file's. Returns their references, in order."""
        desk = self._desk
        desk.require("import screenings", "practitioner")
        editions = {answers.pathway: self._editions.pin(answers.pathway) for answers in many}
        today = local_now(desk.around.clock).date().isoformat()
        fresh = [
            NewDraft(
                answers=as_from_file(answers, today),
                edition=editions[answers.pathway],
                owner=desk.account.id,
            )
            for answers in many
        ]
        return [record.row.ref for record in add_drafts(desk, self._editions, fresh, "imported")]

    # Opening and leaving it

    def open(self, ref: str, reason: str = "") -> Screening:
        """Open a screening to change it, unless someone else has it open so (`holder`).

        Logged, with the reason if it is someone else's. Raises `NotFound`, `ReasonNeeded`, `Refused` (the child's name
        is in the reason), `ToBeDeleted`.
        """
        record = self._come_to(ref, reason)
        desk, row = self._desk, record.row
        entry, is_read = self._viewed(row, reason), row.state == "completed" or desk.store.read_only
        if not is_read:
            mine = edit_lock(desk, row.ref, changed=False)
            try:
                desk.store.presence.take(mine, [entry], desk.sessions.alive)
            except (LockHeld, StoreFull):
                is_read = True
        if is_read:
            desk.looked(entry, must=not desk.owns(row))
        return self._opened_afresh(record, anchored=True)

    def may_open(self, ref: str, reason: str) -> None:
        """Raise what `open` would raise if a screening is not open here. Opens nothing."""
        if (read_reference(ref) or "") not in self._desk.opened:
            to_open(self._desk, ref, reason)

    def read(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, only to be read: it stays free for others.

        Logged as `open` logs it. Raises what `open` raises.
        """
        desk, record = self._desk, self._come_to(ref, reason)
        desk.looked(self._viewed(record.row, reason), must=not desk.owns(record.row))
        return self._opened_afresh(record, anchored=True)

    def to_record(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved, only to record something about it.

        That is logged by itself: that one's own was read is not. Raises what `open` raises.
        """
        desk, record = self._desk, self._come_to(ref, reason)
        if not desk.owns(record.row):
            desk.store.log.add([self._viewed(record.row, reason)])
        return self._opened_afresh(record, anchored=True)

    def take_over(self, ref: str) -> Screening:
        """Change a screening that is open here to be read, whoever has it open. Logged.

        Raises `Busy` if they changed it a moment ago, with how long to wait; `NotFound`, `ToBeDeleted`.
        """
        desk, record = self._desk, to_open(self._desk, ref)
        row, store = record.row, desk.store
        desk.refuse_marked(row.ref)
        other = others_lock(desk, row.ref)
        if other is not None:
            self._presence.refuse_early(other, row)
        detail = f"from {other.account}" if other is not None else "from nobody"
        entry = desk.entry("taken over", row, detail=detail)
        mine = edit_lock(desk, row.ref, changed=False)
        try:
            with to_open_together(desk, row.ref):
                store.presence.take(mine, [entry], desk.sessions.alive, other)
        except LockHeld as held:
            raise taken_over(desk, held) from None
        return self._opened_afresh(record)

    def again(self, screening: Screening) -> Screening:
        """A screening that is open here as it is in the store by now. Not logged again.

        Raises `NotFound`, `RightEnded`.
        """
        self._opened_in_any_version(screening)
        return self._open_anew(screening.ref)

    def owned_as_now(self, screening: Screening) -> Screening:
        """An open screening with its owner of now: an administrator may have passed it on.

        Raises `RightEnded` if this account may not go on with it.
        """
        desk, opened = self._desk, self._desk.opened.get(screening.ref)
        if opened is None or desk.store.screenings.load(screening.ref) is None:
            return screening
        owner = to_go_on(desk, screening.ref).row.owner
        if owner == opened.row.owner:
            return screening
        named = desk.name_of(owner)
        opened.row = replace(opened.row, owner=owner)
        opened.screening = replace(opened.screening, owner=named)
        return replace(screening, owner=named)

    def leave(self, screening: Screening) -> None:
        """Leave a screening: others may change it, and a spell of editing ends in the log."""
        desk, opened = self._desk, self._desk.opened.pop(screening.ref, None)
        if opened is None or desk.store.read_only:
            return
        ended = desk.spell_ended(opened)
        held = desk.store.presence.get(screening.ref)
        if ended or (held is not None and held.session == desk.sessions.id):
            desk.store.presence.let_go(desk.sessions.id, [screening.ref], ended)

    @unlocked
    def ended(self, ref: str) -> str:
        """Why this account may not go on with an open screening, by the last act; empty: it may. Cheap."""
        opened = self._desk.opened.get(ref)
        return opened.ended if opened is not None else ""

    def source_of(self, screening: Screening) -> tuple[str, bytes | None]:
        """The SHA-256 of the source that a screening was made with, and the source; None: the store lacks it.

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

        Raises `Conflict` (nothing is overwritten), as `TakenOver` if someone else has it open to change it,
        `RightEnded` if this account may not go on with it, `NotPermitted` if it is completed, `StoreFull`, `Busy`
        (without `wait`: at once if another session is saving), ….
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
        opened, around = self._editable(screening), self._desk.around
        pinned = self._editions.of(opened.row.edition, screening.answers.pathway)
        if reasons := around.rules.holds_up(judged(screening.answers, around.clock()), pinned):
            raise CannotComplete(f"The screening cannot be completed yet. {' '.join(reasons)}")
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
        following = replace(opened.screening, revision=opened.row.revision + 1)
        record = self._written(self._next(following, opened, "reopened"), opened, [], last="reopened")
        return self._have_open(record)

    def _next(
        self, screening: Screening, opened: OpenedScreening, state: State, completed: str = ""
    ) -> Screening:
        """The next version of a screening. What the store decides is not the caller's to change."""
        row = opened.row
        return replace(
            screening,
            owner=self._desk.name_of(row.owner),
            state=state,
            version=row.version + 1,
            revision=row.revision if state != "reopened" else screening.revision,
            created=row.created,
            updated=self._desk.now(),
            completed=completed,
            stood=remembered(opened.screening, row),
        )

    def _said_otherwise(self, opened: OpenedScreening, changed: Screening) -> list[Entry]:
        """The entries for the log if the decision or the consent was changed."""
        old, new = opened.screening.answers, changed.answers
        changes: list[tuple[Kind, bool, str, str]] = [
            ("decision", old.decision != new.decision, _decided(old), _decided(new)),
            ("consent", old.consent != new.consent, old.consent.status, new.consent.status),
        ]
        return [
            self._desk.entry(
                kind,
                opened.row,
                detail=f"from {was or 'nothing'} to {now or 'nothing'}"
                if was != now
                else "reason or details",
            )
            for kind, is_another, was, now in changes
            if is_another
        ]

    def _written(
        self,
        changed: Screening,
        opened: OpenedScreening,
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
        mine = edit_lock(desk, row.ref, changed=True)
        try:
            with to_go_on_together(desk, row.ref) as now:
                # It may have been passed on, to be gone on with by a lead: it is whoever's it is now.
                owned = replace(record, row=replace(row, owner=now.row.owner))
                store.screenings.save(owned, log, mine, desk.sessions.alive)
                if preference is not None:
                    store.settings.set_preference(desk.account.id, *preference)
        except LockHeld as held:
            raise taken_over(desk, held) from None
        except StaleVersion as stale:
            raise self._conflict(stale.writer, stale.since) from None
        except MarkedForDeletion:
            raise ToBeDeleted from None
        return record

    def _conflict(self, writer: str, since: str) -> Conflict:
        """The error that the account with this id saved first, at this time."""
        return Conflict(self._desk.name_of(writer) if writer else "Someone else", since)

    # What is open here

    def _viewed(self, row: Row, reason: str) -> Entry:
        given = "" if self._desk.owns(row) else logged_reason(reason, row.child)
        return self._desk.entry("view", row, detail=given)

    def _have_open(self, record: Record, editing_since: int | None = None) -> Screening:
        opened = OpenedScreening(record.row, screening_of(self._desk, record), editing_since)
        self._desk.opened[record.row.ref] = opened
        return opened.screening

    def _come_to(self, ref: str, reason: str) -> Record:
        """The record of one that may be opened: what was open of it, and may not be gone on with, is left."""
        known = read_reference(ref) or ""
        if self.ended(known):
            self._desk.opened.pop(known, None)
        return to_open(self._desk, ref, reason)

    def _opened_afresh(self, record: Record, *, anchored: bool = False) -> Screening:
        """Have a screening open that might be opened a moment ago. Raises `RightEnded` if that is over again.

        `anchored`: that somebody saw another's record cannot be taken out of the log any more.
        """
        desk, ref = self._desk, record.row.ref
        if anchored and not desk.owns(record.row):
            desk.anchor()
        if ref in desk.opened:
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

    def _opened_in_any_version(self, screening: Screening) -> OpenedScreening:
        """The screening as it is open here, if one may go on with it. Raises `NotFound`, `RightEnded`."""
        desk, opened = self._desk, self._desk.opened.get(screening.ref)
        if opened is None:
            record = to_open(desk, screening.ref)
            self._have_open(record)
            return desk.opened[record.row.ref]
        if opened.ended:
            raise RightEnded(opened.ended)
        return opened

    def _opened(self, screening: Screening) -> OpenedScreening:
        """The screening as it is open here, if `screening` is of the same version.

        Raises `NotFound`, `RightEnded`, `Conflict`.
        """
        opened = self._opened_in_any_version(screening)
        if opened.row.version != screening.version:
            raise self._conflict(opened.row.writer, opened.row.updated)
        return opened

    def _editable(self, screening: Screening) -> OpenedScreening:
        opened = self._opened(screening)
        if opened.row.state == "completed":
            raise NotPermitted(
                "This screening is completed. Reopen it as a draft of its next revision to change it."
            )
        return opened
