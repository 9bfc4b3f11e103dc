"""Every look at the clock: it warns, locks, ends; and what a key means after a while without one.

Nothing is drawn by it but the one warning and the lock.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual import events

from ce_tui.app.ending import Ending
from ce_tui.app.keys import AppKeys
from ce_tui.app.lock import Lock
from ce_tui.app.navigator import Navigator
from ce_tui.core.words.counting import say_seconds
from ce_tui.session.departure import KEYS_CHANGE, SHUT_OUT, STORE_MOVED, UNUSED
from ce_tui.session.idle import Stage, warning
from ce_tui.session.seat import Seat
from ce_tui.terminal.app_base import TerminalApp
from ce_tui.terminal.waking import Waking

_LOOK_EVERY = 3.0
"""Seconds: so long after another process asks for something it may go unheeded."""
_AFTER_SLEEP = 1.0
"""Seconds: so long after the machine has slept it may still show what it showed, where nothing says that it woke up."""
_STORE_EVERY = 3
"""So many keys to one look at the store."""
_REACTION = 1.0
"""Seconds: a key that comes so soon after the warning was meant for what was there before it, and does its work."""


@runtime_checkable
class HoldsTyped(Protocol):
    """A screen or a question in which something may be typed before anybody is signed in."""

    @property
    def holds_typed(self) -> bool:
        """Whether something is typed here that nobody else should go on with."""

    def forget_typed(self) -> None:
        """Clear it, and say so."""


class IdleClock:
    """Warns and locks; ends when nobody comes back, or when everyone is asked to leave."""

    def __init__(
        self,
        app: TerminalApp,
        seat: Seat,
        lock: Lock,
        ending: Ending,
        keys: AppKeys,
        navigator: Navigator,
    ) -> None:
        self._app = app
        self._seat = seat
        self._lock = lock
        self._ending = ending
        self._keys = keys
        self._navigator = navigator
        self._looks = 0
        self._waking = Waking(lambda: app.call_later(self.begin))
        self._longest = _LOOK_EVERY if self._waking.counts_sleep else _AFTER_SLEEP

    # Looking

    def begin(self) -> None:
        """Look at the clock and at the store now, and again when something is due, or in a while."""
        self.look(at_the_store=True)
        ahead = self._seat.idle.until_next or self._longest
        self._waking.after(min(ahead + 0.01, self._longest))

    def look(self, *, at_the_store: bool = False) -> None:
        """Do what is due: warn, lock, end; and leave the store to an administrator who waits for it."""
        if self._ending.departure is not None:
            return
        stage = self._seat.idle.stage
        if self._seat.kept_session is None:
            self._forget_at_the_gate(stage)
        elif stage is Stage.OVER:
            self._ending.depart(UNUSED)
        elif stage is Stage.LOCKED and not self._seat.locked:
            self._lock.lock()
        elif stage is Stage.WARNED:
            self._lock.warning.give(warning(self._seat.idle.until_lock))
        self._navigator.leave_ended()
        self._looks += 1
        if at_the_store or self._looks % _STORE_EVERY == 0:
            self._look_at_the_store()

    def _look_at_the_store(self) -> None:
        session = self._seat.kept_session
        if session is None:
            return
        session.keep_behind()
        if session.casebook.moved_away:
            self._ending.depart(STORE_MOVED)
        elif session.casebook.asked_out:
            self._ending.depart(SHUT_OUT.get(session.casebook.shut_out, KEYS_CHANGE))
        elif (draft := self._seat.open_draft) is not None and not session.casebook.is_at_work:
            draft.ask_anew()
            self._navigator.leave_ended()
        elif self._seat.locked and session.draft is not None and not session.draft.saved:
            self._lock.save_again()
        elif session.draft is None and not session.casebook.is_at_work and session.casebook.room_words:
            session.casebook.look_for_room()

    def _forget_at_the_gate(self, stage: Stage) -> None:
        """A name or a passphrase left half typed before the sign-in is cleared, so that nobody else goes on with it."""
        if stage is Stage.AT_WORK:
            return
        typed = [
            screen
            for screen in self._app.screen_stack
            if isinstance(screen, HoldsTyped) and screen.holds_typed
        ]
        if not typed:
            return
        if stage is Stage.WARNED:
            self._lock.warning.give(
                "No key was pressed for a while: what is typed here is cleared in "
                f"{say_seconds(self._seat.idle.until_lock)}. Press any key to keep it: it does nothing else."
            )
            return
        self._lock.warning.take_back()
        for screen in typed:
            screen.forget_typed()

    # Keys

    def takes(self, event: events.Event) -> bool:
        """Whether an event did all that it is to do: it locked, came too late, or only said that somebody is there."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            return self._is_only_a_sign_of_life(event)
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._lock.warning.take_back()
            self._seat.idle.key()
        return False

    def _is_only_a_sign_of_life(self, event: events.Key) -> bool:
        if self._ending.departure is not None:
            return True
        if event.key in self._keys.names_of("lock"):
            if self._seat.session is not None:
                self._lock.lock()
                return True
            if not self._app.picture.is_hidden and getattr(self._app._driver, "is_hidden", False):
                # It was locked while this key was on its way: there is nothing to hide.
                self._app.picture.reveal()
        was_locked = self._seat.locked
        self.look()
        if self._ending.departure is not None or self._seat.locked is not was_locked:
            return True  # too late: the key was meant for what is hidden now
        warned = self._lock.warning.stands
        too_soon = self._seat.idle.warned_for < _REACTION
        self._lock.warning.take_back()
        self._seat.idle.key()
        return warned and not too_soon and event.key not in self._keys.names_of("quit")
