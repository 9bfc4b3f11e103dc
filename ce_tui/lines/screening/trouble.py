"""What could not be saved: said once, and settled where somebody else saved first."""

from __future__ import annotations

from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.session.asker import at_once
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.conflict import settle_conflict


def say_trouble(state: State, draft: Draft) -> None:
    """Say once that something is not saved, and why; settle what somebody else saved meanwhile."""
    state.say(*state.news_of_saving())
    if draft.conflict is not None and not draft.put_off:
        state.say(at_once(settle_conflict(SectionAsker(state), draft)).words)
