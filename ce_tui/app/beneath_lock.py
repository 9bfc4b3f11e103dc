"""What goes on beneath a lock stays beneath it: an export that ends meanwhile shows its passphrase once it is open.

A job that was begun before goes on while it is locked. Whatever it then wants to show, take away or say waits for the
passphrase, or goes to the screen that it belongs to: the stack of screens is the lock's alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual._context import active_message_pump
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, active_worker

from ce_tui.app.keying import Keying
from ce_tui.app.surroundings import AppSurroundings
from ce_tui.settings.config import Config

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class BeneathLock(Keying):
    """Tells those who belong beneath the lock from those who belong to it."""

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__(config, home, session)
        self.surroundings = AppSurroundings(self)
        self._opened = asyncio.Event()
        self._screens_beneath: list[Screen[Any]] = []
        self._workers_beneath: set[Worker[Any]] = set()
        self._waiting: set[asyncio.Task[Any]] = set()

    def _shut(self) -> None:
        """All screens that are open now, and all that works, lies beneath a lock from now on."""
        self._opened.clear()
        self._screens_beneath = list(self.screen_stack)
        self._workers_beneath = set(self.workers) - {active_worker.get(None)}

    def _open(self) -> None:
        """The lock is gone, and what waited for that goes on."""
        self._screens_beneath.clear()
        self._workers_beneath.clear()
        self._opened.set()

    @property
    def is_beneath(self) -> bool:
        """Whether whoever asks belongs to what lies beneath the lock."""
        if not self.locked:
            return False
        if active_worker.get(None) in self._workers_beneath:
            return True
        pump = active_message_pump.get(None)
        return isinstance(pump, DOMNode) and any(
            node in self._screens_beneath for node in pump.ancestors_with_self
        )

    async def opened(self) -> None:
        """Return when it is not locked any more; at once for whoever does not belong beneath the lock."""
        while self.is_beneath:
            await self._opened.wait()

    def once_open(self, job: Callable[[], Any]) -> Awaitable[Any]:
        """Do a job when it is not locked any more. What is asked first is done first."""

        async def later() -> Any:
            await self.opened()
            done = job()
            return await done if isawaitable(done) else done

        task = asyncio.get_running_loop().create_task(later())
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)
        return task

    # The stack of screens

    def push_screen(
        self, screen: Any, callback: Any = None, wait_for_dismiss: bool = False, *, mode: Any = None
    ) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        push = super().push_screen
        if self.is_beneath:
            return self.once_open(lambda: push(screen, callback, mode=mode))
        return push(screen, callback, wait_for_dismiss, mode=mode)  # type: ignore[call-overload]

    async def push_screen_wait(self, screen: Any, *, mode: Any = None) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        await self.opened()
        return await super().push_screen_wait(screen, mode=mode)

    def pop_screen(self) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        pop = super().pop_screen
        return self.once_open(pop) if self.is_beneath else pop()

    def switch_screen(self, screen: Any) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        switch = super().switch_screen
        return self.once_open(lambda: switch(screen)) if self.is_beneath else switch(screen)

    # Words

    @property
    def front(self) -> Screen[Any]:
        """The screen in front for whoever asks: beneath the lock the one that lies there."""
        return self._screens_beneath[-1] if self.is_beneath else self.screen
