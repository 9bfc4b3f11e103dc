"""Completing a screening, and reopening it as the draft of its next revision."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.words import ended
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.before_completing import to_ask_about
from ce_tui.session.draft import Draft
from ce_tui.session.reviewing import needed_first
from ce_tui.session.words.completed import open_questions, what_is_completed


async def complete(asker: Asker, draft: Draft, *, heard: bool = False, asks: bool = False) -> JobResult:
    """Complete it. What holds it up is said; what is merely missing, or lower than the result, is asked about.

    `heard`: all that is missing was said just before, and is not said once more. `asks`: it asks in any case.
    """
    if not draft.editable:
        return JobResult(False, f"Not completed. {draft.why_closed}")
    if held := interview.can_complete(draft.answers, draft.pathway):
        why = f"Needed first, as was just said: {needed_first(draft)}." if heard else " ".join(held)
        return JobResult(False, f"Not completed. {why}")
    questions = list(_questions(draft, heard))
    if asks and not questions:
        questions = [f"{ended(what_is_completed(draft, reason=True))} Complete it?"]
    for question in questions:
        if not await asker.confirm(question, "Complete it"):
            return JobResult(False)
    try:
        draft.complete()
    except VaultError as error:
        return JobResult(False, f"Not completed. {error.words}")
    return JobResult(True, _completed(draft))


def _completed(draft: Draft) -> str:
    """What is completed now, and what nobody answered."""
    open_ = open_questions(draft)
    said = [
        f"Completed as revision {draft.screening.revision}.",
        ended(what_is_completed(draft, reason=True)),
        f"Not answered: {'; '.join(open_)}." if open_ else "",
        "It is not changed any more.",
    ]
    return " ".join(filter(None, said))


def _questions(draft: Draft, heard: bool) -> Iterator[str]:
    """What is asked first: each says what is completed (rule 6 of the design)."""
    outcome = draft.outcome
    if is_lower(outcome.outcome, outcome.decision):
        yield f"{ended(what_is_completed(draft, reason=True))} Complete it so?"
    if rows := to_ask_about(draft, heard=heard):
        yield "\n".join(rows) + " Complete it all the same?"


async def reopen(asker: Asker, draft: Draft) -> JobResult:
    """Make a completed one the draft of its next revision, after a question."""
    done = draft.screening.revision
    question = f"Revision {done} stays as it was completed. Reopen it as the draft of revision {done + 1}?"
    if not await asker.confirm(question, "Reopen it"):
        return JobResult(False)
    try:
        draft.reopen()
    except VaultError as error:
        return JobResult(False, f"Not reopened. {error.words}")
    return JobResult(True, f"Reopened: this is the draft of revision {draft.screening.revision}.")
