"""What the practitioner decides to do; for less than the marks indicate, and why."""

from __future__ import annotations

from ce_tui.core.pathway.clean import MAX_REASON
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.outcome.indication import needs_reason
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.changing import change
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer
from ce_tui.session.unfinished import KEPT, NotTaken
from ce_tui.session.words.result import SHORT_REASON

_WHY = (
    "Why do you decide so? A decision for less than the marks indicate needs a reason, of three words or more, "
    "before the screening can be completed. It is printed in the referral."
)


async def decide(asker: Asker, draft: Draft, decision: str) -> JobResult:
    """Take a decision; where it is lower than the result and has no reason yet, ask for that."""
    result = await answer(asker, draft, "decision.outcome", decision)
    outcome = draft.outcome
    if result.done and needs_reason(draft.answers, outcome.outcome):
        reason = await give_reason(asker, draft)
        return JobResult(True, f"{result.words} {reason.words}".strip())
    return result


async def give_reason(asker: Asker, draft: Draft) -> JobResult:
    """Ask for the reason of a decision. It can be taken away again."""
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    kept = NotTaken(draft, "decision.reason")
    start = kept.typed or draft.answers.decision.reason
    line = Line("Your reason", start, longest=MAX_REASON, may_be_empty=True, keep=kept.keep)
    typed = await asker.text(_WHY, line)
    if typed is None:
        return JobResult(False, f"Your reason: {KEPT}." if kept.typed else "")
    said = [*interview.remarks("decision.reason", typed)]
    result = change(draft, lambda answers: changes.set_field(answers, "decision.reason", typed))
    kept.forget()
    if typed.strip() and needs_reason(draft.answers, draft.outcome.outcome):
        said.append(SHORT_REASON)
    return JobResult(result.done, " ".join(filter(None, [*said, result.words])))
