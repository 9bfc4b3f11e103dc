"""In the display for screen readers no key stays without an answer: of one that changed nothing it is said.

So it is of what is pasted where nothing is typed: who takes it for written would lose it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual import events
from textual.worker import Worker

from ce_tui.commands.key_names import say_key
from ce_tui.terminal.app_base import TerminalApp

_LOOK = 0.08
"""Seconds after a key until it is looked whether it changed anything: once it did, that was sent by then."""
_LOOKS = 40
"""So many times it is looked whether the app is done with it; what takes longer says so itself."""
_UNSEEN = frozenset({"ctrl+c"})
"""Keys that do their work without a change on the screen: what is copied is kept for pasting."""


class Unanswered:
    """Looks after each key and paste whether the picture is another then. `note` says words in what is in front."""

    def __init__(self, app: TerminalApp, note: Callable[[str], None]) -> None:
        self._app = app
        self._note = note
        self._looking: asyncio.TimerHandle | None = None
        self._keys: list[str] = []
        self._sent = 0
        self._looks = 0
        self._at_work: set[Worker[Any]] = set()

    def came(self, event: events.Event) -> None:
        """A key or a paste, before anybody has taken it; other events are none of its business."""
        picture = self._app.picture
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or not picture.calm.is_on:
            return
        if self._app.is_headless:  # nothing is ever sent there, whatever a key did
            return
        self._keys.append(event.key if isinstance(event, events.Key) else "")
        if self._looking is None:
            self._sent, self._looks = picture.times_sent, 0
            self._at_work = self._workers()
            self._look_soon()

    def _look_soon(self) -> None:
        self._looking = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _workers(self) -> set[Worker[Any]]:
        return {each for each in self._app.workers if not each.is_finished}

    def _look(self) -> None:
        """Where several keys came together none is judged by itself: what one did, another may have undone."""
        self._looking = None
        if not self._app.screen_stack:  # it ended meanwhile, by that key or otherwise
            return
        self._looks += 1
        picture = self._app.picture
        unchanged = picture.times_sent == self._sent
        busy = picture.calm.has_to_send or picture.calm.is_at_work() or self._workers() - self._at_work
        if unchanged and busy and self._looks < _LOOKS:
            self._look_soon()
            return
        keys, self._keys = self._keys, []
        if unchanged and not busy and len(keys) == 1 and keys[0] not in _UNSEEN:
            self._note(f"{say_key(keys[0]) or 'Paste'}: no effect")
