"""Choosing a passphrase: six words made up by the app and typed back, or one's own typed twice, not echoed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import KINDS, WORDS, same_again, six_words, take_own, take_six
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State

_ALL_SIX = "These were all six."
"""Said before anything else, so that it is not taken for a part of them."""

FOR_ONESELF = "Write them down and keep them to yourself."
FOR_THEM = "Write them down for that person alone."


def new_passphrase(
    state: State, question: str, name: str = "", *, hub: str = "", write_down: str = FOR_ONESELF
) -> str:
    """A passphrase that is good for the account of that name. Raises Said: "back" leaves it at its first question.

    `write_down`: for whom the six words are. `hub`: its name, which makes no good passphrase.
    """
    kinds = [Choice(id, words) for id, words in KINDS.items()]
    own = partial(_own, state, name, hub)
    while True:
        kind = asking.choose(state.dialogue, question, kinds, default=WORDS)
        try:
            return _six_words(state, own, write_down) if kind == WORDS else own()
        except Said as said:
            if said.wish.id != "back":
                raise


def _six_words(state: State, own: Callable[[], str], write_down: str) -> str:
    words = six_words()
    state.say(_heard(words), f"{_ALL_SIX} {write_down}")
    while True:
        typed = asking.text(
            state.dialogue,
            "Type the six words:",
            hint=[
                _heard(words),
                f"{_ALL_SIX} spell says them letter by letter. other makes up six others. own: one of your own. back: "
                "the question before.",
            ],
            whole=f"{_heard(words)}\n{_ALL_SIX}\nType the six words:",
        )
        command = typed.strip().casefold()
        if command == "own":
            return own()
        if command == "spell":
            state.say(*(f"{word}: {' '.join(word)}" for word in words.split()))
        elif command == "other":
            words = six_words()
            state.say(_heard(words), _ALL_SIX)
        elif taken := _taken(state, partial(take_six, typed, words)):
            return taken
        else:
            state.say("? says the six words again.")


def _heard(words: str) -> str:
    return f"Your six words: {words}"


def _own(state: State, name: str, hub: str) -> str:
    hint = [
        "15 characters or more, and hard to guess. It is not shown as you type. back: the question before."
    ]
    while True:
        first = asking.text(state.dialogue, "The passphrase?", hint=hint, secret=True)
        if not _taken(state, partial(take_own, first, name, hub)):
            continue
        second = asking.text(state.dialogue, "Once more?", hint=["The same again."], secret=True)
        try:
            same_again(first, second)
        except Refused as refused:
            state.say(f"{refused.words} Begin again.")
        else:
            return first


def _taken(state: State, taking: Callable[[], str]) -> str:
    """The passphrase, where it is good; else nothing, and what is wrong has been said."""
    try:
        return state.patiently("Looking whether it can be guessed.", taking)
    except Refused as refused:
        state.say(refused.words)
        return ""
