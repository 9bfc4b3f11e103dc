"""The casebook's removal of empty drafts: whoever began one by mistake may throw it away, at once and for good.

What anybody said in a screening goes only by a lead's decision (`deleting`). Like that deletion this one takes it out
of every table, leaves no trace in the file after the next sweep, and is logged.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.emptiness import is_empty
from ce_tui.core.pathway.answers.screening import Child, Practitioner, Screening
from ce_tui.core.vault.casebook.at_hand import AtHand
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.documents import from_document
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.errors import Busy, NotFound, NotPermitted, TakenOver, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry, Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import EditLock, Record, Row, Stand

DISCARDED = "deleted; an empty draft, discarded by its owner"
_LEFT_THE_STORE: tuple[Kind, ...] = ("export", "print", "phone")
_NOT_EMPTY = (
    "{ref} is not empty, so it is not discarded: something in it was marked, typed or answered, or it was completed. "
    "Only a lead decides that such a screening is deleted."
)
_HAS_LEFT = (
    "{ref} was exported, printed or read on the phone, so it is not discarded: it is on record that it was."
)
_ANOTHERS = "{ref} is {who}'s. Only whoever a draft belongs to discards it, while it is empty."
_ON_HOLD = "{ref} is on hold, and nothing deletes it. Ask a lead."
_OPEN_ELSEWHERE = (
    "{ref} is open elsewhere just now ({who}). Nothing was discarded. Try again when it was left there."
)
_CHANGED = (
    "{ref} was changed elsewhere in the meantime. Nothing was discarded. Open it to see what is in it now."
)


class Discarding:
    """Throwing away an empty draft of one's own. References are taken as they are typed."""

    def __init__(self, desk: Desk, at_hand: AtHand, presence: Presence, pairings: Pairings) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._presence = presence
        self._pairings = pairings

    def look(self, ref: str, *prefilled: Practitioner) -> Screening:
        """The empty draft of a reference, with the version that `discard` expects. Changes and logs nothing.

        `prefilled`: the practitioner's own details as a draft got them when it was begun. Raises `NotFound`
        (another's too, but where a lead's list shows it), `NotPermitted` (another's, not empty, completed before, has
        left the store, on hold), `ToBeDeleted`, `Busy`.
        """
        with self._desk.lock:
            return self._empty(self._record(ref), *prefilled)

    def discard(self, ref: str, version: int, *prefilled: Practitioner) -> None:
        """Throw the empty draft away, if it still has this version. Logged. Raises as `look` does, `StoreFull`, …."""
        with self._desk.lock:
            self._desk.require("discard an empty draft", "practitioner")
            row = self._record(ref).row
            try:
                self._presence.taking(lambda over: self._delete(row.ref, version, prefilled, over))
            except TakenOver as taken:
                raise Busy(_OPEN_ELSEWHERE.format(ref=row.ref, who=taken.who), 60) from None
            self._at_hand.take(row.ref)
            self._desk.anchor()

    def _delete(
        self, ref: str, version: int, prefilled: tuple[Practitioner, ...], over: EditLock | None
    ) -> None:
        """All in one transaction: nobody changes it between the look and the end."""
        store = self._desk.store
        with store.together():
            record = self._record(ref)
            if record.row.version != version:
                raise Busy(_CHANGED.format(ref=ref))
            self._empty(record, *prefilled)
            store.presence.take(self._presence.mine(ref, changed=False), over, [])
            now = self._desk.now()
            store.keeping.put(Stand(ref=ref, kind="delete", by=self._desk.account.id, at=now, until=now), [])
            if not store.keeping.delete(ref, now, self._log(record.row)):
                raise NotPermitted(_ON_HOLD.format(ref=ref))

    def _log(self, row: Row) -> list[Entry]:
        opened = self._at_hand.get(row.ref)
        ended = self._at_hand.ended(opened) if opened else []
        return [*ended, self._desk.entry("deletion", row, detail=DISCARDED)]

    def _record(self, ref: str) -> Record:
        """One's own screening. Raises `NotFound`; `NotPermitted` where a lead's list shows it as another's."""
        desk = self._desk
        known = read_reference(ref)
        record = desk.store.screenings.load(known) if known else None
        if record is not None and record.row.owner == desk.account.id:
            return record
        if record is None or not desk.has_role("lead"):
            raise NotFound
        raise NotPermitted(_ANOTHERS.format(ref=known, who=desk.name_of(record.row.owner)))

    def _empty(self, record: Record, *prefilled: Practitioner) -> Screening:
        row, screening = record.row, from_document(record.document)
        empty = is_empty(screening, *prefilled, came_along=self._came_along(row))
        if refused := self._why_not(row, empty=empty):
            raise NotPermitted(refused.format(ref=row.ref))
        if self._desk.store.keeping.stands("delete", row.ref):
            raise ToBeDeleted
        if (other := self._presence.other(row.ref)) is not None:
            who = self._desk.name_of(other.account)
            raise Busy(_OPEN_ELSEWHERE.format(ref=row.ref, who=who), 60)
        return msgspec.structs.replace(screening, ref=row.ref, version=row.version)

    def _came_along(self, row: Row) -> list[Child]:
        """The details of the child in the other screenings of theirs, of the same practitioner."""
        paired = self._pairings.paired()
        children = map(paired.child, self._pairings.others(row.ref))
        refs = [child.row.ref for child in children if child is not None and child.row.owner == row.owner]
        records = filter(None, map(self._desk.store.screenings.load, refs))
        return [from_document(record.document).answers.child for record in records]

    def _why_not(self, row: Row, *, empty: bool) -> str:
        store = self._desk.store
        if not empty or row.state != "draft" or store.kept.revisions(row.ref):
            return _NOT_EMPTY
        if store.log.find(ref=row.ref, kinds=_LEFT_THE_STORE, last=1):
            return _HAS_LEFT
        held = store.keeping.stands("hold", row.ref) or self._pairings.on_hold_with(row.ref)
        return _ON_HOLD if held else ""
