"""What is asked of the notes."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.indication import comes_first, has_narrative, marked_tiers, narrative_words
from ce_tui.core.pathway.words import counted_words
from ce_tui.session.draft import Draft

_FEW = 10  # words: fewer are asked about, once
_ASKED = "Write about: 1. the child's current context. 2. your professional opinion."


def no_sentence_cites(factor: str) -> str:
    """Said of a factor that the notes do not cite."""
    return f"No sentence in your notes cites {factor}."


def narrative_prompt(draft: Draft) -> str:
    """Rule 4: amber marks need a narrative; where the child comes first it is asked for, never required.

    Empty: nothing is asked.
    """
    marked = marked_tiers(draft.answers, draft.pathway)
    tiers = [tier for tier in draft.pathway.tiers if tier.needs_narrative and tier.name in marked]
    first = comes_first(draft.answers, draft.pathway)
    if not tiers and not first:
        return ""
    if has_narrative(draft.answers, draft.pathway):
        return f"{_ASKED} (There is a narrative.)"
    if first:
        return f"{_ASKED} Asked for, not required: do not wait with it, the child comes first."
    return (
        f"{tiers[0].title} is marked, so a narrative is needed before this can be completed. {_ASKED} "
        "IDs alone, or fewer than three words, are no narrative."
    )


def short_narrative(draft: Draft) -> str:
    """What is asked of a narrative of fewer than ten words, where an indication of exploitation is acted on (rule 4).

    What was seen or said of a harm counts with it. Empty: nothing is asked.
    """
    answers, outcome = draft.answers, draft.outcome
    if not outcome.grade.is_referred:
        return ""
    words = narrative_words(answers, draft.pathway)
    words += counted_words(answers.harm.words) if answers.harm_today else 0
    if words >= _FEW:
        return ""
    return f"{'This is short' if words else 'Nothing is written'}: what did you see or hear, when, from whom?"
