"""The lock, the warning before it, the last save, and the ends of a session.

The lock hides, then saves. What is open lies below it until the passphrase comes.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from ce_tui.app.appearance import Appearance
from ce_tui.app.front import AppPart, other_workers
from ce_tui.app.goto import AppKeys
from ce_tui.app.navigator import Navigator
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.plain import say_seconds
from ce_tui.screens.base import CeScreen
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.session.cut_off import tell_at_next_sign_in
from ce_tui.session.terminal_state import (
    KEYS_CHANGE,
    SHUT_OUT,
    STORE_MOVED,
    UNUSED,
    SessionExit,
    Stage,
    is_on_call,
    warning,
)
from ce_tui.settings.preferences import DISPLAY, LINES
from ce_tui.terminal.signals import WakeTimer

if TYPE_CHECKING:
    from ce_tui.lines.run import StartOptions


class SignOut(AppPart):
    """Saves what is open, locked or not; then signs out and ends, or goes on in the line mode."""

    _appearance: Appearance
    departure: SessionExit | None = None
    line_mode: StartOptions | None = None
    """With what the line mode goes on, once it does."""
    _not_saved_said: bool = False
    _asking: bool = False

    # The last save

    def save_everything(self) -> bool:
        """Keep all that is open, for good: whether it is kept. Before every ending that nobody asked for.

        Words that someone else's save came before become a screening of their own; the next sign-in says so.
        """
        session, draft = self._seat.kept_session, self._seat.kept_draft
        if session is not None and not session.keep_behind():
            return False
        if draft is None or draft.flush():
            return True
        if draft.conflict is None:
            return False
        tell_at_next_sign_in(draft.casebook, draft.screening.ref, draft.keep_both())
        return draft.saved

    # Signing out

    async def sign_out(self) -> None:
        """Sign out and end: all is saved, so nothing is asked, but where something goes that can never be kept."""
        draft, session = self._seat.kept_draft, self._seat.kept_session
        if draft is not None:
            draft.flush()
        can_be_saved = session is None or self._seat.locked or not session.casebook.is_replaced
        if can_be_saved and draft is not None and not draft.saved:
            self._front.say(f"Not signed out: {draft.trouble} Your words are still here.")
            return
        if can_be_saved and session is not None and not session.keep_behind():
            self._front.say(f"Not signed out: {session.behind_words}")
            return
        if not self._asks_about_what_goes():
            await self.leave()

    def _asks_about_what_goes(self) -> bool:
        """Whether it is asked first, because a passphrase, or what was typed, goes with the session. Never of who
        locked it.

        In a window that is too small it is asked beneath what says so, and nothing ends meanwhile.
        """
        from ce_tui.session.reviewing import lost_words
        from ce_tui.widgets.dialogs import ConfirmDialog

        session = self._seat.session
        words = [*session.lost_with_the_store, *lost_words(session.casebook)] if session is not None else []
        if words and not self._asking:
            self._asking = True
            asked = ConfirmDialog("\n\n".join(words), "I have it: sign out", "Stay signed in")
            self._app.push_screen(asked, self._answered)
        return bool(words)

    def _answered(self, answer: str | None) -> None:
        self._asking = False
        if answer == "yes":
            self._app.run_worker(self.leave(), group="end")

    def begin_sign_out(self) -> None:
        """The same from a screen, which need not be there to its end."""
        self._app.run_worker(self.sign_out())

    def depart(self, departure: SessionExit) -> bool:
        """Save, hide, sign out and end; with words, and a fresh process where one follows. Whether it does.

        What cannot be saved keeps it from ending: that is said, and to be tried again.
        """
        if self.departure is not None:
            return True
        if not self._app.could_save():
            draft = self._seat.kept_draft
            if not (self._seat.locked or self._not_saved_said) and draft is not None:
                self._not_saved_said = True
                why = "An administrator waits for everyone to sign out. " if departure is KEYS_CHANGE else ""
                self._front.say(f"{why}Not signed out: {draft.trouble} Your words are still here.")
            return False
        self.departure = departure
        self._app.hands_on = departure.again and not self._seat.demo
        self._app.picture.hide()
        self._app.run_worker(self.leave(), group="end")
        return True

    async def leave(self) -> None:
        """Stop what goes on, sign out, end."""
        self._stop_work()
        await self.end_session()
        self._app.exit()

    async def end_session(self) -> None:
        """Save, put away, stop the renderer."""
        self._app.forget()
        await self._seat.leave()

    def _stop_work(self) -> None:
        """Whatever goes on would find nobody signed in: an export that has written nothing yet writes nothing."""
        for worker in other_workers(self._app):
            worker.cancel()

    def sign_out_at_once(self) -> None:
        """On the way out: for a line that drops, or a signal."""
        self._stop_work()
        session, self._seat.kept_session = self._seat.kept_session, None
        if session is not None:
            with suppress(VaultError):
                session.close()

    # The line mode

    def to_lines(self) -> None:
        """Go on a line at a time."""
        if self._seat.locked:
            self._front.greet("Unlock it first: then Display has it.")
        else:
            self._app.run_worker(self._go_on_in_lines(), group="end")

    async def _go_on_in_lines(self) -> None:
        from ce_tui.lines.run import StartOptions

        session = self._seat.kept_session
        if session is not None:
            try:
                session.close_draft_at_the_end()
            except VaultError as error:
                self._front.say(error.words)
                return
        is_chosen = self._appearance.chosen_before_sign_in.get(DISPLAY.name) == LINES
        self.line_mode = StartOptions(session=session, demo=self._seat.demo, keep=is_chosen)
        self._seat.kept_session = None
        await self.leave()


@runtime_checkable
class ShowsWarning(Protocol):
    """A screen that can say something instead of everything else."""

    def warn(self, words: str) -> None:
        """Say it; without words: say again what it said before."""


class Lock(AppPart):
    """Warns before it locks; locks and unlocks."""

    _navigator: Navigator
    _appearance: Appearance
    _warned_on: Screen[Any] | None = None  # what was in front when the warning came

    def __post_init__(self) -> None:
        self._seat.idle.is_on_call = lambda: is_on_call(self._app.screen_stack)

    # The warning

    def warn(self, words: str) -> None:
        """Warn, once on each screen; on one that is not there yet at the next look."""
        screen = self._app.screen
        if self._warned_on is screen or not screen.is_mounted:
            return
        self.take_warning_back()
        self._warned_on = screen
        if isinstance(screen, ShowsWarning):
            screen.warn(words)

    def take_warning_back(self) -> bool:
        """No warning any more: whether one stood. A question that has ended meanwhile has nowhere to say so."""
        screen, self._warned_on = self._warned_on, None
        if screen in self._app.screen_stack and isinstance(screen, ShowsWarning):
            screen.warn("")
        return screen is not None

    # Locking

    def lock(self) -> None:
        """Hide, save, lock. What cannot be saved stays in memory, and the lock says so."""
        app = self._app
        if self._seat.session is None:
            if not self._seat.locked:
                self._front.say("Nobody is signed in, so there is nothing to lock.")
            return
        app.picture.hide()
        self.take_warning_back()
        for screen in app.screen_stack:
            if isinstance(screen, CeScreen):
                screen.hide_names()

        def cover() -> None:
            self._front.beneath.shut()
            app.push_screen(LockScreen())

        self._front.beneath.beneath_small(cover)
        self._seat.locked = True
        self._seat.idle.lock()
        app.forget()
        app.call_after_refresh(self.save_and_say)

    def save_and_say(self) -> None:
        """Save what is open, and have the lock say how that stands. By now it may have been opened again."""
        if (draft := self._seat.kept_draft) is not None:
            draft.flush()
        for screen in self._app.screen_stack:
            if isinstance(screen, LockScreen) and screen.is_mounted:
                screen.show()

    def unlock(self) -> None:
        """Take the lock away: back to the very place, unless it is closed to this account now."""
        if self._seat.kept_session is not None:  # else signed out while the passphrase was being tried
            self._front.beneath.beneath_small(self._unlock)

    def _unlock(self) -> None:
        while not isinstance(self._app.screen, LockScreen):
            self._app.pop_screen()
        self._seat.locked = False
        shown_otherwise = self._appearance.come_back_from_lock()
        if (draft := self._seat.open_draft) is None or draft.ask_anew() or not self._navigator.leave_ended():
            self._app.pop_screen()
        self._seat.idle.unlock()
        self._front.beneath.open()
        if shown_otherwise:
            self._front.greet(
                "Shown as it was before the lock. What you choose in Display from now on is kept for your account."
            )


_LOOK_EVERY = 3.0
"""Seconds: so long after another process asks for something it may go unheeded."""
_AFTER_SLEEP = 1.0
"""Seconds: so long after the machine has slept it may still show what it showed, where nothing says that it woke up."""
_STORE_EVERY = 3
"""So many keys to one look at the store."""
_REACTION = 1.0
"""Seconds: a key that comes so soon after the warning was meant for what was there before it, and does its work."""


@runtime_checkable
class HasTypedText(Protocol):
    """A screen or question that may hold typed words before anybody is signed in."""

    @property
    def holds_typed(self) -> bool:
        """Whether something is typed here that nobody else should go on with."""

    def forget_typed(self) -> None:
        """Clear it, and say so."""


class IdleClock(AppPart):
    """Warns and locks; ends when nobody comes back, or when everyone is asked to leave."""

    _navigator: Navigator
    _keys: AppKeys
    _lock: Lock
    _ending: SignOut
    _looks: int = 0

    def __post_init__(self) -> None:
        self._waking = WakeTimer(lambda: self._app.call_later(self.begin))
        self._longest = _LOOK_EVERY if self._waking.counts_sleep else _AFTER_SLEEP

    # Looking

    def begin(self) -> None:
        """Look at the clock and the store now, and again when something is due."""
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
            self._lock.warn(warning(self._seat.idle.until_lock))
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
        elif session.casebook.asked_out_words:
            self._ending.depart(SHUT_OUT.get(session.casebook.shut_out, KEYS_CHANGE))
        elif (draft := self._seat.open_draft) is not None and not session.casebook.is_at_work:
            draft.ask_anew()
            self._navigator.leave_ended()
        elif self._seat.locked and session.draft is not None and not session.draft.saved:
            self._lock.save_and_say()
        elif session.draft is None and not session.casebook.is_at_work and session.casebook.room_words:
            session.casebook.look_for_room()

    def _forget_at_the_gate(self, stage: Stage) -> None:
        """A name or a passphrase left half typed before the sign-in is cleared, so that nobody else goes on with it."""
        if stage is Stage.AT_WORK:
            return
        typed = [
            screen
            for screen in self._app.screen_stack
            if isinstance(screen, HasTypedText) and screen.holds_typed
        ]
        if not typed:
            return
        if stage is Stage.WARNED:
            self._lock.warn(
                "No key was pressed for a while: what is typed here is cleared in "
                f"{say_seconds(self._seat.idle.until_lock)}. Press any key to keep it: it does nothing else."
            )
            return
        self._lock.take_warning_back()
        for screen in typed:
            screen.forget_typed()

    # Keys

    def takes(self, event: events.Event) -> bool:
        """Whether an event did all that it is to do: it locked, came too late, or only said that somebody is there."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            return self._is_only_a_sign_of_life(event)
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._lock.take_warning_back()
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
        too_soon = self._seat.idle.warned_for < _REACTION
        warned = self._lock.take_warning_back()
        self._seat.idle.key()
        return warned and not too_soon and event.key not in self._keys.names_of("quit")
