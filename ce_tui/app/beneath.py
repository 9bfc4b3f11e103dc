"""What goes on beneath a lock, or in a window that is too small, stays there until it can be seen.

A job that was begun before goes on while it is locked. Whatever it then wants to show, take away or say, as an export
its passphrase, waits until it is open, or goes to the screen that it belongs to: the stack of screens is the lock's
alone. What is shown or taken away while the window is too small lies beneath what says so, locked or not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, TypeVar

from textual._context import active_message_pump
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, active_worker

from ce_tui.screens.reading.too_small import TooSmallScreen
from ce_tui.session.seat import Seat

Result = TypeVar("Result")


class Beneath:
    """Tells those who belong beneath the lock from those who belong to it, and what lies beneath "too small"."""

    def __init__(self, app: App[Any], seat: Seat) -> None:
        self._app = app
        self._seat = seat
        self._opened = asyncio.Event()
        self._screens: list[Screen[Any]] = []
        self._workers: set[Worker[Any]] = set()
        self._waiting: set[asyncio.Task[Any]] = set()

    def shut(self) -> None:
        """All screens that are open now, and all that works, lies beneath a lock from now on."""
        self._opened.clear()
        self._screens = list(self._app.screen_stack)
        self._workers = set(self._app.workers) - {active_worker.get(None)}

    def open(self) -> None:
        """The lock is gone, and what waited for that goes on."""
        self._screens.clear()
        self._workers.clear()
        self._opened.set()

    @property
    def is_beneath(self) -> bool:
        """Whether whoever asks belongs to what lies beneath the lock."""
        if not self._seat.locked:
            return False
        if active_worker.get(None) in self._workers:
            return True
        pump = active_message_pump.get(None)
        return isinstance(pump, DOMNode) and any(node in self._screens for node in pump.ancestors_with_self)

    @property
    def front(self) -> Screen[Any] | None:
        """The screen that lies in front beneath the lock, for whoever belongs there; None for all others."""
        return self._screens[-1] if self.is_beneath else None

    @property
    def is_too_small(self) -> bool:
        """Whether in front it says that the window is too small."""
        return isinstance(self._app.screen, TooSmallScreen)

    async def opened(self) -> None:
        """Return when it is not locked any more; at once for whoever does not belong beneath the lock."""
        while self.is_beneath:
            await self._opened.wait()

    def in_turn(self, job: Callable[[], Any]) -> Any:
        """Do a job that shows or takes away a screen: now, or from beneath the lock once it is open."""
        return self.once_open(job) if self.is_beneath else self.beneath_small(job)

    def beneath_small(self, job: Callable[[], Result]) -> Result:
        """Do a job that shows or takes away screens beneath what says that the window is too small, where it does.

        In front of it a question would be seen by nobody, and answered by the next key.
        """
        if not self.is_too_small:
            return job()
        App.pop_screen(self._app)
        try:
            return job()
        finally:
            App.push_screen(self._app, TooSmallScreen())

    def once_open(self, job: Callable[[], Any]) -> Awaitable[Any]:
        """Do a job when it is not locked any more. What is asked first is done first."""

        async def later() -> Any:
            await self.opened()
            done = self.beneath_small(job)
            return await done if isawaitable(done) else done

        task = asyncio.get_running_loop().create_task(later())
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)
        return task
