"""A change to the open screening: taken and saved, or refused in words. A red result never goes without a word."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.words import TierName
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.draft_closed import DraftClosed
from ce_tui.session.words.screening import lowered, red_stays

Change = Callable[[Answers], Answers]
REFUSED = (changes.ChangeRefused, changes.MarkRefused, interview.NotAccepted)
"""What a change raises that the pathway's rules do not allow; each has `words`."""


def look_at(draft: Draft, tier: TierName) -> JobResult:
    """Record that a tier was looked at to its end. Done: only where that may be recorded and was not yet."""
    if not draft.editable or tier in (draft.answers.looked_at or ()):
        return JobResult(False)
    return change(draft, lambda answers: changes.look_at(answers, tier))


def change(draft: Draft, wanted: Change) -> JobResult:
    """Make a change. Not done: the words say why. Done: they say that it takes a red result away, if it does."""
    before = draft.answers
    try:
        draft.apply(wanted)
    except (DraftClosed, *REFUSED) as refused:
        return JobResult(False, refused.words)
    after, pathway = draft.answers, draft.pathway
    if changes.lowers_red(before, after, pathway):
        return JobResult(True, lowered(pathway))
    return JobResult(True, red_stays(after, pathway) if changes.keeps_red(before, after, pathway) else "")
