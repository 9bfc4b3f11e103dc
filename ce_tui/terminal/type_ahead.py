"""Keys typed ahead, handed to the app one at a time: each when all that the last one caused has been done.

Textual hands a key to the widget that has the focus when the key arrives, not when its turn comes: typed fast (or
pasted, or held up by a slow line) "name, Tab, passphrase" puts the passphrase into the field of the name.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ce_tui.terminal.app_base import TerminalApp

_QUIET_ROUNDS = 3
"""So many times in a row nobody must have anything to do: a message may pass from parent to parent."""
_MOST_ROUNDS = 40
_LONGEST = 2.0
"""Seconds after which the next key goes on all the same: whatever takes so long must not lock the keyboard."""


class TypeAhead:
    """The keys that wait. Used in the app's thread only."""

    def __init__(self, app: TerminalApp) -> None:
        self._app = app
        self._waiting: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None

    def take(self, message: Message) -> None:
        """Hand a key or a paste on, in its turn."""
        self._waiting.append(message)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._hand_on())

    async def _hand_on(self) -> None:
        while self._waiting and self._app.is_running:
            self._app.post_message(self._waiting.popleft())
            try:
                await asyncio.wait_for(self._settled(), _LONGEST)
            except TimeoutError:
                continue

    async def _settled(self) -> None:
        quiet = 0
        for _ in range(_MOST_ROUNDS):
            nodes = [
                self._app,
                *(node for screen in self._app.screen_stack for node in screen.walk_children(with_self=True)),
            ]
            quiet = 0 if any(node.message_queue_size for node in nodes) else quiet + 1
            done = [event for node in nodes if node.call_later((event := asyncio.Event()).set)]
            for event in done:
                await event.wait()
            if quiet == _QUIET_ROUNDS:
                shown = (
                    asyncio.Event()
                )  # what waits for the next picture (a cursor to be placed) is done before a key
                if self._app.screen.call_after_refresh(shown.set):
                    await shown.wait()
            elif quiet > _QUIET_ROUNDS:
                return
