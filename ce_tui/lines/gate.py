"""Before anybody is signed in: set-up where there is no store, else the sign-in. Contacts and guidance are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ce_tui.lines import asking
from ce_tui.lines.dialogue import Asked, Said
from ce_tui.lines.state import Plain, State

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook import Casebook
    from ce_tui.session import Session

GREETING = (
    "CE Pathway. In danger now: phone 999. contacts says whom to call, guidance reads the document: both without "
    "signing in. ? says what a question expects."
)
LOST = "lost"


def enter(state: State) -> Session:
    """Who is signed in, by set-up, sign-in or recovery. Raises Leave."""
    state.say(GREETING)
    if state.config.pathway_files:
        state.say(state.pathways.stand_in)
    from ce_tui.core.vault.home import Home

    if Home(state.home).is_set_up():
        return _sign_in(state)
    from ce_tui.lines.set_up import set_up

    return set_up(state)


def _sign_in(state: State) -> Session:
    """Name, then passphrase, until both are right."""
    with state.at(Plain("Sign in", "sign_in")):
        while True:
            try:
                session = _tried(state)
            except Said as said:
                if said.wish.id != "back":
                    state.say("Sign in first. Without it: contacts, guidance, help, quit.")
                continue
            if session is not None:
                return session


def _tried(state: State) -> Session | None:
    hint = (
        "Your name, as it was entered when your account was made. lost: you have lost your passphrase, and use the "
        "recovery code."
    )
    name = state.dialogue.ask(Asked(words="Your name?", hint=[hint])).strip()
    if name.casefold() == LOST:
        from ce_tui.lines.recovering import recover

        return recover(state)
    if not name:
        state.say("Type your name.")
        return None
    secret = asking.text(
        state.dialogue,
        "Passphrase?",
        hint=["Your passphrase. It is not shown as you type. back: another name."],
        secret=True,
    )
    if not secret:
        state.say("Type your passphrase.")
        return None

    def unlock(around: dict[str, Any]) -> Casebook:
        from ce_tui.core.vault.casebook import sign_in

        return sign_in(state.home, name, secret, **around)

    return opened(state, "Unlocking.", unlock)


def opened(state: State, words: str, opening: Callable[[dict[str, Any]], Casebook]) -> Session | None:
    """Open a store, which takes its time. None: it could not be, and why has been said.

    `opening` gets what a casebook works with: pathways, anchors, terminal, clock.
    """
    from ce_tui.core.vault.errors import VaultError
    from ce_tui.session import Session

    around = state.config.around() | {"terminal": state.terminal, "clock": state.clock}
    pathways = state.config.readable_pathways()
    try:
        session = state.patiently(words, lambda: Session.over(opening(around), pathways, state.clock))
    except VaultError as error:
        state.say(error.words)
        return None
    session.casebook.take_over_after = state.config.sharing.take_over_after
    return session
