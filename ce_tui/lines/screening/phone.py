"""Read on the phone: the referral in the order in which a call taker asks."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.phone_script import BEFORE_YOU_HANG_UP, Part
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.on_the_call import words_beside, write_down
from ce_tui.lines.screening.said_back import said_back
from ce_tui.lines.screening.trouble import say_trouble
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering_on_phone import ask_in_turn
from ce_tui.session.phone import (
    ANSWERED_BELOW,
    read_on_phone,
    script_of,
    to_answer,
)
from ce_tui.session.raised import raised

_THEN_RECORD = "record: records the call, once it was made."
_WITH_IT = "record: records the call, with what you wrote down in it."
_FIRST = "This is the first question here. stop ends the reading."


def phone(state: State) -> None:
    """Read it out. That it was read is noted in the log, not what."""
    draft = state.draft
    if draft is None:
        return
    script = read_on_phone(draft)
    state.say(script.unlogged)
    with state.at(Plain("Read on the phone", "phone")), state.dialogue.being_read():
        try:
            _read(state, draft, script.parts)
        except Said as said:
            if said.stops:
                state.say("The reading is ended.")
            elif not said.goes_back:
                raise


def _read(state: State, draft: Draft, parts: list[Part]) -> None:
    """To the danger, to consent: what is not answered of each is asked there, and Enter leaves it so. To where one
    hangs up: what the call taker says is written down there, or at any pause. To the end.

    After an answer comes what it changed of the above, whom to phone among it.
    """
    begun, beside = 0, words_beside(state, draft)
    for heading in ANSWERED_BELOW:
        if not to_answer(draft, heading):
            continue
        end = [each for each, _ in parts].index(heading) + 1
        if not asking.read_out(state.dialogue, _lines(parts[begun:end]), beside):
            return
        _ask(state, draft, heading)
        before, parts = parts[:end], script_of(draft)
        begun = [each for each, _ in parts].index(heading) + 1
        changed = [part for part in parts[:begun] if part not in before]
        if changed and not asking.read_out(state.dialogue, _lines(changed), beside):
            return
    end = [each for each, _ in parts].index(BEFORE_YOU_HANG_UP) + 1
    if not asking.read_out(state.dialogue, _lines(parts[begun:end]), beside):
        return
    write_down(state, draft)
    if asking.read_out(state.dialogue, _lines(parts[end:]), beside) and not draft.casebook.read_only:
        state.say(_WITH_IT if is_begun(draft) else _THEN_RECORD)


def _ask(state: State, draft: Draft, heading: str) -> None:
    """Question after question; `back` leads to the one before, whose answer can be changed or taken back."""
    asker, names, at = SectionAsker(state), to_answer(draft, heading), 0
    while at < len(names):
        before = draft.answers
        words = at_once(ask_in_turn(asker, draft, names[at])).words
        state.say(*said_back(draft, before), words, *raised(draft, before))
        say_trouble(state, draft)
        if asker.left != "back":
            at += 1
        elif at:
            at -= 1
        else:
            state.say(_FIRST)


def _lines(parts: list[Part]) -> list[str]:
    return [line for heading, said in parts for line in (f"{heading}:", *said)]
