"""A screening that was passed on, or is not for this account any more, is left at once: Home says why."""

from __future__ import annotations

from ce_tui.lines.dialogue.leading import GoHome
from ce_tui.lines.dialogue.state import State


def leave_ended(state: State) -> None:
    """Raise GoHome where this account may not go on with what is open. A line that was begun goes with it."""
    draft = state.draft
    if draft is not None and draft.ended:
        draft.leave_line(state.dialogue.console.take_begun())
        raise GoHome
