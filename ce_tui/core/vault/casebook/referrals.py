"""The casebook's referrals: the PDFs that are kept of a revision, that something left the store, the log's head on it.

What is kept is what was sent, byte for byte, and beside it the annex for the referrer, where that was left out of what
was sent. A draft's is kept apart from the completed revision's, so that it never goes out in its place. What was kept
under "referral", before the annex could be left out, stays in the store and does not go out again. Nor does one since
which something was recorded, or which is compared with another screening before than the one by now: the next one says
it, and is kept in its place. Once what it is compared with is deleted, it is kept no more (`quotes`).
"""

from __future__ import annotations

from typing import Literal

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import FORM
from ce_tui.core.vault.casebook.kept_under import quoted, words_of
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.log.audit import Kind

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
                known = len(store.kept.actions(row.ref)) if holds is None else holds
                whose = document if screening.state == "completed" else f"draft {document}"
                kind = words_of(whose, known, before)
                if not all(map(store.screenings.is_there, quoted(kind))):
                    return
                store.kept.attach(row.ref, screening.revision, kind, pdf, self._desk.now(), [])

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
        kind = words_of(document, len(store.kept.actions(ref)), before)
        return store.kept.attachment(ref, revision, kind)

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
            kept = [each for each in store.kept.revisions(row.ref) if each.revision == revision]
            return str(kept[0].head if kept else store.log.head())
