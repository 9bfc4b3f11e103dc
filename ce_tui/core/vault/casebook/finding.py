"""The casebook's lists: who sees which screenings, the search, the completed revisions and their referrals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Screening, State
from ce_tui.core.vault.casebook.cases import Cases
from ce_tui.core.vault.casebook.documents import FORM, from_document
from ce_tui.core.vault.casebook.pinning import ForNew
from ce_tui.core.vault.casebook.searching import excerpt
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.store.store import Edition, Row

_MOST_HITS = 200
_REFERRAL = "referral"
_FILE = "pathway file "  # before its name, in the store's settings: the id that it had when it was sound
_EXPORTS: dict[str, Kind] = {"print": "print", "phone": "phone"}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in a list. `owner` is a name; `child` is empty where the screening is someone else's."""

    ref: str
    state: State
    outcome: str
    locality: str
    screened_on: str
    updated: str
    owner: str
    child: str
    revision: int
    created: str = ""
    mine: bool = True
    excerpt: str = ""


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A completed revision, as it was completed. `audit_head` is the log's as of then."""

    ref: str
    revision: int
    completed: str
    by: str
    outcome: str
    answers: Answers
    audit_head: str


Summaries = list[Summary]
Revisions = list[Revision]
Editions = list[Edition]
Sources = list[bytes]


class Finding(Cases):
    """See the module."""

    def list(self, *, states: Sequence[str] | None = None, owner: str | None = None) -> Summaries:
        """The screenings that this account may see, the last changed first; those of one owner by name, if given.

        A practitioner sees their own, a lead the hub's. That a lead looked at the hub's is logged once a session.
        """
        with self._lock:
            mine = self.account.id
            wanted = self._id_of(owner) if owner is not None else None
            if not self.has_role("lead"):
                if not self.has_role("practitioner") or wanted not in (None, mine):
                    return []
                wanted = mine
            rows = self._store.rows(wanted, tuple(states or ()))
            if not self._logged_list and any(row.owner != mine for row in rows):
                self._store.log([self._entry("list")])
                self._logged_list = True
            return [self._summary(row) for row in rows]

    def search(self, words: str) -> Summaries:
        """This account's own screenings that hold every one of the words. Logged, without the words."""
        with self._lock:
            if not self.has_role("practitioner", "lead"):
                return []
            hits = self._store.search(self.account.id, words[:500], _MOST_HITS)
            self._store.log([self._entry("search", detail=f"{len(hits)} found")])
            return [
                msgspec.structs.replace(self._summary(hit.row), excerpt=excerpt(hit.words, words))
                for hit in hits
            ]

    def revisions(self, ref: str) -> Revisions:
        """The completed revisions, the first one first. Raises `NotFound`, `ReasonNeeded`."""
        with self._lock:
            record = self._permitted(ref)
            return [
                Revision(
                    ref=kept.ref,
                    revision=kept.revision,
                    completed=kept.completed,
                    by=self._name_of(kept.actor),
                    outcome=kept.outcome,
                    answers=from_document(kept.document).answers,
                    audit_head=str(kept.head),
                )
                for kept in self._store.kept(record.row.ref)
            ]

    def editions(self) -> Editions:
        """The pathway editions that screenings in this store were made with, with their sources."""
        with self._lock:
            return self._store.editions()

    def source_of(self, screening: Screening) -> tuple[str, bytes | None]:
        """The SHA-256 of the source that a screening was made with, and that source; None: the store lacks it.

        Raises `NotFound`, `Damaged`.
        """
        with self._lock:
            edition = self._at_hand_in_any_version(screening).row.edition
            return edition, self._pinning.of(edition, screening.answers.pathway)

    def source_for_new(self, pathway: str) -> ForNew | None:
        """What a new screening of this pathway's id is made with; None where nothing is known of it."""
        with self._lock:
            return self._pinning.for_new(pathway)

    def newest_source(self, pathway: str) -> bytes | None:
        """The source that was pinned last under an id: the newest contacts that the store knows of it."""
        with self._lock:
            return self._pinning.last(pathway)

    def known_sources(self) -> Sources:
        """The first and the newest source of every pathway that is pinned: every area that a list may name."""
        with self._lock:
            pinning = self._pinning
            found = [
                source
                for id in pinning.ids
                for source in (pinning.source(pinning.first(id)), pinning.last(id))
            ]
            return [source for source in found if source is not None]

    def pinned_ids(self, sound: Mapping[str, str], unsound: Mapping[str, str]) -> dict[str, str]:
        """Which pinned pathway goes on for each file of the configuration that is not sound; empty: none does.

        `sound`: the id of each sound file, which is remembered. `unsound`: the id of each other one, as far as it can
        be read; where nothing is pinned under it, it is the one that the file had before; where none can be read and
        none is known, what alone is left.
        The note beside the store is brought up to date.
        """
        with self._lock:
            self._pinning.note()
            pinned = self._pinning.ids
            before = {file: self._store.setting(_FILE + file) or "" for file in (*sound, *unsound)}
            news = {_FILE + file: id for file, id in sound.items() if before[file] != id}
            if news and not self.read_only:
                with suppress(VaultError):  # it is tried again at the next sign-in
                    self._store.change_settings(news, [])
            left = [id for id in pinned if id not in sound.values()]
            only = left[0] if len(left) == len(unsound) == 1 else ""
            return {
                file: next((each for each in (id, before[file], "" if id else only) if each in left), "")
                for file, id in unsound.items()
            }

    def keep_referral(self, screening: Screening, pdf: bytes) -> None:
        """Keep the unencrypted PDF of the screening's revision inside the store, in place of an earlier one.

        On a read-only store it is not kept: the export is made all the same. Nor is one kept in place of what was
        kept of an earlier form of documents: that is what was sent then.
        """
        with self._lock:
            row = self._permitted(screening.ref).row
            if self.read_only or (screening.form < FORM and screening.state == "completed"):
                return
            self._store.attach(row.ref, screening.revision, _REFERRAL, pdf, self._now(), [])

    def referral(self, ref: str, revision: int) -> bytes | None:
        """The kept PDF of a revision, if there is one. Logged as a view."""
        with self._lock:
            row = self._permitted(ref).row
            pdf = self._store.attachment(row.ref, revision, _REFERRAL)
            if pdf is not None:
                self._store.log([self._entry("view", row, detail=f"referral of revision {revision}")])
            return pdf

    def note_export(self, ref: str, kind: str) -> None:
        """Log that a screening left the store, and how ("pdf", "text", "print", "phone"), and anchor the log."""
        with self._lock:
            row = self._permitted(ref).row
            self._anchor(self._store.log([self._entry(_EXPORTS.get(kind, "export"), row, detail=kind[:40])]))

    def audit_head(self, ref: str, revision: int) -> str:
        """The log's head as of a revision's completion; of a draft, as it is now. `42:9f3a…`, to be printed."""
        with self._lock:
            record = self._permitted(ref)
            kept = [each for each in self._store.kept(record.row.ref) if each.revision == revision]
            return str(kept[0].head if kept else self._store.head())

    def _summary(self, row: Row) -> Summary:
        mine = row.owner == self.account.id
        return Summary(
            ref=row.ref,
            state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
            outcome=row.outcome,
            locality=row.locality,
            screened_on=row.screened_on,
            updated=row.updated,
            owner=self._name_of(row.owner),
            child=row.child if mine else "",
            revision=row.revision,
            created=row.created,
            mine=mine,
        )
