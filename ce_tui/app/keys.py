"""The keys in force at this terminal: the configuration's, and after the sign-in the account's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from ce_tui.commands.keymap import Keys
from ce_tui.session.seat import Seat
from ce_tui.settings.preferences import KEYS, kept_keys, keys_of
from ce_tui.widgets.bindings import bindings_given, keymap_of
from ce_tui.widgets.surroundings import Surroundings

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class AppKeys:
    """Which key does what."""

    def __init__(self, app: App[Any], seat: Seat, surroundings: Surroundings) -> None:
        self._app = app
        self._seat = seat
        self._around = surroundings
        self.use(Keys(seat.config.keys))

    def names_of(self, command_id: str) -> frozenset[str]:
        """The keys that a command has now, as Textual names each of them."""
        keys = self._around.keys.key_of(command_id)
        return frozenset(key.strip() for key in keys.split(",") if key.strip())

    def use(self, keys: Keys) -> None:
        """Have other keys from now on."""
        self._around.keys = keys
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
