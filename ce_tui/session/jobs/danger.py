"""What can be said at any time: that the child is at immediate risk, that harm was seen or told of today."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import DangerName, say_danger
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.changing import change
from ce_tui.session.draft import Draft

_TAKE_BACK: dict[DangerName, tuple[str, str]] = {
    "immediate_risk": (
        "You said that the child is at immediate risk. Take that back?",
        "Take it back: the result follows the marks again",
    ),
    "harm_today": (
        "You said that you saw or were told of harm today. Take that back?",
        "Take it back: the steps follow the marks and your decision again",
    ),
}


async def say_or_take_back(asker: Asker, draft: Draft, name: DangerName) -> JobResult:
    """Say it; where it was said, take it back to not answered, after a question. Not done without words: kept."""
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    said = getattr(draft.answers, name)
    if said and not await asker.confirm(*_TAKE_BACK[name], "Leave it as it is"):
        return JobResult(False)
    return change(draft, lambda answers: say_danger(answers, name, None if said else True))
