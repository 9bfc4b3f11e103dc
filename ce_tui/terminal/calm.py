"""One picture a key, for screen readers: what a key leads to is sent once it is all there, not in stages.

A screen reader reads out every line that changed in what arrives together, and the next arrival interrupts it. So for
them nothing is sent while the app still works on a key; and a letter that was typed is sent before the words that
follow from it, so that the letter alone is read as typed. Where the cursor would come to stand right behind where it
was, as behind a letter, though another text or list has it now, it is moved out of the way before: else all that is new
is taken for something typed, and read sign by sign. (In the ordinary display, where the answer to a key is one write,
the cursor stands a little further right instead: `sparse`. Here braille has it exactly where it belongs.)
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from textual.app import App
from textual.geometry import Offset

from ce_tui.terminal.letters import Letters
from ce_tui.terminal.sparse import is_as_typed

_PAUSE = 0.03
"""Seconds without anything to do before a picture is sent."""
_LONGEST = 3.0
"""Seconds after which it is sent whatever still goes on."""
_BEHIND = 0.12
"""Seconds by which words follow the letter that they are about, and a picture the cursor that was moved away."""


class Sent(Protocol):
    """What is sent when the app is at rest."""

    letters: Letters
    """What is typed in it."""

    @property
    def changed_rows(self) -> Sequence[int]:
        """The lines that the terminal shows differently."""

    @property
    def cursor_sent(self) -> tuple[int, int] | None:
        """Where the terminal has its cursor; None: nobody knows."""

    def send_cursor(self, cursor: tuple[int, int]) -> None:
        """Move the hardware cursor alone."""

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
        self._made_way = False  # the cursor was moved out of the way: now for the picture

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
        else:
            self._send_in_turn()

    def _send_in_turn(self) -> None:
        """Send all; or first what is to be taken by itself."""
        picture, made_way = self._picture, self._made_way
        self._made_way = False
        if made_way:
            picture.send_now()
        elif picture.letters.come_with_more():
            picture.send_now(only_row=picture.cursor_now().y)
            self._send_rest_soon()
        elif (sent := picture.cursor_sent) is not None and self._seems_typed(sent):
            picture.send_cursor((self._app.size.width - 1, sent[1]))
            self._made_way = True
            self._send_rest_soon()
        else:
            picture.send_now()

    def _send_rest_soon(self) -> None:
        self._waited = _LONGEST
        self._rest(_BEHIND)

    def _seems_typed(self, sent: tuple[int, int]) -> bool:
        """Whether the cursor, which was `sent` there, comes to stand as if behind a letter, and is not in that text."""
        picture = self._picture
        if picture.letters.stay_in_line or not picture.changed_rows:
            return False
        return is_as_typed(sent, picture.cursor_now())

    def is_at_work(self) -> bool:
        """Whether something is still on its way that may be drawn."""
        if not self._app.screen_stack:
            return False
        screen = self._app.screen
        if screen._callbacks or screen._layout_required or screen._repaint_required or screen._dirty_widgets:
            return True
        return any(node.message_queue_size for node in [self._app, *screen.walk_children(with_self=True)])
