"""A lost passphrase: the recovery code gives the account a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.asking import ask_until_right
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.lines.gate.opening import opened
from ce_tui.session.gate import name_of_account, recovery_code
from ce_tui.session.words.gate import (
    CODE_HINT,
    MAKING_KEYS,
    NAME_HINT,
    RECOVERY,
    RECOVERY_CODE,
    USE_IS_LOGGED,
    YOUR_NAME,
    YOUR_NEW_PHRASE,
)

if TYPE_CHECKING:
    from ce_tui.session.session import Session


def recover(state: State, typed: str = "") -> Session | None:
    """Name, code, new passphrase; then signed in. None: back to the sign-in. `typed`: the name that was typed there."""
    state.say(f"{RECOVERY} {USE_IS_LOGGED} back leaves this.")
    try:
        shown = f" [{typed}]" if typed else ""
        name = ask_until_right(
            state, f"{YOUR_NAME}?{shown}", lambda line: name_of_account(line or typed), hint=[NAME_HINT]
        )
        code = ask_until_right(state, f"{RECOVERY_CODE}?", recovery_code, hint=[CODE_HINT])
        passphrase = new_passphrase(state, f"{YOUR_NEW_PHRASE}:", name)
    except Said as said:
        if said.wish.id == "back":
            return None
        raise
    return opened(state, MAKING_KEYS, lambda: state.opening.recover(name, code, passphrase))
