"""Referrals: kept PDFs, the log of what left the store, and the screening that one is compared with.

A kept PDF is what was sent, byte for byte, and beside it the annex for the referrer, if that was left out. A draft's
is kept apart from the completed revision's, so that it never goes out in its place. What was kept under "referral",
before the annex could be left out, stays in the store and does not go out again. Nor does a PDF since which something
was recorded, or which is compared with another screening than the one before it now: the next one says it, and takes
its place. What stores hold stands under these words already, so they stay as they are:

    sent
    draft sent with annex, actions 3
    sent, actions 2, compared with CE-7K3M-2Q 4, 10 recorded, CE-JT6E-JQ 2

A PDF that quotes another screening goes once that one is deleted; the screening that it is of stays, and another PDF
can be made of it. It is found by these words, whatever was said of the two since. If it was only said that they are not
of one child after all, what was sent stays, as the proof of what was sent, and goes out no more.

A screening is compared with the last one before it of the same child (rule 19), by the same practitioner: so the
comparison says the same whoever reads it, and no word of a colleague's screening gets into somebody's referral. The one
before was completed: a draft is nobody's word yet. The gravest before that is named, if it was graver.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.pathway.outcome.comparison import ComparedScreening
from ce_tui.core.pathway.outcome.indication import decided
from ce_tui.core.pathway.words import as_outcome, rank
from ce_tui.core.vault.casebook.actions import recorded_of
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.pairings import paired, when
from ce_tui.core.vault.casebook.permission import to_open, to_open_together
from ce_tui.core.vault.casebook.records import FORM, PinnedEditions, from_document, screening_of, stood_by_row
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import AttachmentName, Record, Row

COMPARED = "compared with "
"""The words before the quoted screenings in what a document is kept under."""


def words_of(document: str, actions: int, before: str) -> str:
    """The words that a document is kept under. `before`: `EarlierScreening.key`; empty: it quotes none."""
    known, compared = f"actions {actions}" if actions else "", f"{COMPARED}{before}" if before else ""
    return ", ".join(filter(None, (document, known, compared)))


def quoted(kept_under: str) -> list[str]:
    """The references of the screenings that a document quotes, by what it is kept under."""
    words = kept_under.partition(COMPARED)[2].replace(",", " ").split()
    return [word for word in words if read_reference(word) == word]


def take_away_quotes(desk: OpenStore, deleted: str) -> None:
    """Take away the kept PDFs that quote a deleted screening, but those on hold.

    Within the transaction of its deletion. Logged with each.
    """
    held = {stand.ref for stand in desk.store.keeping.stands("hold")}
    for each in desk.store.kept.named(deleted):
        if deleted in quoted(each.kind) and each.ref not in held:
            _take_away(desk, each, [deleted])


def drop_quotes_after_hold(desk: OpenStore, released: str) -> None:
    """Take away a released screening's PDFs that quote a deleted one: within the transaction of the release."""
    for each in desk.store.kept.named(COMPARED):
        if each.ref == released and (
            gone := [ref for ref in quoted(each.kind) if not desk.store.screenings.is_there(ref)]
        ):
            _take_away(desk, each, gone)


def _take_away(desk: OpenStore, file: AttachmentName, gone: list[str]) -> None:
    detail = f"kept PDF taken away: it quoted {', '.join(gone)}"
    log = [desk.entry("deletion", ref=file.ref, detail=detail)]
    desk.store.kept.detach(file.ref, file.revision, file.kind, log)


Document = Literal["sent", "sent with annex", "annex"]
"""A PDF of a revision: the referral, the referral with its annex, the annex by itself."""

_EXPORTS: dict[str, Kind] = {"print": "print", "phone": "phone"}


class Referrals(CasebookPart):
    """Keeping and logging what leaves the store. All of it raises `NotFound`, `ReasonNeeded`, `ToBeDeleted`."""

    def keep(
        self,
        screening: Screening,
        pdf: bytes,
        document: Document = "sent",
        holds: int | None = None,
        before: str = "",
    ) -> None:
        """Keep a revision's PDF in the store, unencrypted, in place of an earlier one.

        It is not kept on a read-only store (the export is made all the same), nor in place of one of an earlier form
        of documents (which is what was sent then), nor if it quotes what was deleted since. `holds`: how many of the
        screening's actions it knows; None: all of them. Once there are more it does not go out again. `before`: which
        screenings before it quotes, of which versions (`EarlierScreening.key`); empty: none.
        """
        desk, store = self._desk, self._desk.store
        with to_open_together(desk, screening.ref) as row:
            if store.read_only or (screening.form < FORM and screening.state == "completed"):
                return
            known = len(store.kept.actions(row.ref)) if holds is None else holds
            whose = document if screening.state == "completed" else f"draft {document}"
            kind = words_of(whose, known, before)
            if not all(map(store.screenings.is_there, quoted(kind))):
                return
            store.kept.attach(row.ref, screening.revision, kind, pdf, desk.now(), [])

    def kept(self, ref: str, revision: int, document: Document = "sent", before: str = "") -> bytes | None:
        """The kept PDF of a completed revision, if it is up to date. Logged as a view.

        It is up to date if it is compared with `before` and knows all that was recorded.
        """
        desk, store = self._desk, self._desk.store
        with to_open_together(desk, ref) as row:
            known = len(store.kept.actions(row.ref))  # by their number, for clocks can be wrong
            pdf = store.kept.attachment(row.ref, revision, words_of(document, known, before))
            if pdf is not None:
                which = document.replace("sent", "referral")
                desk.log_act("view", row, detail=f"{which} of revision {revision}")
        if pdf is not None and not desk.owns(row):
            desk.anchor()  # not before the entry stands in the log for good
        return pdf

    def note_export(self, ref: str, kind: str) -> None:
        """Log that a screening left the store, and anchor it.

        `kind`: how it left: "pdf", "text with annex", "print", "phone".
        """
        with to_open_together(self._desk, ref) as row:
            how = _EXPORTS.get(kind.partition(" ")[0], "export")
            self._desk.log_act(how, row, detail=kind[:40])
        self._desk.anchor()

    def audit_head(self, ref: str, revision: int) -> str:
        """The log's head as of a revision's completion; of a draft, as it is now. `42:9f3a…`, to be printed."""
        row, store = to_open(self._desk, ref).row, self._desk.store
        heads = (each.head for each in store.kept.revisions(row.ref) if each.revision == revision)
        return str(next(heads, None) or store.log.head())


class GraverScreening(NamedTuple):
    """A screening before the last one, which was graver, and how it stood."""

    ref: str
    version: int
    stood: ComparedScreening


class EarlierScreening(NamedTuple):
    """A screening as it was last completed, with which a later one is compared.

    `edition`: the SHA-256 of the edition that it was made with. `source`: of that edition; None: the store lacks it.
    `recorded`: what was recorded of it as done; None: it cannot be read. `graver`: the gravest before it, if that was
    graver, of several the last.
    """

    screening: Screening
    edition: str
    source: bytes | None
    recorded: tuple[Recorded, ...] | None
    graver: GraverScreening | None

    @property
    def key(self) -> str:
        """The words under which a document that quotes these screenings is kept.

        They say which ones these are, of which versions, and how many actions are known.
        """
        last, graver = self.screening, self.graver
        recorded = "?" if self.recorded is None else len(self.recorded)
        known = f"{last.ref} {last.version}, {recorded} recorded"
        return f"{known}, {graver.ref} {graver.version}" if graver else known


class EarlierScreenings(CasebookPart):
    """Finding the screening before one. Nothing is opened by it."""

    _editions: PinnedEditions
    _logged: set[tuple[str, str]] = msgspec.field(default_factory=set)

    def before(self, ref: str) -> EarlierScreening | None:
        """The last screening before one that this account may open; None: there is none.

        What is marked for deletion, was never completed or has no day is none. That a lead read another's is logged,
        once in a session. Raises `NotAsWritten`, and what opening the later one raises.
        """
        desk = self._desk
        later, whole = to_open(desk, ref).row, paired(desk)
        rows = whole.by_practitioner(later)
        same = whole.only({later.ref, *rows}).same(later.ref)  # by what was said of theirs alone
        earlier = [
            row
            for row in (rows[each] for each in same)
            if row.state != "draft" and row.screened_on and when(row) < when(later)
        ]
        if not earlier:
            return None
        *others, last = sorted(earlier, key=when)
        stood = [GraverScreening(row.ref, row.version, self._stood(row, later)) for row in others]
        gravest = max(
            stood, key=lambda each: (rank(each.stood.acting_on), each.stood.screened_on), default=None
        )
        if gravest and rank(gravest.stood.acting_on) <= rank(self._stood(last, later).acting_on):
            gravest = None
        record = desk.store.screenings.load(last.ref)
        if record is None:
            return None
        self._log_read(last, later)
        screening, edition = self._as_completed(record), record.row.edition
        source = self._editions.of(edition, screening.answers.pathway)
        try:
            recorded = tuple(recorded_of(desk, last.ref))
        except Damaged:
            recorded = None
        return EarlierScreening(screening, edition, source, recorded, gravest)

    def _stood(self, row: Row, later: Row) -> ComparedScreening:
        """How a screening stood as it was completed: by its row, unless that is of a draft by now."""
        if row.state == "completed":
            acting_on = row.acting_on or row.outcome
            red_by = {urgent()[key].red_by for key in stood_by_row(row).danger}
            # What is higher than the marks was decided, whatever a row of before lacks of what was said.
            higher = rank(acting_on) > rank(row.outcome) or "decision" in red_by
            decided_on, told = acting_on if higher else row.decision, "outcome" in red_by
            return ComparedScreening(row.screened_on, acting_on, decided_on, told)  # type: ignore[arg-type]
        record = self._desk.store.screenings.load(row.ref)
        if record is None:
            return ComparedScreening(row.screened_on, "none", "")
        self._log_read(row, later)
        answers = self._as_completed(record).answers
        source = self._editions.of(record.row.edition, answers.pathway)
        acting_on = as_outcome(self._desk.around.rules.standing(answers, source).acting_on)
        risk = bool(answers.immediate_risk)
        return ComparedScreening(answers.screened_on, acting_on, decided(answers), risk)

    def _log_read(self, row: Row, later: Row) -> None:
        if not self._desk.owns(row) and (later.ref, row.ref) not in self._logged:
            self._desk.log_act("view", row, detail=f"compared with {later.ref}")
            self._logged.add((later.ref, row.ref))

    def _as_completed(self, record: Record) -> Screening:
        """The screening as it was last completed, without what is being changed in it now."""
        screening = screening_of(self._desk, record)
        kept = self._desk.store.kept.revisions(record.row.ref) if screening.state == "reopened" else []
        if not kept:
            return screening
        answers = from_document(kept[-1].document).answers
        return msgspec.structs.replace(screening, answers=answers, revision=kept[-1].revision)
