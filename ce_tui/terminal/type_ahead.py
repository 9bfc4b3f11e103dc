"""Keys typed ahead, handed to the app one at a time: each when all that the last one caused has been done.

Textual hands a key to the widget that has the focus when the key arrives, not when its turn comes: typed fast (or
pasted, or held up by a slow line) "name, Tab, passphrase" puts the passphrase into the field of the name.
Letters that follow one another into one text field need no waiting, and neither does a key that comes alone.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, cast

from textual.app import App, ScreenStackError
from textual.events import Key
from textual.message import Message
from textual.message_pump import MessagePump

_ALONE = 0.1
"""Seconds after which a key counts as typed alone: then it is enough that nobody on its way is busy."""
_LOOK_AGAIN = 0.02
_LONGEST = 2.0
"""Seconds after which the next key goes on all the same: whatever takes so long must not lock the keyboard."""


class TypeAhead:
    """The keys that wait. Used in the app's thread only. `rest` returns when the app has nothing left to do."""

    def __init__(self, app: App[Any], rest: Callable[[], Awaitable[None]]) -> None:
        self._app = app
        self._rest = rest
        self._waiting: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None
        self._begun = False
        self._last_was_text = False
        self._last_at = 0.0

    def take(self, message: Message) -> None:
        """Hand a key or a paste on, in its turn."""
        if isinstance(message, Key) and message.key == "ctrl+j":
            message = Key("enter", "\r")  # Enter, typed before the terminal was in raw mode
        self._waiting.append(message)
        if self._task is not None and not self._task.done():
            return
        if self._begun and self._app.is_running and self._is_free():
            self._hand_on_next()
        else:
            self._task = asyncio.get_running_loop().create_task(self._hand_on())

    async def _hand_on(self) -> None:
        if not self._begun:
            await self._first_screen()
            self._begun = True
        while self._waiting and self._app.is_running:
            if not (self._last_was_text and self._is_text(self._waiting[0])):
                with suppress(TimeoutError, ScreenStackError):
                    async with asyncio.timeout(_LONGEST):
                        await self._settled()
            self._hand_on_next()

    def _hand_on_next(self) -> None:
        message = self._waiting.popleft()
        self._last_was_text = self._is_text(message)
        self._last_at = asyncio.get_running_loop().time()
        self._app.post_message(message)

    async def _first_screen(self) -> None:
        """Return when what was typed before the first screen stood has somewhere to go."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _LONGEST
        while loop.time() < until:
            with suppress(ScreenStackError):
                if self._app.is_running and self._app.screen.focused is not None:
                    break
            await asyncio.sleep(_LOOK_AGAIN)
        self._last_at = loop.time()  # as if a key had just come: everything that goes on is waited for

    def _is_text(self, message: Message) -> bool:
        """Whether it is a letter for a text field, which moves no focus and opens nothing."""
        if not isinstance(message, Key):
            return False
        try:
            focused = self._app.screen.focused
        except ScreenStackError:
            return False
        return focused is not None and focused.check_consume_key(message.key, message.character)

    def _is_free(self) -> bool:
        """Whether a key has come alone, and nobody on its way is busy."""
        return self._is_alone and bool(self._app.screen_stack) and not any(map(_is_behind, self._way()))

    @property
    def _is_alone(self) -> bool:
        return asyncio.get_running_loop().time() - self._last_at > _ALONE

    async def _settled(self) -> None:
        """Return when the last key has been dealt with."""
        if self._is_free():
            return
        await self._rest()
        while any(map(_is_behind, self._everyone())) or self._app.screen._callbacks:
            await self._rest()

    def _way(self) -> Sequence[MessagePump]:
        """Whom a key passes: from the focus up."""
        screen = self._app.screen
        return [self._app, *(screen.focused or screen).ancestors_with_self]

    def _everyone(self) -> Sequence[MessagePump]:
        return [self._app, *self._app.screen.walk_children(with_self=True)]


def _is_behind(node: MessagePump) -> bool:
    """Whether it has something to do still: it does not wait for a message yet, though it is there and stays."""
    if not node.is_running or node._closing or node._closed:
        return False
    came = cast(Any, node._message_queue.ready_event)
    return came.is_set() or not came._waiters
