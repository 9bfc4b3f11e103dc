"""Going on a line at a time: the screen ends, and the line mode takes its place, with whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ce_tui.app.appearance import Appearance
from ce_tui.app.ending import Ending
from ce_tui.app.front import Front
from ce_tui.app.seat import Seat
from ce_tui.core.vault.errors import VaultError
from ce_tui.settings.preferences import DISPLAY, LINES
from ce_tui.terminal.app_base import TerminalApp

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class HandedOn(NamedTuple):
    """What the line mode goes on with: who is signed in, if anybody, and whether it was chosen for the account."""

    session: Session | None
    is_chosen: bool


class HandingOn:
    """Hands on to the line mode: `done` says what, once it is."""

    def __init__(
        self, app: TerminalApp, seat: Seat, front: Front, ending: Ending, appearance: Appearance
    ) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._ending = ending
        self._appearance = appearance
        self.done: HandedOn | None = None

    def to_lines(self) -> None:
        """Go on a line at a time."""
        if self._seat.locked:
            self._front.greet("Unlock it first: then Display has it.")
        else:
            self._app.run_worker(self._go_on_in_lines(), group="end")

    async def _go_on_in_lines(self) -> None:
        session = self._seat.kept_session
        if session is not None:
            try:
                session.close_draft_at_the_end()
            except VaultError as error:
                self._front.say(error.words)
                return
        self.done = HandedOn(session, self._appearance.chosen_before_sign_in.get(DISPLAY.name) == LINES)
        self._seat.kept_session = None
        await self._ending.leave()
