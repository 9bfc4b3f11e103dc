"""Opening a store, which takes its time: by set-up, sign-in or recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from ce_tui.lines.dialogue.state import State

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session


def opened(state: State, words: str, opening: Callable[[Around], Casebook]) -> Session | None:
    """Open a store, which takes its time. None: it could not be, and why has been said.

    `opening` gets what a casebook works with: pathways, anchors, terminal, clock.
    """
    from ce_tui.core.vault.errors import VaultError
    from ce_tui.session.session import Session

    around = msgspec.structs.replace(state.config.around(), terminal=state.terminal, clock=state.clock)
    pathways = state.config.readable_pathways()
    try:
        session = state.patiently(words, lambda: Session.over(opening(around), pathways, state.clock))
    except VaultError as error:
        state.say(error.words)
        return None
    session.casebook.presence.take_over_after = state.config.sharing.take_over_after
    return session
