"""The screening before, of the same child by what people said: what a later one is compared with (rule 19).

It is of the same practitioner as the later one: so what a comparison says is the same whoever reads it, and no word of
a colleague's screening gets into somebody's referral. And it was completed: a draft is nobody's word yet.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import from_document
from ce_tui.core.vault.casebook.paired import when
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.pinning import PinnedEditions
from ce_tui.core.vault.casebook.records import Records
from ce_tui.core.vault.store.records import Row

_READ = "compared with {ref}"


class EarlierScreening(NamedTuple):
    """A screening as it was last completed, with the SHA-256 of the edition that it was made with, and its source.

    `source` None: the store lacks it.
    """

    screening: Screening
    edition: str
    source: bytes | None


class Earlier:
    """Finds the one before. Nothing is opened by it."""

    def __init__(
        self,
        desk: Desk,
        permission: Permission,
        pairings: Pairings,
        records: Records,
        editions: PinnedEditions,
    ) -> None:
        self._desk = desk
        self._permission = permission
        self._pairings = pairings
        self._records = records
        self._editions = editions
        self._logged = set[tuple[str, str]]()

    def before(self, ref: str) -> EarlierScreening | None:
        """The last one before a screening that this account may open; None: there is none.

        What is marked for deletion, was never completed or has no day is none. That a lead read another's is logged,
        once in a session. Raises `NotAsWritten`, and what opening the later one does.
        """
        with self._desk.lock:
            later = self._permission.to_open(ref).row
            earlier = [row for row in self._of_the_same_child(later) if when(row) < when(later)]
            return self._read(max(earlier, key=when), later) if earlier else None

    def _of_the_same_child(self, later: Row) -> list[Row]:
        """The others of the same practitioner, by what was said of theirs alone."""
        paired = self._pairings.paired()
        children = map(paired.child, self._pairings.others(later.ref))
        rows = {each.row.ref: each.row for each in children if each and each.row.owner == later.owner}
        same = paired.only({later.ref, *rows}).same(later.ref)
        return [rows[ref] for ref in same if rows[ref].state != "draft" and rows[ref].screened_on]

    def _read(self, row: Row, later: Row) -> EarlierScreening | None:
        store = self._desk.store
        record = store.screenings.load(row.ref)
        if record is None:
            return None
        if row.owner != self._desk.account.id and (later.ref, row.ref) not in self._logged:
            store.log.add([self._desk.entry("view", row, detail=_READ.format(ref=later.ref))])
            self._logged.add((later.ref, row.ref))
        screening = self._records.screening(record)
        kept = store.screenings.kept(row.ref) if screening.state == "reopened" else []
        if kept:  # what is being changed in it is no part of what was completed then
            answers = from_document(kept[-1].document).answers
            screening = msgspec.structs.replace(screening, answers=answers, revision=kept[-1].revision)
        source = self._editions.of(record.row.edition, screening.answers.pathway)
        return EarlierScreening(screening, record.row.edition, source)
