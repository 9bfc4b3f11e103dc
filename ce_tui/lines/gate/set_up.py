"""First use: who you are, a passphrase, the recovery code. Nothing is written until the code is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.keys.code_group import is_of_code
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import spelt
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.lines.gate.opening import opened

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.keys.recovery import RecoveryCode
    from ce_tui.session.session import Session

NO_AREA = "none"


class _Answered(msgspec.Struct):
    name: str = ""
    hub: str = ""
    locality: str = ""
    passphrase: str = ""
    code: RecoveryCode | None = None


def set_up(state: State) -> Session:
    """Make the store and its first account, signed in. Raises Leave."""
    answered = _Answered()
    steps: list[Callable[[State, _Answered], None]] = [_name, _hub, _area, _passphrase, _code]
    with state.at(Plain("Set-up. Nothing is written yet", "setup")):
        state.say("Set-up, five questions. Nothing is written before the last one.")
        at = 0
        while True:
            try:
                while at < len(steps):
                    steps[at](state, answered)
                    at += 1
            except Said as said:
                if said.wish.id == "back":
                    at = max(at - 1, 0)
                else:
                    state.say("Finish the set-up first. Meanwhile: back, contacts, guidance, help, quit.")
                continue
            session = _made(state, answered)
            if session is not None:
                return session
            at = 0


def _name(state: State, answered: _Answered) -> None:
    from ce_tui.session.words.screening import FIRST_ROLES

    shown = f" [{answered.name}]" if answered.name else ""
    while True:
        hint = ["The name that you sign in with.", FIRST_ROLES]
        typed = state.dialogue.ask(Asked(words=f"Your name?{shown}", hint=hint))
        if words := state.pathways.stand_in:
            state.say(f"{words} Nothing is set up before that is mended.")
            continue
        if not typed.strip() and answered.name:
            return
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.passphrases import check_name

        try:
            answered.name = check_name(typed)
        except Refused as refused:
            state.say("Type your name." if not typed.strip() else refused.words)
            continue
        state.say(FIRST_ROLES)
        return


def _hub(state: State, answered: _Answered) -> None:
    typed = asking.text(
        state.dialogue,
        f"Your hub or team? [{answered.hub or 'none'}]",
        hint=["The name of your hub or team. Enter leaves it as it is in brackets."],
    ).strip()
    answered.hub = typed or answered.hub


def _area(state: State, answered: _Answered) -> None:
    from ce_tui.core.words.areas import area_words

    choices = [
        *(Choice(each.id, area_words(each.id, each.name)) for each in state.pathways.at_hand.localities),
        Choice(NO_AREA, "No usual area: ask each time"),
    ]
    chosen = asking.choose(
        state.dialogue,
        "Where do most of the children live whom you work with?",
        choices,
        default=answered.locality or NO_AREA,
        hint=["This area is proposed in each new screening, and asked each time all the same."],
    )
    answered.locality = "" if chosen == NO_AREA else chosen


def _passphrase(state: State, answered: _Answered) -> None:
    answered.passphrase = new_passphrase(state, "Your passphrase:", answered.name)


def _code(state: State, answered: _Answered) -> None:
    from ce_tui.core.vault.keys.recovery import new_recovery_code
    from ce_tui.session.words.screening import FIRST_CODE

    answered.code = answered.code or new_recovery_code()
    state.say(FIRST_CODE)
    confirm_code(state, str(answered.code))


def confirm_code(state: State, code: str) -> None:
    """Say a recovery code, group by group, until its last group is typed back. Raises Said."""
    groups = code.split("-")
    said = [f"Group {number} of {len(groups)}: {spelt(group)}" for number, group in enumerate(groups, 1)]
    state.say(f"The code: {code}", *said)
    while True:
        typed = asking.text(
            state.dialogue,
            "Its last group, to confirm that you have it:",
            hint=[*said, "Type the last five letters or digits, or all of it. back: the question before."],
        )
        if is_of_code(typed, code):
            return
        state.say(
            "This is not the code's last group. ? says the code again."
            if typed.strip()
            else "Type the code's last group. ? says the code again."
        )


def _made(state: State, answered: _Answered) -> Session | None:
    def make(around: Around) -> Casebook:
        from ce_tui.core.vault.casebook.opening import NewStore, set_up

        casebook, _ = set_up(state.home, NewStore(**msgspec.structs.asdict(answered)), around)
        return casebook

    session = opened(state, "Making the keys.", make)
    state.say(
        "" if session is not None else "Nothing is set up yet.", "Set up." if session is not None else ""
    )
    return session
