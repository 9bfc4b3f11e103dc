"""Completing a screening, and reopening it as the draft of its next revision."""

from __future__ import annotations

from ce_tui.core.pathway.interview import interview
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.reviewing import unanswered


async def complete(asker: Asker, draft: Draft) -> JobResult:
    """Complete it. What holds it up is said, what is merely missing is asked about."""
    if not draft.editable:
        return JobResult(False, f"Not completed. {draft.why_closed}")
    if held := interview.can_complete(draft.answers, draft.pathway):
        return JobResult(False, f"Not completed. {' '.join(held)}")
    if draft.outcome.missing:
        question = f"Not answered: {'; '.join(unanswered(draft))}. Complete it all the same?"
        if not await asker.confirm(question, "Complete it"):
            return JobResult(False)
    try:
        draft.complete()
    except VaultError as error:
        return JobResult(False, f"Not completed. {error.words}")
    return JobResult(True, f"Completed as revision {draft.screening.revision}. It is not changed any more.")


def reopen(draft: Draft) -> JobResult:
    """Make a completed one the draft of its next revision."""
    try:
        draft.reopen()
    except VaultError as error:
        return JobResult(False, f"Not reopened. {error.words}")
    return JobResult(True, f"Reopened: this is the draft of revision {draft.screening.revision}.")
