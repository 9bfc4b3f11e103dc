"""The headings of a result, which both front ends put over the same things."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import joined

BECAUSE = "Because of these marks"
ALSO = "Also marked"
NOTHING = "Nothing is marked."
NOTE = "Please note"
CALL = "Whom to call now"
IN_FULL = "What to know first, in full"
PHONE = "Read on the phone: in the order in which a call taker asks."
SHORT_REASON = "This is short: a reason has three words or more."
FORM_DUE = "Still to be done: the area's own form. The exported PDF does not replace it"


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


def what_to_do(locality: Locality) -> str:
    """The heading of an area's steps."""
    return f"What to do: {locality.title}"
