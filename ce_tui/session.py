"""What a signed-in person has open: the casebook and one draft. Knows no screen; screens call it.

Every change is saved at once. Where it cannot be saved (another person saved first, the disk is full), it stays in
memory, `Draft.trouble` says so in words, and the next change or `retry` saves it with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import msgspec

from ce_tui.core.pathway.dates import LONDON, utc_now
from ce_tui.core.pathway.document import Pathway
from ce_tui.core.pathway.evaluation import evaluate
from ce_tui.core.pathway.loading import Pathways
from ce_tui.core.pathway.outcome import Outcome
from ce_tui.core.pathway.screening import Answers, Screening
from ce_tui.core.vault.casebook import Casebook
from ce_tui.core.vault.errors import Conflict, StoreUnreadable, VaultError
from ce_tui.pinned import pathway_of

Clock = Callable[[], datetime]


class DraftClosed(Exception):
    """A completed screening was to be changed."""

    words = "This screening is completed, so it is not changed. Reopen it in Review to change it."


class Draft:
    """The open screening: its answers, what they indicate, whether they are saved."""

    def __init__(
        self, casebook: Casebook, pathway: Pathway, screening: Screening, clock: Clock = utc_now
    ) -> None:
        self.casebook = casebook
        self.pathway = pathway
        self.screening = screening
        self.clock = clock
        self.trouble = ""
        self.conflict: Conflict | None = None  # someone else saved this screening since it was opened
        self.notes_at: int | None = None  # where the cursor was in the notes
        self.place = casebook.preference(self._place_key)  # where the practitioner was: "amber:A3"
        self._place_kept = self.place
        self._unsaved = False
        self._outcome: Outcome | None = None
        self._outcome_at: datetime | None = None

    # What it says

    @property
    def answers(self) -> Answers:
        """What is recorded."""
        return self.screening.answers

    @property
    def editable(self) -> bool:
        """Whether it may be changed: a completed one may not."""
        return self.screening.state != "completed"

    @property
    def saved(self) -> bool:
        """Whether all of it is in the store."""
        return not self._unsaved

    @property
    def outcome(self) -> Outcome:
        """What the answers indicate; whom to call is judged at this minute."""
        minute = self.clock().replace(second=0, microsecond=0)
        if self._outcome is None or self._outcome_at != minute:
            self._outcome = evaluate(self.answers, self.pathway, minute)
            self._outcome_at = minute
        return self._outcome

    # Changing it

    def apply(self, change: Callable[[Answers], Answers], *, now: bool = True) -> None:
        """Change the answers and save at once, or with `now` false at the next `flush`. Raises DraftClosed."""
        self.put(msgspec.structs.replace(self.screening, answers=change(self.answers)), now=now)

    def keep_unfinished(self, field: str, typed: str, *, now: bool = True) -> None:
        """Keep what was typed into a field that does not take it yet; empty: nothing to keep any more."""
        unfinished = {key: text for key, text in self.screening.unfinished.items() if key != field}
        if typed:
            unfinished[field] = typed
        self.put(msgspec.structs.replace(self.screening, unfinished=unfinished), now=now)

    @property
    def _place_key(self) -> str:
        return f"place.{self.screening.ref}"

    def keep_place(self, place: str) -> None:
        """Remember where the practitioner is: kept at the next `flush`.

        It is kept per account and beside the screening: to have looked at a screening makes no version of it.
        """
        if self.editable:
            self.place = place

    def type_notes(self, text: str) -> None:
        """Take the notes as they are being typed: kept in memory until `flush`, within a second."""
        if not self.editable:
            raise DraftClosed
        if text != self.answers.notes:
            self._set(
                msgspec.structs.replace(
                    self.screening, answers=msgspec.structs.replace(self.answers, notes=text)
                )
            )

    def put(self, screening: Screening, *, now: bool = True) -> None:
        """Take a changed screening and save it, or with `now` false leave that to the next `flush`."""
        if screening == self.screening and self.saved:
            return
        if not self.editable:
            raise DraftClosed
        if screening != self.screening:
            self._set(screening)
        if now:
            self.flush()

    def flush(self) -> bool:
        """Save what is not saved yet: whether all is saved now. Where it can't be, `trouble` says why."""
        if self._unsaved:
            try:
                self._taken(self.casebook.save(self.screening))
            except VaultError as error:
                self.trouble = error.words
                self.conflict = error if isinstance(error, Conflict) else None
                return False
        self._remember_place()
        return True

    def _remember_place(self) -> None:
        if self.place != self._place_kept:
            with suppress(VaultError):  # a place is not worth a warning: the next flush tries again
                self.casebook.set_preference(self._place_key, self.place)
                self._place_kept = self.place

    def complete(self) -> None:
        """Complete the screening. Raises CannotComplete with what is still needed, VaultError."""
        self.flush()
        self._taken(self.casebook.complete(self.screening))

    def reopen(self) -> None:
        """Make a completed screening the draft of its next revision. Raises VaultError."""
        self._taken(self.casebook.reopen(self.screening))

    def reload(self) -> None:
        """Take what the store has, in place of what is unsaved here: only after having asked. Raises VaultError."""
        self._taken(self.casebook.open(self.screening.ref))

    def keep_both(self) -> str:
        """Where someone else saved first: keep what is here as a new draft, its reference. Raises VaultError.

        What the other person saved stays as it is, under the old reference.
        """
        unfinished = self.screening.unfinished
        begun = self.casebook.begin(self.answers)
        self._taken(msgspec.structs.replace(begun, unfinished=unfinished))
        self._place_kept = ""
        if unfinished:
            self._unsaved = True
            self.flush()
        return self.screening.ref

    def _set(self, screening: Screening) -> None:
        self.screening = screening
        self._unsaved = True
        self._outcome = None

    def _taken(self, screening: Screening) -> None:
        self.screening = screening
        self._unsaved = False
        self.trouble = ""
        self.conflict = None
        self._outcome = None


class Session:
    """One person, signed in, with at most one open draft."""

    def __init__(self, casebook: Casebook, pathways: Pathways, clock: Clock = utc_now) -> None:
        self.casebook = casebook
        self.pathways = pathways
        self.clock = clock
        self.draft: Draft | None = None

    def begin(self, locality: str) -> Draft:
        """A new draft with the current pathway, saved at once. Raises VaultError."""
        pathway = self.pathways.current
        today = self.clock().astimezone(LONDON).date().isoformat()
        answers = Answers(pathway=pathway.id, locality=locality, screened_on=today, looked_at=())
        self.close_draft()
        self.draft = Draft(self.casebook, pathway, self.casebook.begin(answers), self.clock)
        return self.draft

    def open(self, ref: str, reason: str = "") -> Draft:
        """Open a screening with the wording that it was made with: the store keeps it. Raises VaultError."""
        self.close_draft()
        screening = self.casebook.open(ref, reason)
        try:
            pathway = pathway_of(screening.answers.pathway, self.pathways, self.casebook)
        except KeyError:
            self.casebook.leave(screening)
            raise StoreUnreadable(
                "This screening was made with an edition of the pathway that neither this installation nor its store "
                "has. Nothing was changed. Ask whoever looks after it to add that edition to the configuration."
            ) from None
        self.draft = Draft(self.casebook, pathway, screening, self.clock)
        return self.draft

    def close_draft(self) -> None:
        """Save and put away the open draft."""
        if self.draft is not None:
            if self.draft.editable:
                self.draft.flush()
            self.casebook.leave(self.draft.screening)
            self.draft = None

    def close(self) -> None:
        """Save, and end the session."""
        self.close_draft()
        self.casebook.close()
