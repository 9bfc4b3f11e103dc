"""The lock: by key or after idle time, warned before; hides, then saves.

Every look at the clock goes through `look_at_the_clock`; nothing is drawn by it but the one warning and the lock.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from ce_tui.app.ending import Ending
from ce_tui.core.words.counting import say_seconds
from ce_tui.screens.gate.gate import GateScreen
from ce_tui.screens.gate.lock import LockScreen
from ce_tui.screens.reading.too_small import TooSmallScreen
from ce_tui.session.departure import KEYS_CHANGE, SHUT_OUT, UNUSED
from ce_tui.session.idle import IdleWatch, Stage, warning
from ce_tui.settings.config import Config
from ce_tui.settings.lock_times import PREFERENCE, IdleTimes

if TYPE_CHECKING:
    from ce_tui.session.session import Session

_LOOK_EVERY = 1.0
"""Seconds: so long after the machine has slept it may still show what it showed."""
_STORE_EVERY = 3
"""So many looks at the clock to one at the store."""
_REACTION = 1.0
"""Seconds: a key that comes so soon after the warning was meant for what was there before it, and does its work."""


class Locking(Ending):
    """Warns, locks, unlocks; ends when nobody comes back, or when everyone is asked to leave."""

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__(config, home, session)
        self.idle = IdleWatch(config.lock.times)
        self._warned_on: Screen[Any] | None = None
        self._looks = 0

    # The clock

    def watch_time(self) -> None:
        """Look at the clock now and from time to time."""
        self.look_at_the_clock()
        ahead = self.idle.until_next or _LOOK_EVERY
        self.set_timer(min(ahead + 0.01, _LOOK_EVERY), self.watch_time)

    def look_at_the_clock(self) -> None:
        """Do what is due: warn, lock, end; and leave the store to an administrator who waits for it."""
        if self.departure is not None:
            return
        stage = self.idle.stage
        if self.kept_session is None:
            self._forget_at_the_gate(stage)
        elif stage is Stage.OVER:
            self.depart(UNUSED)
        elif stage is Stage.LOCKED and not self.locked:
            self.action_lock()
        elif stage is Stage.WARNED:
            self._warn(warning(self.idle.until_lock))
        self._looks += 1
        if self._looks % _STORE_EVERY == 0:
            self._look_at_the_store()

    def came_back(self) -> None:
        """After a stop the time has passed, too: what is due comes before anything is shown again."""
        self.call_later(self._came_back)

    def _came_back(self) -> None:
        self.look_at_the_clock()
        super().came_back()

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first: it may lock, be too late, or only say that somebody is there."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._is_only_a_sign_of_life(event):
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._take_warning_back()
            self.idle.key()
        await super().on_event(event)

    def _is_only_a_sign_of_life(self, event: events.Key) -> bool:
        """Whether that was all that a key did."""
        if self.departure is not None:
            return True
        if event.key in self._keys_of("lock"):
            if self.session is not None:
                self.action_lock()
                return True
            if not self._hidden and getattr(self._driver, "is_hidden", False):
                self.reveal()  # it was locked while this key was on its way: there is nothing to hide
        was_locked = self.locked
        self.look_at_the_clock()
        if self.departure is not None or self.locked is not was_locked:
            return True  # too late: the key was meant for what is hidden now
        warned = self._warned_on is not None
        too_soon = self.idle.warned_for < _REACTION
        self._take_warning_back()
        self.idle.key()
        return warned and not too_soon and event.key not in self._keys_of("quit")

    @property
    def hiding_keys(self) -> frozenset[str]:
        """While somebody is at work the key that locks hides at once."""
        return self._keys_of("lock") if self.session is not None else frozenset()

    def _keys_of(self, command_id: str) -> frozenset[str]:
        return frozenset(key.strip() for key in self.key_of(command_id).split(",") if key.strip())

    # The warning, written once

    def _warn(self, words: str) -> None:
        if self._warned_on is self.screen:
            return
        self._take_warning_back()
        self._warned_on = self.screen
        warn = getattr(self.screen, "warn", None)
        if warn is not None:
            warn(words)

    def _take_warning_back(self) -> None:
        screen, self._warned_on = self._warned_on, None
        warn = getattr(screen, "warn", None)
        if warn is not None:
            warn("")

    def _forget_at_the_gate(self, stage: Stage) -> None:
        """A name or a passphrase left half typed at the sign-in is cleared, so that nobody else goes on with it."""
        typed = [
            screen for screen in self.screen_stack if isinstance(screen, GateScreen) and screen.holds_typed
        ]
        if stage is Stage.AT_WORK or not typed:
            return
        if stage is Stage.WARNED:
            self._warn(
                "No key was pressed for a while: what is typed here is cleared in "
                f"{say_seconds(self.idle.until_lock)}. Press any key to keep it: it does nothing else."
            )
            return
        self._take_warning_back()
        for screen in typed:
            screen.forget_typed()

    # Each account's own time

    def apply_preferences(self) -> None:
        """As the account has it: the display, and when it locks by itself. The demo does not, until it is asked to."""
        super().apply_preferences()
        if self.kept_session is not None:
            times = self.config.lock.times
            if self.demo and not self.walked_in:
                times = IdleTimes(0, times.warn, 0)
            self.idle.times = times.for_account(self.kept_session.casebook.preferences.get(PREFERENCE))

    def choose_lock_time(self, value: str) -> None:
        """When it locks by itself from now on, kept for the account: minutes, `never`, or empty as the deployment says.

        Raises VaultError where it cannot be kept; it holds for this session all the same.
        """
        if self.session is None:
            return
        self.idle.times = self.config.lock.times.for_account(value)
        self.session.casebook.preferences.set(PREFERENCE, value)

    # Lock and unlock

    def may_be_seen(self, screen: Screen[Any]) -> bool:
        """After it was hidden, the lock, or what lies over it."""
        return self.locked

    def action_lock(self) -> None:
        """Hide, save, lock. What cannot be saved stays in memory, and the lock says so."""
        if self.session is None:
            if not self.locked:
                self.say("Nobody is signed in, so there is nothing to lock.")
            return
        self.hide()
        self._take_warning_back()
        small = isinstance(self.screen, TooSmallScreen)
        if small:
            self.pop_screen()
        self._shut()
        lock = LockScreen()
        self.push_screen(lock)
        if small:
            self.push_screen(TooSmallScreen())
        self.locked = True
        self.idle.lock()
        self.forget()
        self.call_after_refresh(self._save_and_say, lock)

    def _save_and_say(self, lock: LockScreen) -> None:
        self.save_draft()
        if lock.is_mounted:
            lock.show()

    def unlock(self) -> None:
        """Back to the very place, with whatever was open there."""
        if self.kept_session is None:  # signed out while the passphrase was being tried
            return
        while not isinstance(self.screen, LockScreen):
            self.pop_screen()
        self.locked = False
        self.pop_screen()
        self.at_work()
        self._open()

    def at_work(self) -> None:
        """Somebody is at work from now on: time begins."""
        self.idle.unlock()

    def _look_at_the_store(self) -> None:
        session = self.kept_session
        if session is None:
            return
        if session.casebook.asked_out:
            self.depart(SHUT_OUT.get(session.casebook.shut_out, KEYS_CHANGE))
        elif self.locked and session.draft is not None and not session.draft.saved:
            self.save_draft()
            for screen in self.screen_stack:
                if isinstance(screen, LockScreen) and screen.is_mounted:
                    screen.show()
