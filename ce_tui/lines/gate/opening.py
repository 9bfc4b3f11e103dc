"""Opening a store, which takes its time: by set-up, sign-in or recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import OlderStore, VaultError, WrongCredentials
from ce_tui.lines.dialogue.state import State

if TYPE_CHECKING:
    from ce_tui.session.session import Session


def opened(
    state: State,
    words: str,
    opening: Callable[[], Session],
    *,
    if_wrong: str = "",
    if_older: Callable[[OlderStore], None] | None = None,
) -> Session | None:
    """Open a store. None: it could not be, and why has been said; where name or secret is wrong, `if_wrong` as well.

    `if_older`: what is done instead where it is an older copy, and an administrator wanted to come in.
    """
    try:
        return state.patiently(words, opening)
    except WrongCredentials as wrong:
        state.say(wrong.words, if_wrong)
    except OlderStore as older:
        if if_older is not None and older.may_accept:
            if_older(older)
        else:
            state.say(older.words)
    except VaultError as error:
        state.say(error.words)
    return None
