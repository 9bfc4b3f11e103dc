"""One picture a key, for screen readers: what a key leads to is sent once it is all there, not in stages.

A screen reader reads out every line that changed in what arrives together, and the next arrival interrupts it. So for
them nothing is sent while the app still works on a key; and a letter that was typed is sent before the words that
follow from it, so that the letter alone is read as typed.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from textual.app import App
from textual.geometry import Offset

from ce_tui.terminal.letters import Letters

_PAUSE = 0.03
"""Seconds without anything to do before a picture is sent."""
_LONGEST = 3.0
"""Seconds after which it is sent whatever still goes on."""
_BEHIND = 0.12
"""Seconds by which words follow the letter that they are about."""


class Sent(Protocol):
    """What is sent when the app is at rest."""

    letters: Letters
    """What is typed in it."""

    def cursor_now(self) -> Offset:
        """Where the hardware cursor should be."""

    def send_now(self, only_row: int | None = None) -> None:
        """Send what changed, or of it only one line."""


class Calm:
    """Sends a picture once the app is at rest. Used while it `is_on`."""

    def __init__(self, app: App[Any], picture: Sent) -> None:
        self._app = app
        self._picture = picture
        self.is_on = False
        self._resting: asyncio.TimerHandle | None = None
        self._waited = 0.0

    @property
    def has_to_send(self) -> bool:
        """Whether a picture waits to be sent."""
        return self._resting is not None

    def wait(self) -> None:
        """Send what changed, once nothing more follows."""
        if self._resting is None and self._app._running:
            self._waited = 0.0
            self._rest(_PAUSE)

    def _rest(self, seconds: float) -> None:
        self._resting = asyncio.get_running_loop().call_later(seconds, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._waited += _PAUSE
        if not self._app._running or self._app._closed:
            return
        if self.is_at_work() and self._waited < _LONGEST:
            self._rest(_PAUSE)
        elif self._picture.letters.come_with_more():
            self._picture.send_now(only_row=self._picture.cursor_now().y)
            self._waited = _LONGEST
            self._rest(_BEHIND)
        else:
            self._picture.send_now()

    def is_at_work(self) -> bool:
        """Whether something is still on its way that may be drawn."""
        if not self._app.screen_stack:
            return False
        screen = self._app.screen
        if screen._callbacks or screen._layout_required or screen._repaint_required or screen._dirty_widgets:
            return True
        return any(node.message_queue_size for node in [self._app, *screen.walk_children(with_self=True)])
