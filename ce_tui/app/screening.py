"""What can be done with the open screening from anywhere: say that there is risk or harm, take it over, complete it.

The core is imported where it is asked something: the first screen, which asks for a name, needs none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from ce_tui.app.front import Front
from ce_tui.app.navigator import Navigator
from ce_tui.app.seat import Seat
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers


class OpenScreening:
    """The screening that is open, if any."""

    def __init__(self, app: App[Any], seat: Seat, front: Front, navigator: Navigator) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._navigator = navigator

    def change(self, change: Callable[[Answers], Answers]) -> bool:
        """Change the draft's answers; a refusal is said in the status line. Whether it was taken."""
        from ce_tui.core.pathway.interview.changes import ChangeRefused, MarkRefused
        from ce_tui.session.session import DraftClosed

        draft = self._seat.open_draft
        if draft is None:
            return False
        try:
            draft.apply(change)
        except (DraftClosed, ChangeRefused, MarkRefused) as refused:
            self._front.say(refused.words)
            return False
        if draft.trouble:
            self._front.say(draft.trouble)
        if isinstance(self._app.screen, CeScreen):
            self._app.screen.refresh_frame()
        return True

    def complete(self) -> None:
        """To Review, where a screening is completed."""
        if self._seat.open_draft is not None:
            self._navigator.show_section("review", "complete")

    def immediate_risk(self) -> None:
        """The child is at immediate risk: red at once, whatever is marked; taken back only after a question."""
        self._app.run_worker(self._immediate_risk())

    async def _immediate_risk(self) -> None:
        draft = self._seat.open_draft
        if draft is None:
            return
        if draft.answers.immediate_risk and not await self._front.ask(
            ConfirmDialog(
                "You said that the child is at immediate risk. Take that back?",
                "Take it back: the result follows the marks again",
                "Leave it as it is",
            )
        ):
            return
        from ce_tui.core.pathway.interview.changes import set_immediate_risk

        self.change(lambda answers: set_immediate_risk(answers, None if answers.immediate_risk else True))
        self._navigator.show_section("result")

    def harm_today(self) -> None:
        """Harm seen or told of today: the red steps at once; taken back only after a question."""
        self._app.run_worker(self._harm_today())

    async def _harm_today(self) -> None:
        draft = self._seat.open_draft
        if draft is None:
            return
        if draft.answers.harm_today and not await self._front.ask(
            ConfirmDialog(
                "You said that you saw or were told of harm today. Take that back?",
                "Take it back: the steps follow the marks and your decision again",
                "Leave it as it is",
            )
        ):
            return
        from ce_tui.core.pathway.interview.changes import set_harm_today

        self.change(lambda answers: set_harm_today(answers, None if answers.harm_today else True))
        self._navigator.show_section("result")

    def take_over(self) -> None:
        """Change a screening here that is only shown, because someone else had it open."""
        draft = self._seat.open_draft
        if draft is None or self._front.in_dialog:
            return
        if draft.conflict is not None:
            self._settle()
            return
        if not draft.view_only:
            self._front.say(draft.why_closed or "You can change this screening here already.")
            return
        try:
            draft.take_over()
        except VaultError as error:
            self._front.say(error.words)
            return
        section, here = self._navigator.section or "start", self._navigator.here
        self._navigator.show_section(section, here, "From now on you can change it here.")

    def _settle(self) -> None:
        """Ask again what becomes of words that someone else's save came before."""
        settle = getattr(self._app.screen, "settle_conflict", None)
        if settle is not None:
            settle()
