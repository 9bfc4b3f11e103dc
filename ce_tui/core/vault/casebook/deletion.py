"""The casebook's deletion of screenings: what is marked, undoing it for a day, and deleting what its time has come for.

Only a lead's decision marks a screening. It is deleted at the first sign-in of a lead or administrator after that day,
hourly while one is signed in, or by command: out of every table, then out of the file itself. The log keeps an entry.
Copies that left the store (referrals, backups) are not reached.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook.keeping import Keeping
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.store.store import Stand


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
    """A screening that was deleted. `by`: in whose session it happened; the decision stands in the log before it."""

    ref: str
    at: str
    by: str
    detail: str


class DeletingScreenings(Keeping):
    """See the module."""

    def deletions(self) -> list[Deletion]:
        """What is marked for deletion, the next one first. A practitioner sees their own, without the reason."""
        with self._lock:
            all_of_them = self.has_role("lead", "administrator")
            rows = {row.ref: row for row in self._store.rows(None, (), marked=True)}
            return [
                Deletion(
                    ref=stand.ref,
                    state=rows[stand.ref].state,  # type: ignore[arg-type]  # the store keeps what it was given
                    owner=self._name_of(rows[stand.ref].owner),
                    by=self._name_of(stand.by),
                    at=stand.at,
                    purge_at=stand.until,
                    reason=stand.reason if all_of_them else "",
                )
                for stand in sorted(self._store.stands("delete"), key=lambda stand: stand.until)
                if stand.ref in rows and (all_of_them or rows[stand.ref].owner == self.account.id)
            ]

    def marked_words(self) -> str:
        """What the owner is told of their own screenings that are marked for deletion; empty where none is."""
        with self._lock:
            mine = [each for each in self.deletions() if each.owner == self.account.name]
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
        with self._lock:
            row = self._lead_on(ref)
            why = f": {self._reason(row, reason)}" if reason.strip() else ""
            entry = self._entry("deletion", row, detail=f"undone{why}")
            if not self._store.lift_stands(row.ref, ("delete",), [entry]):
                raise Refused("This screening is not marked for deletion.")

    def purge_due(self) -> list[str]:
        """Delete what was marked a day ago or longer. Returns the references. Takes the lead or the administrator.

        What someone has open, or is on hold, waits. Raises `StoreFull`, `ReadOnly`, …: what was not deleted then is
        deleted the next time, and so is what is left of a deleted one in the file.
        """
        with self._lock:
            self._require("delete screenings", "lead", "administrator")
            gone = [stand.ref for stand in self._store.stands("delete") if self._purge(stand)]
            self.purged += gone
            if not self._store.sweep():
                self.alerts.append(
                    "Deleted screenings have left the database, but others were reading, so its file could not be "
                    "swept of their last traces yet. That is done by itself within the hour."
                )
            if gone:
                self._anchor(self._store.head())
            return gone

    def _purge(self, stand: Stand) -> bool:
        now = self._now()
        if stand.until > now or self._other_pen(stand.ref) is not None:
            return False
        record = self._store.load(stand.ref)
        if record is None:
            return False
        detail = f"deleted; marked on {say_moment(stand.at)}"
        if not self._store.delete(stand.ref, now, [self._entry("deletion", record.row, detail=detail)]):
            return False
        self._open.pop(stand.ref, None)
        return True

    def deleted(self) -> list[Deleted]:
        """What was deleted, the last one first, from the log. Takes the lead or the administrator."""
        with self._lock:
            self._require("see what was deleted", "lead", "administrator")
            found = [
                Deleted(
                    ref=logged.entry.ref,
                    at=logged.entry.at,
                    by=self._name_of(logged.entry.actor),
                    detail=logged.entry.detail,
                )
                for logged in self._store.find_logged(kinds=("deletion",))
                if logged.entry.detail.startswith("deleted")
            ]
            return found[::-1]

    def hourly(self, *, hidden: bool) -> list[str]:
        """What is due each hour: anchor the log and, unless the screen is `hidden`, delete what is due. Never raises.

        Returns what is to be said of it: nothing is deleted while nobody could read that it was.
        """
        with self._lock:
            if self._closed:
                return []
            before = len(self.alerts)
            self.anchor_now()
            if not hidden:
                self.keep_house()
            return self.alerts[before:]

    def keep_house(self) -> None:
        """What is done at a lead's or administrator's sign-in, and hourly: delete what is due. Said in `alerts`.

        Never raises: nobody is kept out by it.
        """
        with self._lock:
            if self.read_only or not self.has_role("lead", "administrator"):
                return
            try:
                gone = self.purge_due()
            except VaultError as error:
                self.alerts.append(
                    f"Screenings that are marked for deletion are not deleted yet. {error.words}"
                )
                return
            if gone:
                count = "1 screening" if len(gone) == 1 else f"{len(gone)} screenings"
                was = "was" if len(gone) == 1 else "were"
                self.alerts.append(
                    f"{count} that a lead had marked for deletion {was} deleted: {', '.join(gone)}."
                )
