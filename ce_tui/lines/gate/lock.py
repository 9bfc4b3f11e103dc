"""The lock: everything written is pushed out of view, then saved, then the passphrase is asked for."""

from __future__ import annotations

from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Leave, Said
from ce_tui.lines.dialogue.ended import leave_ended
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.session.departure import SOMEONE_ELSE
from ce_tui.session.words.gate import (
    FORGOTTEN,
    NO_PHRASE,
    NOT_RIGHT,
    NOTHING_TO_LOCK,
    OF_THE_DEMO,
    UNLOCKING,
    not_saved_at_the_lock,
)

_OTHER = "other"
_WAY = f"type {_OTHER}, and lost at the sign-in"


def lock(state: State) -> None:
    """Hide, save, wait for the passphrase; then back to where one was. Raises Leave.

    Raises GoHome where what is open is not for this account any more.
    """
    session, dialogue = state.session, state.dialogue
    if session is None:
        state.say(NOTHING_TO_LOCK)
        return
    if dialogue.locked:
        return
    dialogue.console.hide()
    dialogue.locked = True
    dialogue.watch.lock()
    draft = session.draft
    if draft is not None and draft.editable:
        draft.flush()
    places, state.places = state.places, []
    try:
        with state.at(Plain("Locked", "lock")):
            _unlock(state)
    finally:
        state.places = places
        dialogue.locked = False
    dialogue.watch.unlock()
    dialogue.console.hide()
    if draft is not None:
        draft.ask_anew()
        leave_ended(state)


def _unlock(state: State) -> None:
    session = state.signed_in
    state.say(f"Locked. {session.casebook.account.name} is signed in. In danger now: phone 999.")
    draft = session.draft
    if draft is not None and not draft.saved:
        state.say(not_saved_at_the_lock(draft.trouble, gone=session.casebook.is_replaced))
    if state.demo:
        state.say(OF_THE_DEMO)
    while True:
        try:
            secret = asking.text(
                state.dialogue,
                "Passphrase?",
                hint=[
                    "Your passphrase unlocks. contacts says whom to call, guidance reads the document. quit signs "
                    f"out. {_OTHER}: someone else signs in, and the person named here is signed out."
                ],
                secret=True,
            )
        except Said:
            state.say("It is locked: your passphrase, contacts, guidance or quit.")
            continue
        if state.demo or _is_right(state, secret):
            return


def _is_right(state: State, secret: str) -> bool:
    if not secret:
        state.say(NO_PHRASE)
        return False
    if secret.strip().casefold() == _OTHER:
        raise Leave(departure=SOMEONE_ELSE)
    try:
        right = state.patiently(UNLOCKING, lambda: state.signed_in.casebook.access.verify(secret))
    except NotPermitted as error:
        raise Leave(error.exit_code, error.words) from None
    except VaultError as error:
        state.say(error.words)
        return False
    if not right:
        state.say(NOT_RIGHT, FORGOTTEN.format(_WAY))
    return right
