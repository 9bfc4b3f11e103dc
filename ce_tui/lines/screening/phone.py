"""Read on the phone: the referral in the order in which a call taker asks."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.phone_script import DANGER, Part
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.session.asker import at_once
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.danger import answer_now
from ce_tui.session.phone import read_on_phone, script_of, to_answer
from ce_tui.session.raised import raised


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
    """To the danger; what of it is not answered is asked there, and Enter leaves it so.

    Then what an answer changed of the above, whom to phone among it, and the rest.
    """
    at = [heading for heading, _ in parts].index(DANGER)
    if not asking.read_out(state.dialogue, _lines(parts[: at + 1])):
        return
    asker = SectionAsker(state)
    for name in to_answer(draft):
        before = draft.answers
        at_once(answer_now(asker, draft, name))
        state.say(*raised(draft, before))
    now = script_of(draft)
    changed = [part for part in now[: at + 1] if part not in parts]
    asking.read_out(state.dialogue, _lines([*changed, *now[at + 1 :]]))


def _lines(parts: list[Part]) -> list[str]:
    return [line for heading, said in parts for line in (f"{heading}:", *said)]
