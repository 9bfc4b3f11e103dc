"""The headings of a result, which both front ends put over the same things."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import in_quotes
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.comparison import Comparison, differs
from ce_tui.core.pathway.outcome.naming_marks import gravest_first
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import joined, with_small
from ce_tui.core.words.comparison import change_groups, compared_title, remarks

BECAUSE = "Because of these marks"
ALSO = "Also marked"
NOTHING = "Nothing is marked."
NOTE = "Please note"
CALL = "Whom to call now"
IN_FULL = "What to know first, in full"
PHONE = "Read on the phone: in the order in which a call taker asks."
SHORT_REASON = "This is short: a reason has three words or more."
FORM_DUE = "Still to be done: the area's own form. The exported PDF does not replace it"
FORM_SENT = "The area's own form, sent as far as is recorded. The exported PDF does not replace it"


def seen_or_said(words: str) -> str:
    """What was seen or said of a harm, quoted."""
    return f"Seen or said: {in_quotes(words)}"


def cited_words(outcome: Outcome, pathway: Pathway, how: str) -> str:
    """Which factors the notes cite and nobody marked, and how to mark them (rule 15 of the design); empty: none.

    `how` is left out where a first meeting closed all of their tiers, or where it is empty: nothing can be marked.
    """
    ids = outcome.cited_unmarked
    if not ids:
        return ""
    words = f"Your notes cite {joined(ids)}, which {'is' if len(ids) == 1 else 'are'} not marked."
    return (
        f"{words} {how if can_mark_cited(outcome, pathway) else 'At a first meeting that stays so.'}".rstrip()
    )


def can_mark_cited(outcome: Outcome, pathway: Pathway) -> bool:
    """Whether anything that the notes cite and nobody marked is of a tier that is open."""
    return any(pathway.tier_of[id] not in outcome.not_asked for id in outcome.cited_unmarked)


_IDS = 6  # at most: with a count of the others they stand in one row


def some_ids(ids: Sequence[str]) -> str:
    """ "R6, A3 and A4"; of many "R1, R2, R3, R4, R5, R6 and 4 more"."""
    rest = [f"{len(ids) - _IDS} more"] if len(ids) > _IDS else []
    return joined([*ids[:_IDS], *rest])


def aside_in_short(outcome: Outcome, pathway: Pathway) -> str:
    """Which marks a first meeting set aside, in one row, the gravest first (rule 3 of the design)."""
    ids = [each.id for each in gravest_first(outcome.set_aside_marks, pathway)]
    return f"Marked earlier, then set aside: {some_ids(ids)}."


def compared_in_short(found: Comparison, pathway: Pathway) -> str:
    """ "Compared with the screening of 3 October 2026: 2 newly marked; 1 no longer marked.": how much of it differs."""
    less = sum(each.is_less for each in found.answers)
    if not less and not differs(found):
        return f"{compared_title(found)}: {with_small(next(remarks(found, pathway)))}"
    counts = [f"{len(factors)} {with_small(title)}" for title, factors in change_groups(found)]
    counts += [f"{less} said before and not now"] if less else []
    return f"{compared_title(found)}: {'; '.join(counts)}."


def what_to_do(locality: Locality) -> str:
    """The heading of an area's steps."""
    return f"What to do{' in' if locality.is_rebuilt else ':'} {locality.headed}"
