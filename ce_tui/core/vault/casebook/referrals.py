"""What a kept PDF is kept under: which document it is, how many actions it knows, which screenings before it quotes.

    sent
    draft sent with annex, actions 3
    sent, actions 2, compared with CE-7K3M-2Q 4, 10 recorded, CE-JT6E-JQ 2

It is written and read here alone. What stores hold stands under these words already, so they stay as they are.

Kept PDFs that quote another screening, as one that is compared with it does: they go once that one is deleted.

The screening that they are of stays, and another PDF can be made of it. What a PDF quotes stands in what it is kept
under (`kept_under`), so it is found whatever was said of the two since. Where it was only said that they are not of one
child after all, what was sent stays, as the proof of what was sent, and goes out no more.

The casebook's referrals: the PDFs that are kept of a revision, that something left the store, the log's head on it.

What is kept is what was sent, byte for byte, and beside it the annex for the referrer, where that was left out of what
was sent. A draft's is kept apart from the completed revision's, so that it never goes out in its place. What was kept
under "referral", before the annex could be left out, stays in the store and does not go out again. Nor does one since
which something was recorded, or which is compared with another screening before than the one by now: the next one says
it, and is kept in its place. Once what it is compared with is deleted, it is kept no more (`quotes`).

The screening before, of the same child by what people said: what a later one is compared with (rule 19).

It is of the same practitioner as the later one: so what a comparison says is the same whoever reads it, and no word of
a colleague's screening gets into somebody's referral. And it was completed: a draft is nobody's word yet. Of those
before it the gravest is named, where that was graver.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.outcome.indication import decided
from ce_tui.core.pathway.words import rank
from ce_tui.core.vault.casebook.actions import recorded_of
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.pairings import Pairings, when
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.records import FORM, PinnedEditions, Records, from_document
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import Named, Record, Row

COMPARED = "compared with "
"""What the words of a document that quotes any have in them."""


class Quoted(NamedTuple):
    """A screening that a document quotes: its reference, and of which version."""

    ref: str
    version: int

    def __str__(self) -> str:
        return f"{self.ref} {self.version}"


def words_before(last: Quoted, recorded: int | None, graver: Quoted | None) -> str:
    """The screening before, how many actions are known of it (None: not to be read), and a graver one before that."""
    known = f"{last}, {'?' if recorded is None else recorded} recorded"
    return f"{known}, {graver}" if graver else known


def words_of(document: str, actions: int, before: str) -> str:
    """What a document is kept under that knows so many actions. `before`: `words_before`; empty: it quotes none."""
    known, compared = f"actions {actions}" if actions else "", f"{COMPARED}{before}" if before else ""
    return ", ".join(filter(None, (document, known, compared)))


def quoted(kept_under: str) -> list[str]:
    """The references of the screenings that a document quotes, by what it is kept under."""
    words = kept_under.partition(COMPARED)[2].replace(",", " ").split()
    return [word for word in words if read_reference(word) == word]


TAKEN_AWAY = "kept PDF taken away: it quoted {quoted}"


def take_away_quotes(desk: Desk, deleted: str) -> None:
    """Within the transaction of its deletion: take away what quotes a screening, but of one that is on hold.

    Logged with each.
    """
    held = {stand.ref for stand in desk.store.keeping.stands("hold")}
    for each in desk.store.screenings.named(deleted):
        if deleted in quoted(each.kind) and each.ref not in held:
            _take_away(desk, each, [deleted])


def take_away_what_a_hold_kept(desk: Desk, released: str) -> None:
    """Within the transaction that ends a hold: of that screening, take away what quotes one that is deleted by now."""
    for each in desk.store.screenings.named(COMPARED):
        if each.ref == released:
            gone = [ref for ref in quoted(each.kind) if not desk.store.screenings.is_there(ref)]
            if gone:
                _take_away(desk, each, gone)


def _take_away(desk: Desk, file: Named, gone: list[str]) -> None:
    entry = desk.entry("deletion", ref=file.ref, detail=TAKEN_AWAY.format(quoted=", ".join(gone)))
    desk.store.screenings.detach(file.ref, file.revision, file.kind, [entry])


Document = Literal["sent", "sent with annex", "annex"]
"""A PDF of a revision: the referral, the referral with its annex, the annex by itself."""

_EXPORTS: dict[str, Kind] = {"print": "print", "phone": "phone"}


class Referrals:
    """What is kept and logged of what leaves the store. All of it raises `NotFound`, `ReasonNeeded`, `ToBeDeleted`."""

    def __init__(self, desk: Desk, permission: Permission) -> None:
        self._desk = desk
        self._permission = permission

    def keep(
        self,
        screening: Screening,
        pdf: bytes,
        document: Document = "sent",
        holds: int | None = None,
        before: str = "",
    ) -> None:
        """Keep the unencrypted PDF of the screening's revision inside the store, in place of an earlier one.

        On a read-only store it is not kept: the export is made all the same. Nor is one kept in place of what was
        kept of an earlier form of documents: that is what was sent then; nor one that quotes what was deleted since.
        `holds`: how many of the screening's actions
        it knows, all of them where that is not said: once there are more it does not go out again. `before`: which
        screenings before it quotes, of which versions (`EarlierScreening.key`); empty: none.
        """
        with self._desk.lock:
            store = self._desk.store
            with self._permission.to_open_together(screening.ref) as row:
                if store.read_only or (screening.form < FORM and screening.state == "completed"):
                    return
                known = len(store.actions.of(row.ref)) if holds is None else holds
                whose = document if screening.state == "completed" else f"draft {document}"
                kind = words_of(whose, known, before)
                if not all(map(store.screenings.is_there, quoted(kind))):
                    return
                store.screenings.attach(row.ref, screening.revision, kind, pdf, self._desk.now(), [])

    def kept(self, ref: str, revision: int, document: Document = "sent", before: str = "") -> bytes | None:
        """The kept PDF of a completed revision, if there is one, nothing was recorded since, and it is compared with
        `before`. Logged as a view.
        """
        store = self._desk.store
        with self._desk.lock:
            with self._permission.to_open_together(ref) as row:
                pdf = self._up_to_date(row.ref, revision, document, before)
                if pdf is not None:
                    which = "annex" if document == "annex" else document.replace("sent", "referral")
                    store.log.add([self._desk.entry("view", row, detail=f"{which} of revision {revision}")])
            if pdf is not None and row.owner != self._desk.account.id:
                self._desk.anchor()  # not before the entry stands in the log for good
            return pdf

    def _up_to_date(self, ref: str, revision: int, document: Document, before: str) -> bytes | None:
        """What is kept, unless something was recorded since: by their number, for clocks can be wrong."""
        store = self._desk.store
        kind = words_of(document, len(store.actions.of(ref)), before)
        return store.screenings.attachment(ref, revision, kind)

    def note_export(self, ref: str, kind: str) -> None:
        """Log that a screening left the store, and how ("pdf", "text with annex", "print", "phone"), and anchor it."""
        with self._desk.lock:
            with self._permission.to_open_together(ref) as row:
                entry = self._desk.entry(
                    _EXPORTS.get(kind.partition(" ")[0], "export"), row, detail=kind[:40]
                )
                self._desk.store.log.add([entry])
            self._desk.anchor()

    def audit_head(self, ref: str, revision: int) -> str:
        """The log's head as of a revision's completion; of a draft, as it is now. `42:9f3a…`, to be printed."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            store = self._desk.store
            kept = [each for each in store.screenings.kept(row.ref) if each.revision == revision]
            return str(kept[0].head if kept else store.log.head())


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
    danger, acting_on = row.danger.split(), row.acting_on or row.outcome
    higher = rank(acting_on) > rank(row.outcome) or "harm_today" in danger
    decided_on = acting_on if higher else row.decision
    return Graver(row.ref, row.version, row.screened_on, acting_on, decided_on, "immediate_risk" in danger)
