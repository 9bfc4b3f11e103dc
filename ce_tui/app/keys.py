"""The keys in force at this terminal: the configuration's, and after the sign-in the account's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from ce_tui.app.seat import Seat
from ce_tui.commands.keymap import Keys
from ce_tui.settings.preferences import KEYS, kept_keys, keys_of
from ce_tui.widgets.bindings import bindings_given, keymap_of

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class AppKeys:
    """Which key does what, and how many were pressed."""

    def __init__(self, app: App[Any], seat: Seat) -> None:
        self._app = app
        self._seat = seat
        self.pressed = 0
        self.own = Keys()
        self.use(Keys(seat.config.keys))

    def of(self, command_id: str) -> str:
        """The key that a command has now; empty: none."""
        return self.own.key_of(command_id)

    def names_of(self, command_id: str) -> frozenset[str]:
        """The same as Textual names each of them."""
        return frozenset(key.strip() for key in self.of(command_id).split(",") if key.strip())

    def use(self, keys: Keys) -> None:
        """Have other keys from now on."""
        self.own = keys
        for binding in bindings_given(keys):
            self._app._bindings.key_to_bindings[binding.key] = [binding]
        keymap = keymap_of(keys)
        if keymap != self._app._keymap:
            self._app.set_keymap(keymap)

    def choose(self, keys: Keys) -> None:
        """Have other keys from now on, kept for the account that is signed in.

        Raises VaultError where they cannot be kept; they hold for this session all the same.
        """
        self.use(keys)
        if self._seat.session is not None:
            KEYS.keep(self._seat.session.casebook, kept_keys(keys))

    def use_those_of(self, session: Session) -> None:
        """The account's own."""
        self.use(keys_of(session.casebook, self._seat.config.keys))

    def given_to_screen(self, event: events.Event) -> bool:
        """Give a key to the screen that waits for one, whatever it does elsewhere. Whether one does."""
        take = getattr(self._app.screen, "take_key", None) if self._app.screen_stack else None
        if take is None or not isinstance(event, events.Key) or event.is_forwarded:
            return False
        take(event)
        return True
