"""Before anybody is signed in: set-up where there is no store, else the sign-in. Contacts and guidance are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.gate.opening import opened

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.session import Session

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
    from ce_tui.core.vault.folder.home import Home

    if Home(state.home).is_set_up():
        return _sign_in(state)
    from ce_tui.lines.gate.set_up import set_up

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
        from ce_tui.lines.gate.recovering import recover

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

    def unlock(around: Around) -> Casebook:
        from ce_tui.core.vault.casebook.opening import sign_in

        return sign_in(state.home, name, secret, around)

    return opened(state, "Unlocking.", unlock)
