"""First use: name, passphrase, recovery code; or a backup is put back. Nothing is written until the code is confirmed.

Passphrases and codes are asked for here for other rooms, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.keys.passphrases import (
    KINDS,
    WORDS,
    NewStore,
    new_recovery_code,
    same_again,
    six_words,
    take_own,
    take_six,
)
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import spelt
from ce_tui.lines.dialogue.state import NamedPlace, State
from ce_tui.session import gate
from ce_tui.session.asker import at_once
from ce_tui.session.gate import USUAL_AREA, YOUR_HUB
from ce_tui.session.words.gate import (
    CODE_LETTERS,
    FIRST_CODE,
    FIRST_ROLES,
    GROUP_HINT,
    LAST_GROUP,
    MAKING_KEYS,
    NOT_SET_UP,
    YOUR_NAME,
    YOUR_PHRASE,
    nothing_before,
)

if TYPE_CHECKING:
    from ce_tui.session.session import Session


_ALL_SIX = "These were all six."
"""Said right after the words, so that nothing else is taken for a part of them."""

FOR_ONESELF = "Write them down and keep them to yourself."
FOR_THEM = "Write them down for that person alone."


def new_passphrase(
    state: State, question: str, name: str, *, hub: str = "", write_down: str = FOR_ONESELF
) -> str:
    """A passphrase that is good for the account of that name. Raises CommandTyped: "back" leaves its first question.

    `write_down`: for whom the six words are. `hub`: its name, which makes no good passphrase.
    """
    kinds = [Choice(kind, words) for kind, words in KINDS.items()]
    own = partial(_own, state, name, hub)
    while True:
        kind = asking.choose(state, question, kinds, default=WORDS)
        try:
            return _six_words(state, own, write_down) if kind == WORDS else own()
        except CommandTyped as said:
            if said.wish.id != "back":
                raise


def _six_words(state: State, own: Callable[[], str], write_down: str) -> str:
    words = six_words()
    state.say(_heard(words), f"{_ALL_SIX} {write_down}")
    while True:
        typed = asking.text(
            state,
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
            state.say(*(f"{word}: {spelt(word)}" for word in words.split()))
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
        first = asking.text(state, "The passphrase?", hint=hint, secret=True)
        if not _taken(state, partial(take_own, first, name, hub)):
            continue
        second = asking.text(state, "Once more?", hint=["The same again."], secret=True)
        try:
            same_again(first, second)
        except Refused as refused:
            state.say(f"{refused.words} Begin again.")
        else:
            return first


def _taken(state: State, taking: Callable[[], str]) -> str:
    """The passphrase if it is good; else empty, and what is wrong has been said."""
    try:
        return state.patiently("Looking whether it can be guessed.", taking)
    except Refused as refused:
        state.say(refused.words)
        return ""


def opened(state: State, words: str, opening: Callable[[], Session]) -> Session | None:
    """Open a store. None: it could not be opened, and why has been said."""
    try:
        return state.patiently(words, opening)
    except VaultError as error:
        state.say(error.words)
        return None


Answer = TypeVar("Answer")


def ask_until_right(
    state: State,
    question: str,
    read: Callable[[str], Answer],
    *,
    hint: Sequence[str],
    if_wrong: str = "",
    whole: str = "",
) -> Answer:
    """Ask until `read` takes the text: its value. What it refuses is said, then `if_wrong`. Raises CommandTyped.

    `whole`: what `again` says.
    """
    while True:
        typed = asking.text(state, question, hint=hint, whole=whole)
        try:
            return read(typed)
        except Refused as refused:
            state.say(f"{refused.words} {if_wrong}".rstrip())


RESTORE = "restore"


class StoreExists(Exception):
    """There is a store without this set-up: a backup was put back, or somebody else was quicker. One signs in then."""


def set_up(state: State) -> Session:
    """Make the store and its first account, signed in. Raises StoreExists, ConversationEnd."""
    answered = NewStore()
    steps: list[Callable[[State, NewStore], NewStore]] = [_name, _hub, _area, _passphrase, _code]
    with state.at(NamedPlace("Set-up. Nothing is written yet", "setup")):
        state.say(
            "Set-up, five questions. Nothing is written before the last one. "
            f"{RESTORE}: put a backup back instead."
        )
        at = 0
        while True:
            try:
                while at < len(steps):
                    answered = steps[at](state, answered)
                    at += 1
            except CommandTyped as said:
                if said.wish.id == "back":
                    at = max(at - 1, 0)
                else:
                    state.say("Finish the set-up first. Meanwhile: back, contacts, guidance, help, quit.")
                continue
            session = opened(state, MAKING_KEYS, partial(state.opening.set_up, answered))
            if session is not None:
                state.say("Set up.")
                return session
            if state.opening.is_set_up:
                raise StoreExists
            state.say(NOT_SET_UP)
            at = 0


def _name(state: State, answered: NewStore) -> NewStore:
    shown = f" [{answered.name}]" if answered.name else ""
    hint = [
        "The name that you sign in with.",
        FIRST_ROLES,
        f"{RESTORE}: put a backup back instead of setting up.",
    ]
    while True:
        typed = state.ask(Prompt(words=f"{YOUR_NAME}?{shown}", hint=hint))
        if typed.strip().casefold() == RESTORE:
            _restore(state)
            continue
        if words := state.pathways.stand_in:
            state.say(nothing_before(words))
            continue
        if not typed.strip() and answered.name:
            return answered
        try:
            name = gate.name_to_be(typed)
        except Refused as refused:
            state.say(refused.words)
            continue
        state.say(FIRST_ROLES)
        return replace(answered, name=name)


def _restore(state: State) -> None:
    """Put a backup back. Raises StoreExists once it is; else comes back."""
    from ce_tui.session.jobs.target import restore_backup

    with state.at(NamedPlace("Restoring a backup. Nothing is written yet", "setup")):
        try:
            words = at_once(restore_backup(LineAsker(state), state.opening))
        except CommandTyped as said:
            words = ""
            if not said.goes_back:
                state.say("back leaves this. Meanwhile: contacts, guidance, help, quit.")
    state.say(words or "Nothing was restored.")
    if words:
        raise StoreExists


def _hub(state: State, answered: NewStore) -> NewStore:
    typed = asking.text(
        state,
        f"{YOUR_HUB}? [{answered.hub or 'none'}]",
        hint=["The name of your hub or team. Enter leaves it as it is in brackets."],
    ).strip()
    return replace(answered, hub=typed or answered.hub)


def _area(state: State, answered: NewStore) -> NewStore:
    hint = ["This area is proposed in each new screening, and asked each time all the same."]
    return replace(answered, locality=usual_area(state, answered.locality, hint))


def usual_area(state: State, now: str, hint: Sequence[str] = ()) -> str:
    """Ask where most of the children live; empty: no area is usual."""
    areas, default = gate.usual_areas(state.pathways.at_hand), gate.choice_of(now)
    extras = asking.QuestionExtras(hint)
    return gate.typed_area(asking.choose(state, USUAL_AREA, areas, default=default, extras=extras))


def _passphrase(state: State, answered: NewStore) -> NewStore:
    chosen = new_passphrase(state, f"{YOUR_PHRASE}:", answered.name, hub=answered.hub)
    return replace(answered, passphrase=chosen, code=answered.code or new_recovery_code())


def _code(state: State, answered: NewStore) -> NewStore:
    state.say(FIRST_CODE)
    confirm_code(state, str(answered.code))
    return answered


def confirm_code(state: State, code: str) -> None:
    """Say a recovery code, group by group, until its last group is typed back. Raises CommandTyped."""
    groups = code.split("-")
    said = [f"Group {number} of {len(groups)}: {spelt(group)}" for number, group in enumerate(groups, 1)]
    state.say(CODE_LETTERS, f"The code: {code}", *said)
    question = f"{LAST_GROUP}, to confirm that you have it:"
    ask_until_right(
        state,
        question,
        lambda typed: gate.confirm_code(typed, code),
        hint=[CODE_LETTERS, *said, f"{GROUP_HINT} back: the question before."],
        if_wrong="? says the code again.",
        whole="\n".join([*said, question]),
    )
