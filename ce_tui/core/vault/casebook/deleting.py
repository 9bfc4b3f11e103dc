"""The casebook's deletion of screenings: what is marked, undoing it for a day, and deleting what its time has come for.

Only a lead's decision marks a screening. It is deleted at the first sign-in of a lead or administrator after that day,
hourly while one is signed in, or by command: out of every table, then out of the file itself. The log keeps an entry.
Kept PDFs of other screenings that quote it go with it (`quotes`). Copies that left the store (referrals, backups) are
not reached. An empty draft its owner discards (`discarding`).
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook.at_hand import AtHand
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.casebook.presence import Presence
from ce_tui.core.vault.casebook.quotes import take_away_quotes
from ce_tui.core.vault.casebook.reasons import needed_reason
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.store.records import Stand
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
