"""Read on the phone: the referral in the order in which a call taker asks."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.session.phone import read_on_phone


def phone(state: State) -> None:
    """Read it out. That it was read is noted in the log, not what."""
    draft = state.draft
    if draft is None:
        return
    script = read_on_phone(draft)
    state.say(script.unlogged)
    lines: list[str] = []
    for heading, said in script.parts:
        lines += [f"{heading}:", *said]
    with state.at(Plain("Read on the phone", "phone")):
        try:
            asking.read_out(state.dialogue, lines)
        except Said as said_:
            if not said_.goes_back:
                raise
