"""How the casebook makes records of screenings, and screenings of records."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.actions.stood_then import standing_since
from ce_tui.core.pathway.answers.screening import Answers, Screening, State
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import FORM, as_document, from_document
from ce_tui.core.vault.casebook.how_grave import stood_by_row
from ce_tui.core.vault.casebook.pinning import PinnedEditions
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.casebook.searching import searchable
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.references import new_reference
from ce_tui.core.vault.store.records import KeptRevision, Record, Row, Taken

_TRIES = 20


class Fresh(msgspec.Struct, frozen=True, kw_only=True):
    """A draft to be made: `edition` is the SHA-256 of its pathway's source, `owner` an account's id."""

    answers: Answers
    edition: str
    owner: str
    unfinished: dict[str, str] = {}


class Records:
    """Makes records and reads them, for the other parts, which hold the desk's lock."""

    def __init__(self, desk: Desk, editions: PinnedEditions, presence: Presence) -> None:
        self._desk = desk
        self._editions = editions
        self._presence = presence

    def add(
        self, many: Sequence[Fresh], kind: Kind, detail: str = "", *, to_edit: bool = False
    ) -> list[Record]:
        """New drafts, all or none, each logged; `to_edit`: the one that it is, open to be changed here.

        Raises `VaultError` where no free reference is found, `StoreFull`, `ReadOnly`, ….
        """
        for _ in range(_TRIES):
            records = [
                self._drafted(ref, fresh) for ref, fresh in zip(_references(len(many)), many, strict=True)
            ]
            log = [self._desk.entry(kind, record.row, detail=detail) for record in records]
            edit_lock = self._presence.mine(records[0].row.ref, changed=False) if to_edit else None
            try:
                self._desk.store.screenings.add(records, log, edit_lock)
            except Taken:
                continue
            return records
        raise VaultError("No free reference was found. Nothing was saved.")

    def record(self, screening: Screening, owner: str, edition: str) -> Record:
        """The record of a screening: of an account's id, made with an edition (the SHA-256 of its source)."""
        answers = screening.answers
        standing = self._desk.around.rules.standing(answers, self._editions.of(edition, answers.pathway))
        kept = [now.kept for key, now in urgent().items() if key in standing.danger]
        row = Row(
            ref=screening.ref,
            owner=owner,
            state=screening.state,
            outcome=standing.outcome,
            decision=standing.decision,
            acting_on=standing.acting_on,
            missing_now="yes" if answers.missing_now else "",
            danger=" ".join(name for name in kept if name not in Row.__struct_fields__),
            set_aside=" ".join(standing.set_aside),
            locality=answers.locality,
            screened_on=answers.screened_on,
            child=answers.child.name,
            created=screening.created,
            updated=screening.updated,
            completed=screening.completed,
            version=screening.version,
            revision=screening.revision,
            edition=edition,
            writer=self._desk.account.id,
        )
        stood = standing_since(screening.stood, stood_by_row(row), row.updated)
        document = as_document(msgspec.structs.replace(screening, stood=stood))
        return Record(row=row, document=document, words=searchable(screening.ref, answers))

    def kept(self, record: Record) -> KeptRevision:
        """What is kept for good of a record that is completed just now."""
        row = record.row
        return KeptRevision(
            ref=row.ref,
            revision=row.revision,
            completed=row.completed,
            actor=self._desk.account.id,
            outcome=row.outcome,
            document=record.document,
        )

    def screening(self, record: Record) -> Screening:
        """The screening that a record holds. What stands in its row counts."""
        row = record.row
        return msgspec.structs.replace(
            from_document(record.document),
            ref=row.ref,
            owner=self._desk.name_of(row.owner),
            state=state_of(row.state),
            version=row.version,
            revision=row.revision,
            created=row.created,
            updated=row.updated,
            completed=row.completed,
        )

    def _drafted(self, ref: str, fresh: Fresh) -> Record:
        now = self._desk.now()
        screening = Screening(
            ref=ref,
            owner=self._desk.name_of(fresh.owner),
            answers=fresh.answers,
            version=1,
            created=now,
            updated=now,
            unfinished=fresh.unfinished,
            form=FORM,
        )
        return self.record(screening, fresh.owner, fresh.edition)


def _references(count: int) -> list[str]:
    """As many different references."""
    found = dict[str, None]()
    while len(found) < count:
        found[new_reference()] = None
    return list(found)


def state_of(state: str) -> State:
    """The state that stands in a row."""
    return state if state in ("completed", "reopened") else "draft"  # type: ignore[return-value]
