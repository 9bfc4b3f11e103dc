"""Read on the phone: the referral in the order in which a call taker asks."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.outcome.phone_script import BEFORE_YOU_HANG_UP, SAY_FIRST, WHO_TO_PHONE, Part
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.on_the_call import STOP_ENDS, WRITE, way_beside, words_beside, write_down
from ce_tui.lines.screening.recording_words import locks
from ce_tui.lines.screening.section import said_back
from ce_tui.lines.screening.trouble import say_trouble
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.danger import ask_in_turn
from ce_tui.session.phone import (
    ANSWERED_BELOW,
    read_on_phone,
    script_of,
    to_answer,
)
from ce_tui.session.raised import raised

_THEN_RECORD = "record: records the call, once it was made."
_WITH_IT = "record: records the call, with what you wrote down in it."
_FIRST = f"This is the first question here. {STOP_ENDS}"


def phone(state: State) -> None:
    """Read it out. That it was read is noted in the log, not what."""
    draft = state.draft
    if draft is None:
        return
    script = read_on_phone(draft)
    state.say(script.unlogged)
    with (
        state.at(Plain("Read on the phone", "phone", lambda: _lines(script_of(draft)))),
        state.dialogue.being_read(),
    ):
        state.say(locks(state))
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

    After an answer comes what is new of the above by it, whom to phone among it; then it goes on below.
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
        new = _new(before, parts[:begun])
        if new and not asking.read_out(state.dialogue, new, beside):
            return
    end = [each for each, _ in parts].index(BEFORE_YOU_HANG_UP) + 1
    if not asking.read_out(state.dialogue, _lines(parts[begun:end]), beside):
        return
    write_down(state, draft)
    if asking.read_out(state.dialogue, _lines(parts[end:]), beside) and not draft.casebook.read_only:
        state.say(_WITH_IT if is_begun(draft) else _THEN_RECORD)


def _ask(state: State, draft: Draft, heading: str) -> None:
    """Question after question; `back` leads to the one before, whose answer can be changed or taken back."""
    asker, names, at = _PhoneAsker(state, draft), to_answer(draft, heading), 0
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


class _PhoneAsker(SectionAsker):
    """What the call taker says can be written down at its questions too: whoever hears it there need not wait."""

    def __init__(self, state: State, draft: Draft) -> None:
        super().__init__(state)
        self._draft = draft

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; `?` says how the reading is ended."""
        return await super().confirm(question, yes, no, hint=[*hint, STOP_ENDS])

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; asked again after something was written down."""
        self.left = ""
        beside = way_beside(self._state, self._draft)
        while True:
            try:
                chosen = asking.choose(self._state.dialogue, question, choices, default=safe, beside=beside)
            except Said as said:
                self._leave(said)
                return ""
            if chosen != WRITE:
                return chosen
            write_down(self._state, self._draft)


def _new(before: list[Part], now: list[Part]) -> list[str]:
    """What was not read yet of what was read: whom to phone whole, in its order; of the rest the new lines.

    How one began is said: what is new in it stands below as well.
    """
    known = dict(before)
    lines: list[str] = []
    for heading, said in now:
        if heading == WHO_TO_PHONE and said != known.get(heading):
            lines += _lines([(heading, said)])
        elif heading not in (WHO_TO_PHONE, SAY_FIRST):
            new = [line for line in said if line not in known.get(heading, [])]
            lines += _lines([(f"New under {heading}", new)]) if new else []
    return lines


def _lines(parts: list[Part]) -> list[str]:
    return [line for heading, said in parts for line in (f"{heading}:", *said)]
