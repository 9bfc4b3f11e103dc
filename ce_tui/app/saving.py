"""Keeps what is open: at a lock, at every ending, and what to say of it at the next sign-in."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.app.seat import Seat
from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.session.session import Session

KEPT_APART = "kept-apart"
"""The preference that tells the next session of words which could only be kept as a screening of their own."""


class Saving:
    """Saves the open draft, locked or not."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def save_draft(self) -> bool:
        """Save the open draft: whether all of it is saved."""
        draft = self._seat.kept_draft
        return draft is None or draft.flush()

    def save_everything(self) -> bool:
        """Keep all that is open, for good: whether it is kept. Before every ending that nobody asked for.

        Words that someone else's save came before become a screening of their own; the next sign-in says so.
        """
        draft = self._seat.kept_draft
        if draft is None or draft.flush():
            return True
        if draft.conflict is None:
            return False
        ref = draft.screening.ref
        kept = draft.keep_both()
        if draft.saved:
            draft.casebook.set_preference(KEPT_APART, f"{ref} {kept}")
        return draft.saved


def words_kept_apart(session: Session) -> str:
    """What to say at the sign-in of words that were kept as a screening of their own; said once."""
    casebook = session.casebook
    ref, _, kept = casebook.preference(KEPT_APART).partition(" ")
    if not kept:
        return ""
    with suppress(VaultError):  # then it is said again
        casebook.set_preference(KEPT_APART, "")
    return f"When the last session ended, someone else had saved {ref}: your words are kept apart, as {kept}."
