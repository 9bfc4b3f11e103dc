"""What the practitioner decides to do; for less than the marks indicate, and why."""

from __future__ import annotations

from ce_tui.core.pathway.clean import MAX_REASON
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.outcome.indication import can_decide_on_less, is_lower, needs_reason
from ce_tui.core.pathway.words import FEWEST_WORDS, NO_ACTION, DecisionName, counted_words, with_small
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
WHY_NOTHING = "Why do you decide so? It is printed in the referral. It may be left empty."


async def decide(asker: Asker, draft: Draft, decision: str) -> JobResult:
    """Take a decision. Where it is lower than the result and has no reason yet, ask for that: without one the decision
    stays as it was before. Why nothing is done may be said too, and may be left.
    """
    before = draft.answers.decision.outcome
    result = await answer(asker, draft, "decision.outcome", decision)
    if not result.done or not asks_why(draft):
        return result
    reason = await give_reason(asker, draft)
    if lacks_reason(draft):
        stays = as_before(draft, before)
        return stays._replace(words=f"{reason.words} {stays.words}".strip())
    return JobResult(True, f"{result.words} {reason.words}".strip())


async def give_reason(asker: Asker, draft: Draft) -> JobResult:
    """Ask for the reason of a decision. It can be taken away again; one that is none yet is asked for once more."""
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    why = _WHY if _may_be_less(draft) else WHY_NOTHING
    kept = NotTaken(draft, "decision.reason")
    start = kept.typed or draft.answers.decision.reason
    line = Line("Your reason", start, longest=MAX_REASON, may_be_empty=True, keep=kept.keep)
    typed = await asker.text(why, line)
    while typed and typed.strip() and _is_less(draft) and counted_words(typed) < FEWEST_WORDS:
        typed = await asker.text(why, line.mended(typed, SHORT_REASON.rstrip(".")))
    if typed is None:
        return JobResult(False, f"Your reason: {KEPT}." if kept.typed else "")
    reason = typed
    result = change(draft, lambda answers: changes.set_field(answers, "decision.reason", reason))
    kept.forget()
    return JobResult(
        result.done, " ".join(filter(None, [*interview.remarks("decision.reason", reason), result.words]))
    )


def asks_why(draft: Draft) -> bool:
    """Whether a decision is asked for its reason: one for less, and that nothing is done, where none is given yet."""
    nothing = draft.answers.decision.outcome == "none" and not draft.answers.decision.reason.strip()
    return lacks_reason(draft) or nothing


def lacks_reason(draft: Draft) -> bool:
    """Whether it is decided on less, without a reason of three words or more (rule 6 of the design)."""
    return needs_reason(draft.answers, draft.outcome.outcome)


def as_before(draft: Draft, before: DecisionName) -> JobResult:
    """Set a decision that got no reason back to what it was, and say so."""
    result = change(draft, lambda answers: changes.set_decision(answers, before))
    if not result.done:
        return result
    stands = {"": "none is made", "none": with_small(NO_ACTION), "unsure": "unsure"}
    words = stands.get(before) or draft.pathway.tier(before).title
    return JobResult(True, f"No reason was given, so your decision stays as it was: {words}.")


def _may_be_less(draft: Draft) -> bool:
    """Whether it is decided on less, or nothing is decided and it can be: danger cannot be decided down (rule 6)."""
    undecided = not draft.answers.decision.outcome
    return _is_less(draft) or (undecided and can_decide_on_less(draft.answers, draft.outcome.outcome))


def _is_less(draft: Draft) -> bool:
    return is_lower(draft.outcome.outcome, draft.outcome.decision)
