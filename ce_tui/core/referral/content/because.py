"""Page one: the factors that decide, below the verdict, and the marks that stand besides, in words."""

from __future__ import annotations

from math import inf

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import marks_that_raise
from ce_tui.core.pathway.outcome.family import family_factors, is_from_before
from ce_tui.core.pathway.outcome.gravest import gravest_first
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.referral.content.page_room import height
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.words.factors import marked_words

MANY_ALERTS = 5
_FIRST = 3  # factors that stand with the verdict


def deciding_factors(answers: Answers, outcome: Outcome, pathway: Pathway) -> tuple[Block, ...]:
    """The factors by which the marks decide, three at most, and which others there are.

    The believed first; of these, those that an alert rests on. In the document's words: who reads the first page alone
    looks up no ID. None where something else decides.
    """
    marks = _deciding(answers, outcome, pathway)
    if not marks:
        return ()
    left = ", ".join(each.id for each in marks[_FIRST:])
    more = (Para(f"And {len(marks) - _FIRST} more: {left}."),) if left else ()
    return (Bullets(tuple(map(_in_words, marks[:_FIRST]))), *more)


def besides_section(
    answers: Answers, outcome: Outcome, pathway: Pathway, room: float = inf
) -> Division | None:
    """What is marked besides those that stand with the verdict; None where nothing is.

    First stand those that an alert rests on, whatever their tier, and always in words; then the others of the highest
    tier, as many as fit into `room`, in points of height. Where that is not all, it is said above them.
    """
    resting = _rest_on(answers, outcome, pathway)
    marked = gravest_first([*outcome.because, *outcome.also_marked], pathway)
    said = _deciding(answers, outcome, pathway)[:_FIRST]
    left = [each for each in marked if each not in said]
    first = [each for each in left if each.id in resting]
    top = [each for each in left if pathway.tier_of[each.id] == outcome.marks_indicate]
    marks = [*first, *(each for each in top if each not in first)]
    if not marks:
        return None
    close = len(outcome.alerts) >= MANY_ALERTS
    counts = range(len(marks), max(1, len(first)) - 1, -1)
    sections = [replace(_section(marks, shown), close=close) for shown in counts]
    return next((section for section in sections if height(section) <= room), sections[-1])


def _deciding(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[Reason]:
    """The marks that decide; none where more is acted on than they indicate."""
    if outcome.acting_on != outcome.marks_indicate:
        return []
    resting = _rest_on(answers, outcome, pathway)
    return gravest_first(sorted(outcome.because, key=lambda each: each.id not in resting), pathway)


def _section(marks: list[Reason], shown: int) -> Division:
    """So many of the marks in words, below which others there are."""
    left = ", ".join(each.id for each in marks[shown:])
    more = f"{shown} of {len(marks)} factors in words; the others further down: {left}."
    lead = (Para(more, "lead"),) if left else ()
    return Division("Marked besides", (*lead, Bullets(tuple(map(_in_words, marks[:shown])))))


def _in_words(mark: Reason) -> ListItem:
    return ListItem(mark.text, label=f"{mark.id}, {marked_words(mark.mark)}")


def _rest_on(answers: Answers, outcome: Outcome, pathway: Pathway) -> frozenset[str]:
    """The factors without whose marks an alert would not stand: it names none of them itself."""
    found: set[str] = set()
    for alert in outcome.alerts:
        if alert.kind.on_family:
            is_said = answers.family_involved or is_from_before(answers)
            found |= set() if is_said else family_factors(pathway)
            continue
        keys = marks_that_raise(alert.key, pathway.notices)
        found |= {id for id, factor in pathway.factors.items() if factor.key in keys}
    return frozenset(found)
