"""Keeps what is open: at a lock, and at every ending."""

from __future__ import annotations

from ce_tui.app.seat import Seat
from ce_tui.session.kept_apart import keep_apart, tell_at_next_sign_in


class LastSave:
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
        session, draft = self._seat.kept_session, self._seat.kept_draft
        if session is not None and not session.keep_behind():
            return False
        if draft is None or draft.flush():
            return True
        if draft.conflict is None:
            return False
        tell_at_next_sign_in(draft.casebook, keep_apart(draft))
        return draft.saved
