"""The screening before, of the same child by what people said: what a later one is compared with (rule 19).

It is of the same practitioner as the later one: so what a comparison says is the same whoever reads it, and no word of
a colleague's screening gets into somebody's referral.
"""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.paired import says_something, when
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.pinning import PinnedEditions
from ce_tui.core.vault.casebook.records import Records

_READ = "compared with {ref}"


class EarlierScreening(NamedTuple):
    """A screening as it was last saved, with the SHA-256 of the edition that it was made with, and its source.

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

        What is marked for deletion, and a draft in which nothing is marked or said, is none. That a lead read another's
        is logged, once in a session. Raises `NotAsWritten`, and what opening the later one does.
        """
        desk = self._desk
        with desk.lock:
            later = self._permission.to_open(ref).row
            paired = self._pairings.paired()
            children = filter(None, map(paired.child, paired.same(later.ref)))
            rows = [child.row for child in children if child.row.owner == later.owner]
            earlier = [row for row in rows if when(row) < when(later) and says_something(row)]
            if not earlier:
                return None
            row = max(earlier, key=when)
            record = desk.store.screenings.load(row.ref)
            if record is None:
                return None
            if row.owner != desk.account.id and (later.ref, row.ref) not in self._logged:
                desk.store.log.add([desk.entry("view", row, detail=_READ.format(ref=later.ref))])
                self._logged.add((later.ref, row.ref))
            screening = self._records.screening(record)
            source = self._editions.of(record.row.edition, screening.answers.pathway)
            return EarlierScreening(screening, record.row.edition, source)
