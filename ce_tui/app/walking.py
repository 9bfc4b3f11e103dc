"""The first-use walk through the demo: begun, gone on with, ended. Few ever walk it: it is imported when it begins."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from textual.app import App

from ce_tui.app.ending import Ending
from ce_tui.app.front import Front
from ce_tui.app.navigator import Navigator
from ce_tui.app.preferences import Preferences
from ce_tui.app.seat import Seat
from ce_tui.session.departure import WALK, mark_after

if TYPE_CHECKING:
    from ce_tui.session.session import Session
    from ce_tui.session.walk import Walk


class Walking:
    """The `walk` that is under way, if one is."""

    def __init__(
        self,
        app: App[Any],
        seat: Seat,
        front: Front,
        navigator: Navigator,
        ending: Ending,
        preferences: Preferences,
    ) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._navigator = navigator
        self._ending = ending
        self._preferences = preferences
        self.walk: Walk | None = None
        self._left: Walk | None = None

    def go_on(self) -> None:
        """The walk's present step; in the demo without one, its first; from a session the demo, after a question."""
        self._app.run_worker(self._go_on(), group="walk", exclusive=True)

    async def _go_on(self) -> None:
        session = self._seat.session
        if session is None or self._front.in_dialog:
            return
        if not self._seat.demo:
            await self._leave_for_it(session)
            return
        from ce_tui.screens.reading.walk import WalkScreen
        from ce_tui.session.walk import Walk

        self.walk = self.walk or self._left or Walk()
        self._navigator.over(WalkScreen(self.walk))

    async def _leave_for_it(self, session: Session) -> None:
        from ce_tui.session.walk import BEGIN_IT, NOT_SAVED_YET, TO_THE_WALK
        from ce_tui.widgets.dialogs import ConfirmDialog

        if not self._ending.saving.save_draft():
            self._front.say(NOT_SAVED_YET)
        elif await self._front.ask(ConfirmDialog(TO_THE_WALK, BEGIN_IT, "Not now")):
            from ce_tui.core.strict_json import write_json
            from ce_tui.session import walked

            chosen = {**self._preferences.chosen, walked.WALK: walked.setting_out(session.casebook)}
            self._ending.depart(WALK.leading_to(write_json(chosen)))

    def keep_what_came_back(self, session: Session) -> None:
        """How far the walk came that this process follows, for the account whose walk it was."""
        if mark := mark_after(sys.argv[1:]):
            from ce_tui.session import walked

            walked.keep(session.casebook, mark)

    def try_step(self) -> None:
        """To the place of the walk's step, which is behind one then: the first draft is taken where none is open."""
        session, walk = self._seat.session, self.walk
        if session is None or walk is None:
            return
        place = walk.step.place
        walk.go(1)
        if place == "home":
            self._navigator.home()
            return
        if session.draft is None:
            session.open(next(each.ref for each in session.casebook.index.all() if each.state == "draft"))
        self._navigator.show_section(place)

    def end(self) -> None:
        """The demo goes on by itself; a walk that was left on the way goes on where it was left."""
        if self.walk is not None and self.walk.is_last:
            self.walk.begin_again()
        self._left, self.walk = self.walk, self.walk if self.walk and self.walk.behind else None
        self._app.pop_screen()
