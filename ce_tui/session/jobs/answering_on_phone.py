"""The questions with three answers while one phones: answered, answered otherwise, or taken back, where they stand."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import SafetyName
from ce_tui.core.pathway.interview.interview import question, shown
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer
from ce_tui.session.jobs.danger import answer_now, still_to_say

_AS_IT_IS, _TAKE_BACK = "as-it-is", "take-back"


def said_of(draft: Draft, name: SafetyName) -> str:
    """A question and what stands as its answer: "Is the child under 13? No."."""
    asked = question(name, draft.answers, draft.pathway)
    return f"{asked.label} {shown(draft.answers, draft.pathway, name) or 'Not answered'}."


async def answer_by_one_key(asker: Asker, draft: Draft, name: SafetyName, value: str) -> JobResult:
    """Answer with "yes" or "no", or with "" take the answer back, where question and answer are read in one.

    What was answered is said in words; not done: as `answer_now`.
    """
    result = await answer(asker, draft, name, value)
    if result.done:
        result = result._replace(words=f"{said_of(draft, name)} {result.words}".strip())
    return still_to_say(draft, name, result)


async def ask_in_turn(asker: Asker, draft: Draft, name: SafetyName) -> JobResult:
    """Ask it where questions come one after another; one that was answered can be left so, changed, or taken back."""
    if name in draft.outcome.not_answered:
        return still_to_say(draft, name, await answer_now(asker, draft, name))
    asked = question(name, draft.answers, draft.pathway)
    choices = [
        Choice(_AS_IT_IS, f"Leave it as it is: {shown(draft.answers, draft.pathway, name)}"),
        *(Choice(option.value, option.words) for option in asked.options),
        Choice(_TAKE_BACK, "Take it back: not answered"),
    ]
    chosen = await asker.choose(asked.label, choices, safe=_AS_IT_IS)
    if chosen in ("", _AS_IT_IS):
        return JobResult(False)
    result = await answer(asker, draft, name, "" if chosen == _TAKE_BACK else chosen)
    return still_to_say(draft, name, result)
