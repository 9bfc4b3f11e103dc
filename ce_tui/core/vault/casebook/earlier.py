"""The screening before, of the same child by what people said: what a later one is compared with (rule 19).

It is of the same practitioner as the later one: so what a comparison says is the same whoever reads it, and no word of
a colleague's screening gets into somebody's referral. And it was completed: a draft is nobody's word yet. Of those
before it the gravest is named, where that was graver.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.pathway.outcome.indication import decided
from ce_tui.core.pathway.words import rank
from ce_tui.core.vault.casebook.actions import recorded_of
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import from_document
from ce_tui.core.vault.casebook.how_grave import stood_by_row
from ce_tui.core.vault.casebook.kept_under import Quoted, words_before
from ce_tui.core.vault.casebook.paired import when
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.pinning import PinnedEditions
from ce_tui.core.vault.casebook.records import Records
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.store.records import Record, Row

_READ = "compared with {ref}"


class Graver(NamedTuple):
    """A screening before the last one, which was graver: of which version, its day (ISO date), what was acted on.

    `decided`: what was decided, harm that was told included. `immediate_risk`: it was said.
    """

    ref: str
    version: int
    screened_on: str
    acting_on: str
    decided: str
    immediate_risk: bool


class EarlierScreening(NamedTuple):
    """A screening as it was last completed, with the SHA-256 of the edition that it was made with, and its source.

    `source` None: the store lacks it. `recorded`: what was recorded of it as done; None: it cannot be read. `graver`:
    the gravest before it, where that was graver, of several the last.
    """

    screening: Screening
    edition: str
    source: bytes | None
    recorded: tuple[Recorded, ...] | None
    graver: Graver | None

    @property
    def key(self) -> str:
        """Which ones these are, of which versions, and how many actions are known: a document that quotes them is kept
        under it.
        """
        last, graver = Quoted(self.screening.ref, self.screening.version), self.graver
        recorded = None if self.recorded is None else len(self.recorded)
        return words_before(last, recorded, Quoted(graver.ref, graver.version) if graver else None)


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
            if not earlier:
                return None
            *others, last = sorted(earlier, key=when)
            return self._read(last, later, self._graver(others, last, later))

    def _of_the_same_child(self, later: Row) -> list[Row]:
        """The others of the same practitioner, by what was said of theirs alone."""
        paired = self._pairings.paired()
        children = map(paired.child, self._pairings.others(later.ref))
        rows = {each.row.ref: each.row for each in children if each and each.row.owner == later.owner}
        same = paired.only({later.ref, *rows}).same(later.ref)
        return [rows[ref] for ref in same if rows[ref].state != "draft" and rows[ref].screened_on]

    def _graver(self, others: Sequence[Row], last: Row, later: Row) -> Graver | None:
        found = [self._stood(row, later) for row in others]
        gravest = max(found, key=lambda each: (rank(each.acting_on), each.screened_on), default=None)
        if gravest is None or rank(gravest.acting_on) <= rank(self._stood(last, later).acting_on):
            return None
        return gravest

    def _stood(self, row: Row, later: Row) -> Graver:
        """What was acted on as it was completed: by its row, unless that is of a draft by now."""
        if row.state == "completed":
            return _by_row(row)
        record = self._desk.store.screenings.load(row.ref)
        if record is None:
            return Graver(row.ref, row.version, row.screened_on, "none", "", immediate_risk=False)
        self._log_read(row, later)
        answers = self._as_completed(record).answers
        source = self._editions.of(record.row.edition, answers.pathway)
        acting_on = self._desk.around.rules.standing(answers, source).acting_on
        risk = bool(answers.immediate_risk)
        return Graver(row.ref, row.version, answers.screened_on, acting_on, decided(answers), risk)

    def _read(self, row: Row, later: Row, graver: Graver | None) -> EarlierScreening | None:
        record = self._desk.store.screenings.load(row.ref)
        if record is None:
            return None
        self._log_read(row, later)
        screening = self._as_completed(record)
        source = self._editions.of(record.row.edition, screening.answers.pathway)
        return EarlierScreening(screening, record.row.edition, source, self._recorded(row.ref), graver)

    def _recorded(self, ref: str) -> tuple[Recorded, ...] | None:
        try:
            return tuple(recorded_of(self._desk, ref))
        except Damaged:
            return None

    def _log_read(self, row: Row, later: Row) -> None:
        if row.owner != self._desk.account.id and (later.ref, row.ref) not in self._logged:
            self._desk.store.log.add([self._desk.entry("view", row, detail=_READ.format(ref=later.ref))])
            self._logged.add((later.ref, row.ref))

    def _as_completed(self, record: Record) -> Screening:
        """What is being changed in it is no part of what was completed then."""
        screening = self._records.screening(record)
        kept = self._desk.store.screenings.kept(record.row.ref) if screening.state == "reopened" else []
        if not kept:
            return screening
        answers = from_document(kept[-1].document).answers
        return msgspec.structs.replace(screening, answers=answers, revision=kept[-1].revision)


def _by_row(row: Row) -> Graver:
    """What is higher than the marks was decided, whatever a row of before lacks of what was said."""
    acting_on = row.acting_on or row.outcome
    red_by = {urgent()[key].red_by for key in stood_by_row(row).danger}
    higher = rank(acting_on) > rank(row.outcome) or "decision" in red_by
    decided_on = acting_on if higher else row.decision
    return Graver(row.ref, row.version, row.screened_on, acting_on, decided_on, "outcome" in red_by)
