"""The screen in front, what lies below the lock, and what parts of the app share.

Questions are imported when there may be one: the first screen, which asks for a name, needs none of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import msgspec
from textual import events
from textual._context import active_message_pump
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, active_worker

from ce_tui.commands.keymap import say_key
from ce_tui.opaque import Opaque
from ce_tui.screens.base import CeScreen, TooSmallScreen
from ce_tui.session.terminal_state import TerminalState
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.threads import in_thread
from ce_tui.widgets.room import Surroundings

if TYPE_CHECKING:
    from ce_tui.widgets.dialogs import Dialog


class LockedLayer(Opaque):
    """What lies beneath the lock, and beneath the words that the window is too small."""

    _app: App[Any]
    _seat: TerminalState
    _opened: asyncio.Event = msgspec.field(default_factory=asyncio.Event)
    _screens: list[Screen[Any]] = msgspec.field(default_factory=list)
    _workers: set[Worker[Any]] = msgspec.field(default_factory=set)
    _waiting: set[asyncio.Task[Any]] = msgspec.field(default_factory=set)

    def shut(self) -> None:
        """Lay all that is open now, and all that works, beneath a lock."""
        self._opened.clear()
        self._screens = list(self._app.screen_stack)
        self._workers = other_workers(self._app)

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


_LOOK = 0.08
"""Seconds after a key until it is looked whether it changed anything: once it did, that was sent by then."""
_LOOKS = 40
"""So many times it is looked whether the app is done with it; what takes longer says so itself."""
_UNSEEN = frozenset({"ctrl+c"})
"""Keys that do their work without a change on the screen: what is copied is kept for pasting."""


class KeyFeedback(Opaque):
    """Looks after each key and paste whether the picture is another then. `note` says words in what is in front."""

    _app: TerminalApp
    _note: Callable[[str], None]
    _looking: asyncio.TimerHandle | None = None
    _keys: list[str] = msgspec.field(default_factory=list)
    _sent: int = 0
    _looks: int = 0
    _at_work: set[Worker[Any]] = msgspec.field(default_factory=set)

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


def other_workers(app: App[Any]) -> set[Worker[Any]]:
    """All that work for the app, but for whoever asks."""
    return set(app.workers) - {active_worker.get(None)}


Result = TypeVar("Result")

_LOOK_AGAIN = 0.05  # seconds, until a question that comes is in front


class FrontScreen:
    """Says things in front of whoever asks it to: from beneath a lock on the screen that lies there."""

    def __init__(self, app: TerminalApp, beneath: LockedLayer) -> None:
        self._app = app
        self.beneath = beneath
        self.unanswered = KeyFeedback(app, self.note)
        self.question_comes = False  # one was begun: it may not be in front yet

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front, for whoever asks; beneath what says that the window is too small."""
        return self.beneath.front or next(
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
        if isinstance(screen, CeScreen) and self.beneath.is_too_small:
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
        if not done and not self.beneath.is_too_small:  # there it would be read when it is done
            self.say(f"{words} Please wait.")
        return await result


def _is_question(screen: Screen[Any]) -> TypeGuard[Dialog[Any]]:
    from ce_tui.widgets.dialogs import Dialog

    return isinstance(screen, Dialog)


class AppPart(Opaque):
    """A part of the app, with what each of them works on."""

    _app: TerminalApp
    _seat: TerminalState
    _front: FrontScreen
    _around: Surroundings
