"""The lock: hides, then saves. What is open lies beneath it until the passphrase comes. And the warning before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen

from ce_tui.app.appearance import Appearance
from ce_tui.app.beneath import Beneath
from ce_tui.app.ending import LastSave
from ce_tui.app.front import Front
from ce_tui.screens.base import CeScreen
from ce_tui.screens.gate.lock import LockScreen
from ce_tui.session.idle import is_on_call
from ce_tui.session.seat import Seat
from ce_tui.session.words.gate import AS_BEFORE_LOCK, NOTHING_TO_LOCK
from ce_tui.settings.lock_times import IdleTimes
from ce_tui.settings.preferences import times_of
from ce_tui.terminal.app_base import TerminalApp

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class Lock:
    """Locks and unlocks, and has each account's time after which it locks by itself."""

    def __init__(
        self,
        app: TerminalApp,
        seat: Seat,
        front: Front,
        beneath: Beneath,
        saving: LastSave,
        appearance: Appearance,
    ) -> None:
        self._app = app
        self._seat = seat
        self._front = front
        self._saving = saving
        self._appearance = appearance
        self.beneath = beneath
        seat.idle.is_on_call = lambda: is_on_call(app.screen_stack)
        self.warning = IdleWarning(app)
        self.leaves_ended: Callable[[], bool] = lambda: False
        """Leaves what this account may not go on with; whether it did."""

    def lock(self) -> None:
        """Hide, save, lock. What cannot be saved stays in memory, and the lock says so."""
        app = self._app
        if self._seat.session is None:
            if not self._seat.locked:
                self._front.say(NOTHING_TO_LOCK)
            return
        app.picture.hide()
        self.warning.take_back()
        self._hide_names()
        lock = LockScreen()
        self.beneath.beneath_small(lambda: self._cover_with(lock))
        self._seat.locked = True
        self._seat.idle.lock()
        app.forget()
        app.call_after_refresh(self._save_and_say, lock)

    def _cover_with(self, lock: LockScreen) -> None:
        self.beneath.shut()
        self._app.push_screen(lock)

    def _hide_names(self) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, CeScreen):
                screen.hide_names()

    def _save_and_say(self, lock: LockScreen) -> None:
        self._saving.save_draft()
        if lock.is_mounted and lock in self._app.screen_stack:  # by now it may have been opened again
            lock.show()

    def save_again(self) -> None:
        """While it is locked: save what could not be saved, and have the lock say how that stands."""
        self._saving.save_draft()
        for screen in self._app.screen_stack:
            if isinstance(screen, LockScreen) and screen.is_mounted:
                screen.show()

    def unlock(self) -> None:
        """Back to the very place, with whatever was open there, unless that is not for this account any more."""
        if self._seat.kept_session is not None:  # else signed out while the passphrase was being tried
            self.beneath.beneath_small(self._unlock)

    def _unlock(self) -> None:
        while not isinstance(self._app.screen, LockScreen):
            self._app.pop_screen()
        self._seat.locked = False
        shown_otherwise = self._appearance.come_back_from_lock()
        if (draft := self._seat.open_draft) is None or draft.ask_anew() or not self.leaves_ended():
            self._app.pop_screen()
        self._seat.idle.unlock()
        self.beneath.open()
        if shown_otherwise:
            self._front.greet(AS_BEFORE_LOCK)

    # Each account's own time

    def use_time_of(self, session: Session) -> None:
        """When it locks by itself, as the account has it. The demo does not, until it is asked to."""
        times = self._seat.config.lock.times
        if self._seat.demo:
            times = IdleTimes(0, times.warn, 0)
        self._seat.idle.times = times_of(session.casebook, times)


@runtime_checkable
class Warns(Protocol):
    """A screen that can say something instead of everything else."""

    def warn(self, words: str) -> None:
        """Say it; without words: say again what it said before."""


class IdleWarning:
    """Stands on the screen that was in front when it came."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._on: Screen[Any] | None = None

    @property
    def stands(self) -> bool:
        """Whether there is one."""
        return self._on is not None

    def give(self, words: str) -> None:
        """Warn, once on each screen; on one that is not there yet at the next look."""
        screen = self._app.screen
        if self._on is screen or not screen.is_mounted:
            return
        self.take_back()
        self._on = screen
        if isinstance(screen, Warns):
            screen.warn(words)

    def take_back(self) -> None:
        """No warning any more. A question that has ended meanwhile has nowhere to say so."""
        screen = self._on
        self._on = None
        if screen in self._app.screen_stack and isinstance(screen, Warns):
            screen.warn("")
