"""What is completed, in words: the tier that is acted on, the decision, what nobody answered (rule 6)."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import QUESTIONS
from ce_tui.core.pathway.document.tier_words import tier_title
from ce_tui.core.pathway.outcome.decided_words import decided_words, indicated_words
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.words.outcomes import higher_because
from ce_tui.session.draft import Draft


def what_is_completed(draft: Draft, *, reason: bool = False) -> str:
    """ "Red indicated, decided Yellow, because: …"; "Red: harm told on 25 November 2026, no decision made".

    `reason`: with the reason of a decision for less.
    """
    answers, outcome = draft.answers, draft.outcome
    decision = answers.decision.outcome
    decided = decided_words(decision, draft.pathway)
    gives = reason and is_lower(outcome.acting_on, decision) and answers.decision.reason
    because = f", because: {answers.decision.reason}" if gives else ""
    return f"{_acted_on(draft)}, {decided}{because}"


def _acted_on(draft: Draft) -> str:
    """The tier that is acted on where danger was said, and why; else what the marks indicate."""
    outcome = draft.outcome
    if outcome.immediate_risk or outcome.harm_today:
        because = higher_because(outcome, draft.answers).rstrip(".")
        return f"{tier_title(outcome.acting_on, draft.pathway)}: {because}"
    return indicated_words(outcome.outcome, draft.pathway)


def open_questions(draft: Draft) -> list[str]:
    """Which questions nobody answered here, in words: all that was said to be left open before."""
    return [QUESTIONS[name].whether for name in draft.outcome.not_answered]
