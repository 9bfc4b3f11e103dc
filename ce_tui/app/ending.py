"""The endings that nobody asks for: everything is kept first, then it is signed out, with words that say why."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import active_worker

from ce_tui.app.beneath_lock import BeneathLock
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.departure import KEYS_CHANGE, Departure
from ce_tui.settings.config import Config

if TYPE_CHECKING:
    from ce_tui.session.draft import Draft
    from ce_tui.session.session import Session

KEPT_APART = "kept-apart"
"""The preference that tells the next session of words which could only be kept as a screening of their own."""


class Ending(BeneathLock):
    """Keeps what is open, and ends."""

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__(config, home, session)
        self.departure: Departure | None = None
        self._not_saved_said = False

    # Saving

    @property
    def _kept_draft(self) -> Draft | None:
        return self.kept_session.draft if self.kept_session is not None else None

    def save_draft(self) -> bool:
        """Save the open draft, locked or not: whether all of it is saved."""
        draft = self._kept_draft
        return draft is None or draft.flush()

    def save_everything(self) -> bool:
        """Keep all that is open, for good: whether it is kept. Before every ending that nobody asked for.

        Words that someone else's save came before become a screening of their own; the next sign-in says so.
        """
        draft = self._kept_draft
        if draft is None or draft.flush():
            return True
        if draft.conflict is None:
            return False
        ref = draft.screening.ref
        kept = draft.keep_both()
        if draft.saved:
            draft.casebook.preferences.set(KEPT_APART, f"{ref} {kept}")
        return draft.saved

    def words_kept_apart(self) -> str:
        """What to say at the sign-in of words that were kept as a screening of their own; said once."""
        casebook = self.kept_session.casebook if self.kept_session is not None else None
        ref, _, kept = (
            casebook.preferences.get(KEPT_APART).partition(" ") if casebook is not None else ("", "", "")
        )
        if casebook is None or not kept:
            return ""
        with suppress(VaultError):  # then it is said again
            casebook.preferences.set(KEPT_APART, "")
        return f"When the last session ended, someone else had saved {ref}: your words are kept apart, as {kept}."

    # Ending

    def depart(self, departure: Departure) -> bool:
        """Save, hide, sign out and end; with words, and a fresh process where one follows. Whether it does.

        What cannot be saved keeps it from ending: that is said, and to be tried again.
        """
        if self.departure is not None:
            return True
        if not self._could_save():
            self._say_not_saved(departure)
            return False
        self.departure = departure
        self.hands_on = departure.again and not self.demo
        self.hide()
        self.run_worker(self.leave(), group="end")
        return True

    async def leave(self) -> None:
        """Stop what goes on, sign out, end."""
        self._stop_work()
        await self.end_session()
        self.exit()

    def _stop_work(self) -> None:
        """Whatever goes on would find nobody signed in: an export that has written nothing yet writes nothing."""
        for worker in set(self.workers) - {active_worker.get(None)}:
            worker.cancel()

    def _say_not_saved(self, departure: Departure) -> None:
        draft = self._kept_draft
        if self.locked or self._not_saved_said or draft is None:
            return
        self._not_saved_said = True
        why = "An administrator waits for everyone to sign out. " if departure is KEYS_CHANGE else ""
        self.say(f"{why}Not signed out: {draft.trouble} Your words are still here.")

    def end_orderly(self, code: int) -> None:
        """Save and end with `code`, and sign out on the way: for a line that drops, or a signal."""
        super().end_orderly(code)
        self._stop_work()
        session, self.kept_session = self.kept_session, None
        if session is not None:
            with suppress(VaultError):
                session.close()

    async def end_session(self) -> None:
        """Save, put away, stop the renderer."""
        raise NotImplementedError
