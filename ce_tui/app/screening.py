"""What can be done with the open screening from anywhere: say that there is risk or harm, take it over, complete it.

The core is imported where it is asked something: the first screen, which asks for a name, needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from ce_tui.app.front import Front
from ce_tui.app.navigator import Navigator
from ce_tui.app.seat import Seat
from ce_tui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.danger import DangerName
    from ce_tui.screens.host import Host

_ANSWER_FIRST = (
    "First finish what is asked here, or press Esc; then press that key again. In danger now: phone 999."
)


class OpenScreening:
    """The screening that is open, if any."""

    def __init__(self, app: App[Any], seat: Seat, front: Front, navigator: Navigator) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._navigator = navigator
        self._saying = False

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
            return
        screen = self._app.screen
        if isinstance(screen, Dialog) and screen.gives_way:
            screen.dismiss(None)
        if self._saying or self._front.in_dialog:
            self._front.say(_ANSWER_FIRST)
            return
        self._saying = True
        self._app.run_worker(self._say_danger(name))

    async def _say_danger(self, name: DangerName) -> None:
        from ce_tui.screens.screening.saying import say_danger

        try:
            if (draft := self._seat.open_draft) is not None:
                await say_danger(cast("Host", self._app), draft, name)
        finally:
            self._saying = False

    def take_over(self) -> None:
        """Change a screening here that is only shown; where someone else saved first, ask again what becomes of it."""
        self._app.run_worker(self._take_over(), group="conflict", exclusive=True)

    async def _take_over(self) -> None:
        from ce_tui.screens.screening.saying import change_it_here

        if (draft := self._seat.open_draft) is not None and not self._front.in_dialog:
            place = self._navigator.section or "start", self._navigator.here
            await change_it_here(cast("Host", self._app), draft, *place)
