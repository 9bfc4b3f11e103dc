"""The hub's name, which every header shows, and its usual area, which a new screening has chosen beforehand."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asker import EMPTY
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.room import do_job
from ce_tui.session.gate import choice_of, usual_areas
from ce_tui.session.jobs import hub as job
from ce_tui.session.words import hub as words


def name_hub(state: State) -> None:
    """Ask for both, and keep them. Raises Said: back changes nothing."""
    hub = state.signed_in.casebook.people.hub
    state.say(words.ABOUT)
    typed = asking.text(
        state.dialogue,
        f"{words.YOUR_HUB}? [{hub.name or 'none'}]",
        hint=[f"Name no child. Enter leaves it; {EMPTY} leaves it empty."],
    ).strip()
    name = "" if typed == EMPTY else typed or hub.name
    offered = usual_areas(state.pathways.at_hand)
    area = asking.choose(
        state.dialogue,
        words.USUAL_AREA,
        offered,
        default=choice_of(hub.locality),
    )
    result = do_job(state, lambda asker, station: job.name_hub(asker, station, name, area))
    state.say(result.words)
