"""A lost passphrase: the recovery code gives the account a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.lines.gate.opening import opened

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session


def recover(state: State) -> Session | None:
    """Name, code, new passphrase; then signed in. None: back to the sign-in."""
    state.say(
        "The recovery code was written down at set-up. It stays valid. Its use is logged. back leaves this."
    )
    try:
        name = asking.text(state.dialogue, "Your name?", hint=["The name of your account."]).strip()
        code = _code(state)
        passphrase = new_passphrase(state, "Your new passphrase:", name)
    except Said as said:
        if said.wish.id == "back":
            return None
        raise

    def reopen(around: Around) -> Casebook:
        from ce_tui.core.vault.casebook.opening import recover as recover_account

        return recover_account(state.home, name, code, passphrase, around)

    return opened(state, "Making the keys.", reopen)


def _code(state: State) -> str:
    from ce_tui.core.vault.errors import Refused
    from ce_tui.core.vault.keys.recovery import read_recovery_code

    while True:
        typed = asking.text(
            state.dialogue,
            "Recovery code?",
            hint=["Seven groups of five; dashes and blanks may be left out."],
        )
        try:
            return read_recovery_code(typed)
        except Refused as refused:
            state.say(refused.words if typed.strip() else "Type the recovery code.")
