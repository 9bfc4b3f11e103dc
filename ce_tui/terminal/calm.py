"""One picture a key, for screen readers: what a key leads to is sent once it is all there, not in stages.

A screen reader reads out every line that changed in what arrives together, and the next arrival interrupts it. So for
them nothing is sent while the app still works on a key; and a letter that was typed is sent before the words that
follow from it, so that the letter alone is read as typed.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual.geometry import Size
from textual.widgets import Input, TextArea

from ce_tui.terminal.cursor import CursorFollows
from ce_tui.terminal.sparse import SparseTerminal

_PAUSE = 0.03
"""Seconds without anything to do before a picture is sent."""
_LONGEST = 3.0
"""Seconds after which it is sent whatever still goes on."""
_BEHIND = 0.12
"""Seconds by which words follow the letter that they are about."""


class CalmDisplay(CursorFollows):
    """Sends pictures at rest while `calm` is set; as they come otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calm = False
        self._resting: asyncio.TimerHandle | None = None
        self._waited = 0.0
        self._typed_in: object = None

    def be_calm(self, calm: bool) -> None:
        """Be calm, or as ever; everything is sent again."""
        if calm != self.calm:
            self.calm = calm
            if self._terminal is not None:
                self._terminal.be_plain(calm)

    def _terminal_of(self, size: Size) -> SparseTerminal:
        is_first = self._terminal is None
        terminal = super()._terminal_of(size)
        if is_first and self.calm:
            terminal.be_plain(True)
        return terminal

    @property
    def has_to_send(self) -> bool:
        """Whether a picture waits to be sent."""
        return self._resting is not None

    def send_differences(self) -> None:
        """Send what changed: now, or where it is to be calm once nothing more follows."""
        if not self.calm or self._hidden:
            self._send_now()
        elif self._resting is None and self._running:
            self._waited = 0.0
            self._rest(_PAUSE)

    def _rest(self, seconds: float) -> None:
        self._resting = asyncio.get_running_loop().call_later(seconds, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._waited += _PAUSE
        if not self._running or self._closed:
            return
        if self._is_at_work() and self._waited < _LONGEST:
            self._rest(_PAUSE)
        elif self._terminal is not None and self._is_letter():
            self._send_now(only_row=self.cursor_now().y)
            self._waited = _LONGEST
            self._rest(_BEHIND)
        else:
            self._send_now()

    def _is_at_work(self) -> bool:
        """Whether something is still on its way that may be drawn."""
        if not self.screen_stack:
            return False
        screen = self.screen
        if screen._callbacks or screen._layout_required or screen._repaint_required or screen._dirty_widgets:
            return True
        return any(node.message_queue_size for node in [self, *screen.walk_children(with_self=True)])

    def _is_letter(self) -> bool:
        """Whether the line that is typed in has changed, and others too, while the focus stayed in one text."""
        before = self._typed_in
        focused = self.screen.focused if self.screen_stack else None
        self._typed_in = focused if isinstance(focused, Input | TextArea) else None
        if self._terminal is None or self._typed_in is None or self._typed_in is not before:
            return False
        rows = self._terminal.changed_rows
        return len(rows) > 1 and self.cursor_now().y in rows
