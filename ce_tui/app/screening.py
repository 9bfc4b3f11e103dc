"""What can be done with the open screening from anywhere: say that there is risk or harm, take it over, complete it.

The core is imported where it is asked something: the first screen, which asks for a name, needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from ce_tui.app.front import Front
from ce_tui.app.goto import ANSWER_FIRST, GoToMenu
from ce_tui.app.navigator import Navigator
from ce_tui.session.seat import Seat

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.danger import DangerName
    from ce_tui.screens.host import Host


class OpenScreening:
    """The screening that is open, if any."""

    def __init__(self, app: App[Any], seat: Seat, front: Front, navigator: Navigator, goto: GoToMenu) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._navigator = navigator
        self._goto = goto

    def complete(self) -> None:
        """To Review, where a screening is completed."""
        if self._seat.open_draft is not None and not self._front.in_dialog:
            self._navigator.show_section("review", "complete")

    def immediate_risk(self) -> None:
        """The child is at immediate risk: red at once, whatever is marked; taken back only after a question."""
        self._begin_to_say("immediate_risk")

    def harm_today(self) -> None:
        """Harm seen or told of today: the red steps at once; taken back only after a question."""
        self._begin_to_say("harm_today")

    def _begin_to_say(self, name: DangerName) -> None:
        """Over no other question: what is asked there is answered first, so that nothing typed there is lost."""
        if self._seat.open_draft is None:
            self._navigator.say_that_none_is_open("In danger now: phone 999.")
        elif self._goto.is_open and not self._front.question_comes:
            self._app.run_worker(self._after_the_menu(name))
        elif self._front.asks:
            self._front.hold_up(ANSWER_FIRST)
        else:
            self._front.question_comes = True
            self._app.run_worker(self._say_danger(name))

    async def _after_the_menu(self, name: DangerName) -> None:
        await self._goto.give_way()
        self._begin_to_say(name)

    async def _say_danger(self, name: DangerName) -> None:
        from ce_tui.screens.screening.saying import say_danger

        try:
            if (draft := self._seat.open_draft) is not None:
                await say_danger(cast("Host", self._app), draft, name)
        finally:
            self._front.question_comes = False

    def take_over(self) -> None:
        """Change a screening here that is only shown; where someone else saved first, ask again what becomes of it."""
        self._app.run_worker(self._take_over(), group="conflict", exclusive=True)

    async def _take_over(self) -> None:
        from ce_tui.screens.screening.saying import change_it_here

        if (draft := self._seat.open_draft) is not None and not self._front.asks:
            place = self._navigator.section or "start", self._navigator.here
            await change_it_here(cast("Host", self._app), draft, *place)
