"""The casebook's deletion of screenings: what is marked, undoing it for a day, and deleting what its time has come for.

Only a lead's decision marks a screening. It is deleted at the first sign-in of a lead or administrator after that day,
hourly while one is signed in, or by command: out of every table, then out of the file itself. The log keeps an entry.
Kept PDFs of other screenings that quote it go with it (`quotes`). Copies that left the store (referrals, backups) are
not reached. An empty draft its owner discards (`discarding`).

The casebook's removal of empty drafts: whoever began one by mistake may throw it away, at once and for good.

What anybody said in a screening goes only by a lead's decision (`deleting`). Like that deletion this one takes it out
of every table, leaves no trace in the file after the next sweep, and is logged.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.emptiness import is_empty
from ce_tui.core.pathway.answers.screening import Child, Practitioner, Screening, State
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import AtHand, Permission, Presence, needed_reason
from ce_tui.core.vault.casebook.records import from_document
from ce_tui.core.vault.casebook.referrals import take_away_quotes
from ce_tui.core.vault.errors import Busy, NotFound, NotPermitted, Refused, TakenOver, ToBeDeleted, VaultError
from ce_tui.core.vault.log.audit import Entry, Kind
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import EditLock, Record, Row, Stand
from ce_tui.core.words.counting import counted


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that is marked for deletion. `owner` and `by` are names; times are ISO 8601 in UTC.

    `purge_at`: the moment from which it is deleted; until it is, `undo` brings it back.
    """

    ref: str
    state: State
    owner: str
    by: str
    at: str
    purge_at: str
    reason: str


class Deleted(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that was deleted. `by`: in whose session it happened; the decision stands in the log before it.

    An empty draft that its owner discarded is one, too: `detail` says so.
    """

    ref: str
    at: str
    by: str
    detail: str


class Deleting:
    """What is marked for deletion, and its end. `purged`: the references of what was deleted in this session."""

    def __init__(
        self,
        desk: Desk,
        at_hand: AtHand,
        permission: Permission,
        presence: Presence,
        pairings: Pairings,
    ) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._permission = permission
        self._presence = presence
        self._pairings = pairings
        self.purged: list[str] = []

    def marked(self) -> list[Deletion]:
        """What is marked for deletion, the next one first. A practitioner sees their own, without the reason."""
        desk = self._desk
        with desk.lock:
            desk.refuse_shut_out("see what is marked for deletion")
            all_of_them = desk.has_role("lead", "administrator")
            rows = {row.ref: row for row in desk.store.screenings.rows(None, marked=True)}
            return [
                Deletion(
                    ref=stand.ref,
                    state=rows[stand.ref].state,  # type: ignore[arg-type]  # the store keeps what it was given
                    owner=desk.name_of(rows[stand.ref].owner),
                    by=desk.name_of(stand.by),
                    at=stand.at,
                    purge_at=stand.until,
                    reason=stand.reason if all_of_them else "",
                )
                for stand in sorted(desk.store.keeping.stands("delete"), key=lambda stand: stand.until)
                if stand.ref in rows and (all_of_them or rows[stand.ref].owner == desk.account.id)
            ]

    def marked_words(self) -> str:
        """What the owner is told of their own screenings that are marked for deletion; empty where none is."""
        with self._desk.lock:
            mine = [each for each in self.marked() if each.owner == self._desk.account.name]
        if not mine:
            return ""
        first = mine[0]
        when = f"from {say_moment(first.purge_at)} on"
        if len(mine) == 1:
            return (
                f"{first.ref} was marked for deletion by {first.by} and is deleted {when}. A lead can undo it until "
                "then."
            )
        return (
            f"{len(mine)} of your screenings were marked for deletion ({', '.join(each.ref for each in mine)}), the "
            f"first by {first.by}, and are deleted {when}. A lead can undo it until then."
        )

    def undo(self, ref: str, reason: str = "") -> None:
        """Take a decision to delete back: the screening is as it was. Logged. Takes the lead.

        Raises `NotFound` (unknown, or deleted by now), `Refused` (it is not marked).
        """
        desk = self._desk
        with desk.lock:
            row = self._permission.to_decide(ref)
            why = f": {needed_reason(reason, row.child)}" if reason.strip() else ""
            entry = desk.entry("deletion", row, detail=f"undone{why}")
            if not desk.store.keeping.lift(row.ref, ("delete",), [entry]):
                raise Refused("This screening is not marked for deletion.")

    def purge_due(self) -> list[str]:
        """Delete what was marked a day ago or longer. Returns the references. Takes the lead or the administrator.

        What someone has open, or is on hold, or is of one child with one on hold, waits. Raises `StoreFull`,
        `ReadOnly`, …: what was not deleted then is deleted the next time, and so is what is left of one in the file.
        """
        desk = self._desk
        with desk.lock:
            desk.require("delete screenings", "lead", "administrator")
            gone = [stand.ref for stand in desk.store.keeping.stands("delete") if self._purge(stand)]
            self.purged += gone
            if not desk.store.upkeep.sweep():
                desk.alerts.append(
                    "Deleted screenings have left the database, but its file could not be swept of their last traces "
                    "yet: others were reading, or it is too large for the memory of one session. That is done by "
                    "itself within the hour, or with 'ce-tui store purge'."
                )
            if gone:
                desk.anchor()
            return gone

    def _purge(self, stand: Stand) -> bool:
        desk = self._desk
        now = desk.now()
        if stand.until > now or self._presence.other(stand.ref) is not None:
            return False
        record = desk.store.screenings.load(stand.ref)
        if record is None:
            return False
        detail = f"deleted; marked on {say_moment(stand.at)}"
        with desk.store.together():
            if self._pairings.on_hold_with(stand.ref):
                return False
            entry = desk.entry("deletion", record.row, detail=detail)
            if not desk.store.keeping.delete(stand.ref, now, [entry]):
                return False
            take_away_quotes(desk, stand.ref)
        self._at_hand.take(stand.ref)
        return True

    def deleted(self) -> list[Deleted]:
        """What was deleted, the last one first, from the log. Takes the lead or the administrator."""
        desk = self._desk
        with desk.lock:
            desk.require("see what was deleted", "lead", "administrator")
            found = [
                Deleted(
                    ref=logged.entry.ref,
                    at=logged.entry.at,
                    by=desk.name_of(logged.entry.actor),
                    detail=logged.entry.detail,
                )
                for logged in desk.store.log.find(kinds=("deletion",))
                if logged.entry.detail.startswith("deleted")
            ]
            return found[::-1]

    def keep_house(self) -> None:
        """What is done at a lead's or administrator's sign-in, and hourly: delete what is due. Said in `alerts`.

        Never raises: nobody is kept out by it.
        """
        desk = self._desk
        with desk.lock:
            if desk.store.read_only or not desk.has_role("lead", "administrator"):
                return
            try:
                gone = self.purge_due()
            except VaultError as error:
                desk.alerts.append(
                    f"Screenings that are marked for deletion are not deleted yet. {error.words}"
                )
                return
            if gone:
                was = "was" if len(gone) == 1 else "were"
                desk.alerts.append(
                    f"{counted(len(gone), 'screening')} that a lead had marked for deletion {was} deleted: "
                    f"{', '.join(gone)}."
                )


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
        if not empty or row.state != "draft" or store.screenings.kept(row.ref):
            return _NOT_EMPTY
        if store.log.find(ref=row.ref, kinds=_LEFT_THE_STORE, last=1):
            return _HAS_LEFT
        held = store.keeping.stands("hold", row.ref) or self._pairings.on_hold_with(row.ref)
        return _ON_HOLD if held else ""
