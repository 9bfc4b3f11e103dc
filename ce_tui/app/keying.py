"""The keys in force at this terminal: the configuration's, and after the sign-in the account's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from ce_tui.app.shell import Shell
from ce_tui.commands.keymap import PREFERENCE, Keys
from ce_tui.settings.config import Config
from ce_tui.widgets.bindings import bindings_given, keymap_of

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class Keying(Shell):
    """Which key does what. A screen that waits for a key to be chosen gets every key but the one that locks."""

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        super().__init__(config, home, session)
        self.own_keys = Keys()
        self.use_keys(Keys(config.keys))

    def key_of(self, command_id: str) -> str:
        """The key that a command has now; empty: none."""
        return self.own_keys.key_of(command_id)

    def use_keys(self, keys: Keys) -> None:
        """Have other keys from now on."""
        self.own_keys = keys
        for binding in bindings_given(keys):
            self._bindings.key_to_bindings[binding.key] = [binding]
        keymap = keymap_of(keys)
        if keymap != self._keymap:
            self.set_keymap(keymap)

    def choose_keys(self, keys: Keys) -> None:
        """Have other keys from now on, kept for the account that is signed in.

        Raises VaultError where they cannot be kept; they hold for this session all the same.
        """
        self.use_keys(keys)
        if self.session is not None:
            self.session.casebook.preferences.set(PREFERENCE, keys.kept())

    def apply_preferences(self) -> None:
        """The account's display, and its keys."""
        super().apply_preferences()
        if self.kept_session is not None:
            self.use_keys(
                Keys(self.config.keys).with_kept(self.kept_session.casebook.preferences.get(PREFERENCE))
            )

    async def on_event(self, event: events.Event) -> None:
        """Give a key to the screen that waits for one, whatever it does elsewhere."""
        take = getattr(self.screen, "take_key", None) if self.screen_stack else None
        if take is not None and isinstance(event, events.Key) and not event.is_forwarded:
            take(event)
        else:
            await super().on_event(event)
