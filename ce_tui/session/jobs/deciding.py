"""What the practitioner decides to do; for less than the marks indicate, and why."""

from __future__ import annotations

from ce_tui.core.pathway.clean import MAX_REASON
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.session.asker import Asker, Done
from ce_tui.session.changing import change
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer

_WHY = (
    "Why do you decide so? A decision for less than the marks indicate needs a reason before the screening can be "
    "completed. It is printed in the referral."
)


async def decide(asker: Asker, draft: Draft, decision: str) -> Done:
    """Take a decision; where it is lower than the result and has no reason yet, ask for that."""
    done = await answer(asker, draft, "decision.outcome", decision)
    outcome = draft.outcome
    if done.changed and is_lower(outcome.outcome, outcome.decision) and not draft.answers.decision.reason:
        reason = await give_reason(asker, draft)
        return Done(f"{done.words} {reason.words}".strip(), changed=True)
    return done


async def give_reason(asker: Asker, draft: Draft) -> Done:
    """Ask for the reason of a decision. It can be taken away again."""
    if not draft.editable:
        return Done(draft.why_closed)
    typed = await asker.text(
        _WHY, "Your reason", start=draft.answers.decision.reason, longest=MAX_REASON, may_be_empty=True
    )
    if typed is None:
        return Done()
    said = interview.remarks("decision.reason", typed)
    done = change(draft, lambda answers: changes.set_field(answers, "decision.reason", typed))
    return Done(" ".join(filter(None, [*said, done.words])), done.changed)
