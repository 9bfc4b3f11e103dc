"""Choosing a passphrase: six words made up by the app and typed back, or one's own typed twice, not echoed."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Choice

WORDS, OWN = "words", "own"
_CHOICES = (
    Choice(WORDS, "Six words made up for you"),
    Choice(OWN, "One of your own: 15 characters or more, several words are good"),
)


def new_passphrase(state: State, question: str, name: str = "") -> str:
    """A passphrase that is good for the account of that name. Raises Said: "back" leaves it."""
    kind = asking.choose(state.dialogue, question, _CHOICES, default=WORDS)
    return _six_words(state, name) if kind == WORDS else _own(state, name)


def _six_words(state: State, name: str) -> str:
    from ce_tui.core.vault.keys.passphrases import generate

    words = generate()
    heard = f"Your six words: {words}"
    state.say(f"{heard}", "Write them down and keep them to yourself.")
    while True:
        typed = asking.text(
            state.dialogue,
            "Type the six words:",
            hint=[
                heard,
                "spell: letter by letter. other: six others. own: one of your own. back: the question before.",
            ],
        )
        given = " ".join(typed.lower().split())
        if given == words:
            if _accepted(state, words, name):
                return words
            given = "other"
        if given == "other":
            words = generate()
            heard = f"Your six words: {words}"
            state.say(heard)
        elif given == "own":
            return _own(state, name)
        elif given == "spell":
            state.say(*(f"{word}: {' '.join(word)}" for word in words.split()))
        elif given:
            state.say("These are not the six words. Type them as they were said; ? says them again.")
        else:
            state.say("Type the six words; ? says them again.")


def _own(state: State, name: str) -> str:
    hint = [
        "15 characters or more, and not a common one. It is not shown as you type. back: the question before."
    ]
    while True:
        first = asking.text(state.dialogue, "The passphrase?", hint=hint, secret=True)
        if not first:
            state.say("Type a passphrase of 15 characters or more.")
            continue
        if not _accepted(state, first, name):
            continue
        if asking.text(state.dialogue, "Once more?", hint=["The same again."], secret=True) == first:
            return first
        state.say("This is not what you typed the first time. Begin again.")


def _accepted(state: State, passphrase: str, name: str) -> bool:
    from ce_tui.core.vault.errors import Refused
    from ce_tui.core.vault.keys.passphrases import check

    try:
        state.patiently("Looking whether it can be guessed.", lambda: check(passphrase, name))
    except Refused as refused:
        state.say(refused.words)
        return False
    return True
