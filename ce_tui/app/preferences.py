"""What an account has chosen for itself: its display, its keys, when it locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.app.appearance import Appearance
from ce_tui.app.keys import AppKeys
from ce_tui.app.lock import Lock

if TYPE_CHECKING:
    from ce_tui.session.session import Session


class Preferences:
    """All of it, for whoever signs in and whoever comes after."""

    def __init__(self, appearance: Appearance, keys: AppKeys, lock: Lock) -> None:
        self._appearance = appearance
        self._keys = keys
        self._lock = lock

    def use_those_of(self, session: Session) -> str:
        """From now on as the account has it; what to say of what was chosen before the sign-in."""
        words = self._appearance.use_that_of(session)
        self._keys.use_those_of(session)
        self._lock.use_time_of(session)
        return words
