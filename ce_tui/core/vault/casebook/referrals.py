"""The casebook's referrals: the PDF that is kept of a revision, that something left the store, the log's head on it."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import FORM
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.log.audit import Kind

_REFERRAL = "referral"
_EXPORTS: dict[str, Kind] = {"print": "print", "phone": "phone"}


class Referrals:
    """What is kept and logged of what leaves the store. All of it raises `NotFound`, `ReasonNeeded`, `ToBeDeleted`."""

    def __init__(self, desk: Desk, permission: Permission) -> None:
        self._desk = desk
        self._permission = permission

    def keep(self, screening: Screening, pdf: bytes) -> None:
        """Keep the unencrypted PDF of the screening's revision inside the store, in place of an earlier one.

        On a read-only store it is not kept: the export is made all the same. Nor is one kept in place of what was
        kept of an earlier form of documents: that is what was sent then.
        """
        with self._desk.lock:
            row = self._permission.to_open(screening.ref).row
            store = self._desk.store
            if store.read_only or (screening.form < FORM and screening.state == "completed"):
                return
            store.screenings.attach(row.ref, screening.revision, _REFERRAL, pdf, self._desk.now(), [])

    def kept(self, ref: str, revision: int) -> bytes | None:
        """The kept PDF of a revision, if there is one. Logged as a view."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            store = self._desk.store
            pdf = store.screenings.attachment(row.ref, revision, _REFERRAL)
            if pdf is not None:
                store.log.add([self._desk.entry("view", row, detail=f"referral of revision {revision}")])
            return pdf

    def note_export(self, ref: str, kind: str) -> None:
        """Log that a screening left the store, and how ("pdf", "text", "print", "phone"), and anchor the log."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            entry = self._desk.entry(_EXPORTS.get(kind, "export"), row, detail=kind[:40])
            self._desk.anchor(self._desk.store.log.add([entry]))

    def audit_head(self, ref: str, revision: int) -> str:
        """The log's head as of a revision's completion; of a draft, as it is now. `42:9f3a…`, to be printed."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            store = self._desk.store
            kept = [each for each in store.screenings.kept(row.ref) if each.revision == revision]
            return str(kept[0].head if kept else store.log.head())
