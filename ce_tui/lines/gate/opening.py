"""Opening a store, which takes its time: by set-up, sign-in or recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue.state import State

if TYPE_CHECKING:
    from ce_tui.session.session import Session


def opened(state: State, words: str, opening: Callable[[], Session]) -> Session | None:
    """Open a store. None: it could not be, and why has been said."""
    try:
        return state.patiently(words, opening)
    except VaultError as error:
        state.say(error.words)
        return None
