"""What the practitioner decided, in words: the same on the Result and on page one."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_title
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import NO_ACTION, DecisionName, grade, rank


def decision_words(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """The tier's name alone, since its heading ("no immediate risk") claims what may not have been answered; and how it
    stands to the result. Harm that was told counts as a red decision.
    """
    decision, red = answers.decision.outcome, tier_title("red", pathway)
    if not decision:
        return (
            f"{red}: harm that was told counts as such a decision" if outcome.harm_today else "Not recorded"
        )
    told = f"; harm that was told counts as a decision for {red}" if outcome.harm_today else ""
    if decision == "unsure":
        return f"Unsure which action to take: advice is asked{told}"
    title = NO_ACTION if decision == "none" else tier_title(decision, pathway)
    words = f"{title}{_beside(decision, outcome)}"
    if grade(decision).is_red:
        return words
    if outcome.immediate_risk:
        return f"{words}; immediate risk cannot be decided down, so the steps of {red} hold"
    return f"{words}{told}"


def _beside(decision: DecisionName, outcome: Outcome) -> str:
    """How a decision stands to what is indicated: by the marks, unless immediate risk made more of it than they do."""
    by_marks = outcome.outcome == outcome.marks_indicate
    if rank(decision) < rank(outcome.outcome):
        return ", lower than the marks indicate" if by_marks else ", lower than the result"
    if rank(decision) > rank(outcome.outcome):
        return ", higher than the marks indicate"
    if decision == "none":
        return "; nothing is marked"
    return ", as the marks indicate" if by_marks else ", as the result"
