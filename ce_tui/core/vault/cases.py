"""The casebook's screenings: begin, open, save, complete, reopen, import.

A practitioner works on their own; a lead opens another's with a reason, which is logged; an administrator's role
alone reads none. What may not be opened and what does not exist are answered with the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.screening import Answers, Screening, State
from ce_tui.core.vault.audit import Entry, Kind
from ce_tui.core.vault.desk import Desk, Opened, one_line
from ce_tui.core.vault.errors import (
    CannotComplete,
    Conflict,
    NotFound,
    NotPermitted,
    ReasonNeeded,
    VaultError,
)
from ce_tui.core.vault.references import new_reference, read_reference
from ce_tui.core.vault.searching import searchable
from ce_tui.core.vault.store import Edition, Kept, Record, Row, Stale, Taken

_TRIES = 20


class Cases(Desk):
    """See the module."""

    def begin(self, answers: Answers, pathway_source: bytes | None = None) -> Screening:
        """A new draft, saved at once. The source of its pathway's edition is pinned at its first use."""
        with self._lock:
            self._require("screen", "practitioner")
            (record,) = self._add([answers], "created", pathway_source)
            opened = Opened(record.row, self._shown(record))
            self._open[record.row.ref] = opened
            return opened.screening

    def import_answers(self, many: Sequence[Answers]) -> list[str]:
        """All of them as drafts, or none. Returns their references, in order."""
        with self._lock:
            self._require("import screenings", "practitioner")
            return [record.row.ref for record in self._add(many, "imported")]

    def open(self, ref: str, reason: str = "") -> Screening:
        """A screening as it was last saved. Logged, with the reason where it is someone else's.

        Raises `NotFound`, `ReasonNeeded`.
        """
        with self._lock:
            record = self._permitted(ref, reason)
            given = one_line(reason, 200) if record.row.owner != self.account.id else ""
            self._store.log([self._entry("view", record.row, detail=given)])
            before = self._open.get(record.row.ref)
            since = before.editing_since if before else None
            opened = Opened(record.row, self._shown(record), since)
            self._open[record.row.ref] = opened
            return opened.screening

    def leave(self, screening: Screening) -> None:
        """The practitioner has left the screening: its spell of editing, if any, ends in the log."""
        with self._lock:
            opened = self._open.pop(screening.ref, None)
            if opened and (ended := self._ended(opened)):
                self._store.log(ended)

    def save(self, screening: Screening) -> Screening:
        """Save what is in `answers` and `unfinished`, if nobody saved since: the screening's next version.

        Raises `Conflict` (nothing is overwritten), `NotPermitted` where it is completed, `StoreFull`, `Busy`, ….
        """
        with self._lock:
            opened = self._editable(screening)
            changed = self._next(screening, opened.row, opened.row.state)
            log = self._said_otherwise(opened, changed)
            if opened.editing_since is None:
                log.insert(0, self._entry("editing began", opened.row))
            saved = self._put(changed, opened.row, log)
            since = opened.row.version if opened.editing_since is None else opened.editing_since
            self._open[screening.ref] = Opened(saved.row, changed, since)
            return changed

    def complete(self, screening: Screening) -> Screening:
        """Save and complete the revision, which is then kept unchanged.

        Raises `CannotComplete` with what is still needed, and what `save` raises.
        """
        with self._lock:
            opened = self._editable(screening)
            reasons = self._around.rules.holds_up(screening.answers)
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
        if record.row.owner == self.account.id or record.row.ref in self._open:
            return record
        if not self.has_role("lead"):
            raise self._refused(known)
        if not one_line(reason, 200):
            raise ReasonNeeded
        return record

    def _refused(self, ref: str | None) -> NotFound:
        self._store.log([self._entry("refusal", ref=ref or "", detail="open a screening")])
        return NotFound()

    def _at_hand(self, screening: Screening) -> Opened:
        """The screening as it is open here, if `screening` is of that version. Raises `NotFound`, `Conflict`."""
        opened = self._open.get(screening.ref)
        if opened is None:
            record = self._permitted(screening.ref)
            opened = Opened(record.row, self._shown(record))
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
            state=_state(state),
            version=row.version + 1,
            revision=row.revision if state != "reopened" else screening.revision,
            created=row.created,
            updated=self._now(),
            completed=completed,
        )

    def _put(
        self, changed: Screening, before: Row, log: list[Entry], last: Kind | None = None, keep: bool = False
    ) -> Record:
        record = self._record(changed, before.owner, before.edition)
        if last:
            log.append(self._entry(last, record.row))
        kept = self._kept(record) if keep else None
        try:
            self._store.save(record, log, kept)
        except Stale as stale:
            raise self._conflict(stale.writer, stale.since) from None
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

    def _add(self, many: Sequence[Answers], kind: Kind, source: bytes | None = None) -> list[Record]:
        now = self._now()
        editions = {answers.pathway: self._pin(answers.pathway, source) for answers in many}
        for _ in range(_TRIES):
            records = [
                self._record(
                    Screening(
                        ref=ref, owner=self.account.name, answers=answers, version=1, created=now, updated=now
                    ),
                    self.account.id,
                    editions[answers.pathway],
                )
                for ref, answers in zip(_references(len(many)), many, strict=True)
            ]
            try:
                self._store.add(records, [self._entry(kind, record.row) for record in records])
            except Taken:
                continue
            return records
        raise VaultError("No free reference was found. Nothing was saved.")

    def _record(self, screening: Screening, owner: str, edition: str) -> Record:
        answers = screening.answers
        row = Row(
            ref=screening.ref,
            owner=owner,
            state=screening.state,
            outcome=self._around.rules.outcome(answers),
            locality=answers.locality,
            screened_on=answers.screened_on,
            child=answers.child.name,
            created=screening.created,
            updated=screening.updated,
            completed=screening.completed,
            version=screening.version,
            revision=screening.revision,
            edition=edition,
            writer=self.account.id,
        )
        return Record(
            row=row, document=msgspec.json.encode(screening), words=searchable(screening.ref, answers)
        )

    def _kept(self, record: Record) -> Kept:
        row = record.row
        return Kept(
            ref=row.ref,
            revision=row.revision,
            completed=row.completed,
            actor=self.account.id,
            outcome=row.outcome,
            document=record.document,
        )

    def _shown(self, record: Record) -> Screening:
        """The screening that a record holds. What stands in its row counts."""
        row = record.row
        return msgspec.structs.replace(
            msgspec.json.decode(record.document, type=Screening),
            ref=row.ref,
            owner=self._name_of(row.owner),
            state=_state(row.state),
            version=row.version,
            revision=row.revision,
            created=row.created,
            updated=row.updated,
            completed=row.completed,
        )

    def _pin(self, pathway: str, source: bytes | None) -> str:
        """Keep an edition's source, once. Returns its SHA-256; "" where the source is not known."""
        source = source if source is not None else self._around.rules.source(pathway)
        if source is None:
            return ""
        digest = hashlib.sha256(source).hexdigest()
        if (pathway, digest) not in self._pinned:
            self._store.pin(Edition(id=pathway, sha256=digest, source=source, first_used=self._now()))
            self._pinned.add((pathway, digest))
        return digest


def _references(count: int) -> list[str]:
    """As many different references."""
    found = dict[str, None]()
    while len(found) < count:
        found[new_reference()] = None
    return list(found)


def _state(state: str) -> State:
    return state if state in ("completed", "reopened") else "draft"  # type: ignore[return-value]


def _from_to(old: str, new: str) -> str:
    return f"from {old or 'nothing'} to {new or 'nothing'}" if old != new else "reason or details"
