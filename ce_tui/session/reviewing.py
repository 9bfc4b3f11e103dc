"""What a screening still lacks before it leaves, in words, and where each can be put in. Both front ends say it."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.pathway.answers.danger import WHETHER, to_be_asked
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import MISSING_WORDS, missing_words
from ce_tui.session.session import Draft

NOTHING_LACKING = "Nothing. Details that you do not know may stay blank."

_WHERE = {
    "known_to_practitioner": ("start", "known_to_practitioner"),
    "notes": ("notes", ""),
    "decision.reason": ("result", "reason"),
    "consent.reason": ("details", "consent.reason"),
}
_HOLDS_UP = ("notes", "decision.reason")


class Lacking(NamedTuple):
    """One thing. `section` and `at` say where it can be put in; without a section it is only to be known."""

    words: str
    section: str = ""
    at: str = ""


def lacking(draft: Draft) -> list[Lacking]:
    """Everything: what holds a completion up says so, the rest says that it does not."""
    outcome = draft.outcome
    held = interview.can_complete(draft.answers, draft.pathway)
    found = []
    for name in outcome.missing:
        needed = (
            "Needed before completing" if name in _HOLDS_UP and held else "Not answered, holds nothing up"
        )
        found.append(Lacking(f"{needed}: {MISSING_WORDS[name]}", *_WHERE[name]))
    for name in to_be_asked(draft.answers):
        found.append(Lacking(f"Not answered, holds nothing up: {WHETHER[name]}", "start", name))
    found += [Lacking(sentence) for sentence in tiers_left_out(draft.answers, draft.pathway)]
    for question_id in draft.screening.unfinished:
        label = interview.question(question_id, draft.answers, draft.pathway).label.rstrip(": ")
        words = f"{label}: what you typed is kept, and not printed until it is right"
        found.append(Lacking(words, interview.section_of(question_id, draft.pathway), question_id))
    if outcome.unknown_ids:
        ids = ", ".join(outcome.unknown_ids)
        found.append(Lacking(f"In the notes, not in this pathway: {ids}", "notes"))
    return found


def unanswered(draft: Draft) -> list[str]:
    """What is asked about before a completion where something is missing: danger first, in words."""
    dangers = [WHETHER[name] for name in to_be_asked(draft.answers)]
    return [*dangers, *missing_words(draft.outcome.missing)]
