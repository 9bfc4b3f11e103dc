"""Before anybody is signed in: set-up where there is no store, else the sign-in. Contacts and guidance are open."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import NotPermitted, OlderStore, Refused, VaultError, WrongCredentials
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import CommandTyped, ConversationEnd, Prompt
from ce_tui.lines.dialogue.state import NamedPlace, State, leave_ended
from ce_tui.lines.gate.set_up import StoreExists, ask_until_right, new_passphrase, opened, set_up
from ce_tui.session import gate
from ce_tui.session.asker import at_once
from ce_tui.session.gate import name_of_account, recovery_code
from ce_tui.session.terminal_state import SOMEONE_ELSE
from ce_tui.session.words import gate as words

if TYPE_CHECKING:
    from ce_tui.session.session import Session


GREETING = (
    "CE Pathway. In danger now: phone 999. contacts says whom to call, guidance reads the document: both without "
    "signing in. ? says what a question expects."
)
LOST_WORD = "lost"
_LOST_HINT = f"{LOST_WORD}: {words.LOST}."
_OTHER_NAME = "back: another name."


def enter(state: State, after: str) -> Session:
    """The session of whoever signs in, by set-up, sign-in or recovery. Raises ConversationEnd.

    `after`: why a session has ended before.
    """
    state.say(after, GREETING)
    if state.config.pathway_files:
        state.say(state.pathways.stand_in)
    _wait_while_kept_out(state, after)
    if not state.opening.is_set_up:
        with suppress(StoreExists):
            return set_up(state)
    return _sign_in(state)


def _wait_while_kept_out(state: State, after: str) -> None:
    """While nobody can come in, say why and ask for another way. Raises ConversationEnd, with the code of that."""
    with state.at(NamedPlace("Nobody can sign in", "sign_in")):
        while True:
            try:
                return state.opening.refuse(after)
            except VaultError as why:
                state.say(why.words)
                ways = Prompt(words="contacts, guidance or quit? Enter looks again.", hint=[why.words])
                try:
                    state.ask(ways)
                except CommandTyped:
                    continue
                except ConversationEnd as leave:
                    raise ConversationEnd(leave.code or why.exit_code, leave.words) from None


def _sign_in(state: State) -> Session:
    """Ask for name and passphrase until both are right. After a wrong passphrase it is asked for again, unseen, and
    only `back` leads to the name: a passphrase that is typed there stands on the screen.
    """
    name, is_named = "", False
    with state.at(NamedPlace("Sign in", "sign_in")):
        while True:
            what, hint = words.YOUR_NAME, f"{words.NAME_HINT} {_LOST_HINT}"
            if is_named:
                what = words.PHRASE
                hint = f"Your passphrase. It is not shown as you type. {_LOST_HINT} {_OTHER_NAME}"
            try:
                typed = state.ask(Prompt(words=f"{what}?", hint=[hint], text=is_named, secret=is_named))
                if typed.strip().casefold() == LOST_WORD:
                    session = recover(state, name)
                elif is_named:
                    session = _opened(state, name, gate.secret(typed))
                else:
                    name, is_named = gate.name_of_account(typed), True
                    continue
            except Refused as refused:
                state.say(refused.words)
                continue
            except CommandTyped as said:
                if said.wish.id == "back":
                    is_named = False
                else:
                    state.say("Sign in first. Without it: contacts, guidance, help, quit.")
                continue
            if session is not None:
                return session


def _opened(state: State, name: str, secret: str) -> Session | None:
    """The session; None: the store was not opened, and why has been said."""
    try:
        return state.patiently(words.UNLOCKING, lambda: state.opening.sign_in(name, secret))
    except WrongCredentials as wrong:
        state.say(wrong.words, f"{words.FORGOTTEN.format(f'type {LOST_WORD}')} {_OTHER_NAME}")
    except OlderStore as older:
        state.say(_accept_older(state, name, older) if older.may_accept else older.words)
    except VaultError as error:
        state.say(error.words)
    return None


def _accept_older(state: State, name: str, older: OlderStore) -> str:
    """Ask an administrator whether an older copy of the store was put back on purpose. What is left to say."""
    from ce_tui.session.jobs.target import NOT_ACCEPTED, accept_older

    try:
        return at_once(accept_older(LineAsker(state), state.opening, name, older)).words
    except CommandTyped:
        return NOT_ACCEPTED.words


_OTHER = "other"


def lock(state: State) -> None:
    """Hide, save, wait for the passphrase; then go back to where one was. Raises ConversationEnd.

    Raises GoHome if the open screening is not for this account any more.
    """
    session, dialogue = state.signed_in, state.dialogue
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
        with state.at(NamedPlace("Locked", "lock")):
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
        state.say(words.not_saved_at_the_lock(draft.trouble, gone=session.casebook.is_replaced))
    if state.demo:
        state.say(words.OF_THE_DEMO)
    while True:
        try:
            secret = asking.text(
                state,
                "Passphrase?",
                hint=[
                    "Your passphrase unlocks. contacts says whom to call, guidance reads the document. quit signs "
                    f"out. {_OTHER}: someone else signs in, and the person named here is signed out."
                ],
                secret=True,
            )
        except CommandTyped:
            state.say("It is locked: your passphrase, contacts, guidance or quit.")
            continue
        if state.demo or _is_right(state, secret):
            return


def _is_right(state: State, secret: str) -> bool:
    if not secret:
        state.say(words.NO_PHRASE)
        return False
    if secret.strip().casefold() == _OTHER:
        raise ConversationEnd(departure=SOMEONE_ELSE)
    try:
        right = state.patiently(words.UNLOCKING, lambda: state.signed_in.casebook.access.verify(secret))
    except NotPermitted as error:
        raise ConversationEnd(error.exit_code, error.words) from None
    except VaultError as error:
        state.say(error.words)
        return False
    if not right:
        state.say(words.NOT_RIGHT, words.FORGOTTEN.format(f"type {_OTHER}, and lost at the sign-in"))
    return right


def recover(state: State, typed: str = "") -> Session | None:
    """Ask for name, code and new passphrase, and sign in. None: back to the sign-in.

    `typed`: the name that was typed there.
    """
    state.say(f"{words.RECOVERY} {words.USE_IS_LOGGED} back leaves this.")
    try:
        shown = f" [{typed}]" if typed else ""
        name = ask_until_right(
            state,
            f"{words.YOUR_NAME}?{shown}",
            lambda line: name_of_account(line or typed),
            hint=[words.NAME_HINT],
        )
        code = ask_until_right(state, f"{words.RECOVERY_CODE}?", recovery_code, hint=[words.CODE_HINT])
        passphrase = new_passphrase(state, f"{words.YOUR_NEW_PHRASE}:", name)
    except CommandTyped as said:
        if said.wish.id == "back":
            return None
        raise
    return opened(state, words.MAKING_KEYS, lambda: state.opening.recover(name, code, passphrase))
