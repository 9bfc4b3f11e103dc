"""The preferences of the account that is signed in: theme, display, keys, where it was in a screening."""

from __future__ import annotations

from contextlib import nullcontext

from ce_tui.core.vault.casebook.desk import Desk


class OwnPreferences:
    """This account's own; on a read-only store what is set is kept for this session only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._here: dict[str, str] = {}  # on a read-only store

    def get(self, key: str, default: str = "") -> str:
        """A preference; `default` where it was never set."""
        with self._desk.lock:
            settings = self._desk.store.settings
            found = self._here.get(key) or settings.preference(self._desk.account.id, key)
            return default if found is None else found

    def beginning(self, beginning: str) -> dict[str, str]:
        """The preferences whose keys begin so, by their keys, without those that are empty."""
        with self._desk.lock:
            kept = self._desk.store.settings.preferences(self._desk.account.id, beginning)
        here = {key: value for key, value in self._here.items() if key.startswith(beginning)}
        return {key: value for key, value in (kept | here).items() if value}

    def held_here(self, beginning: str) -> list[str]:
        """What was set on a read-only store and goes with the session, of the keys that begin so."""
        with self._desk.lock:
            return [value for key, value in self._here.items() if key.startswith(beginning) and value]

    def set(self, key: str, value: str, *, wait: bool = True) -> None:
        """Keep a preference. Raises `StoreFull`, ….

        Without `wait` it raises `Busy` at once where another session is saving.
        """
        with self._desk.lock, nullcontext() if wait else self._desk.store.without_waiting():
            if self._desk.store.read_only:
                self._here[key] = value
                return
            self._desk.store.settings.set_preference(self._desk.account.id, key, value)
