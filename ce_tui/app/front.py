"""The screen in front, and what is said there.

Questions are imported when there may be one: the first screen, which asks for a name, needs none of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from textual.screen import Screen

from ce_tui.app.beneath import Beneath
from ce_tui.app.unanswered import Unanswered
from ce_tui.screens.base import CeScreen
from ce_tui.screens.reading.too_small import TooSmallScreen
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.threads import in_thread

if TYPE_CHECKING:
    from ce_tui.widgets.dialogs import Dialog

Result = TypeVar("Result")

_LOOK_AGAIN = 0.05  # seconds, until a question that comes is in front


class Front:
    """Says things in front of whoever asks it to: from beneath a lock on the screen that lies there."""

    def __init__(self, app: TerminalApp, beneath: Beneath) -> None:
        self._app = app
        self._beneath = beneath
        self.unanswered = Unanswered(app, self.note)
        self.question_comes = False  # one was begun: it may not be in front yet

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front, for whoever asks; beneath what says that the window is too small."""
        return self._beneath.front or next(
            each for each in reversed(self._app.screen_stack) if not isinstance(each, TooSmallScreen)
        )

    @property
    def in_dialog(self) -> bool:
        """Whether a question is in front."""
        return _is_question(self._app.screen)

    @property
    def asks(self) -> bool:
        """Whether a question is in front, or comes in a moment."""
        return self.in_dialog or self.question_comes

    # Words

    def say(self, words: str) -> None:
        """Say something once, in the status line of what is in front; once the window is large enough to read it."""
        screen = self.screen
        if isinstance(screen, CeScreen) and self._beneath.is_too_small:
            screen.greet(words)
        elif isinstance(screen, CeScreen) or _is_question(screen):
            screen.say(words)

    def note(self, words: str) -> None:
        """In the display for screen readers: say what a key came to that left everything as it is."""
        screen = self.screen
        if (isinstance(screen, CeScreen) or _is_question(screen)) and screen.is_mounted:
            screen.note(words)

    def greet(self, words: str) -> None:
        """Say something in the status line of what is in front, until the next key."""
        screen = self.screen
        if isinstance(screen, CeScreen):
            screen.greet(words)

    def hold_up(self, words: str) -> None:
        """Say that another question is asked first: in that question, which may come only in a moment."""
        self._app.run_worker(self._hold_up(words))

    async def _hold_up(self, words: str) -> None:
        while self.question_comes and not self.in_dialog:
            await asyncio.sleep(_LOOK_AGAIN)
        if _is_question(screen := self._app.screen):
            stands = screen.is_mounted and not screen.arriving
            screen.say(words) if stands else screen.greet(words)

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; where it takes longer than half a second, say so in words."""
        result = in_thread(job)
        done, _ = await asyncio.wait({result}, timeout=0.5)
        if not done and not self._beneath.is_too_small:  # there it would be read when it is done
            self.say(f"{words} Please wait.")
        return await result


def _is_question(screen: Screen[Any]) -> TypeGuard[Dialog[Any]]:
    from ce_tui.widgets.dialogs import Dialog

    return isinstance(screen, Dialog)
