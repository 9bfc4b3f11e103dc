"""The headings of a result, which both front ends put over the same things."""

from __future__ import annotations

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


def cited_words(outcome: Outcome) -> str:
    """Which factors the notes cite and nobody marked (rule 15 of the design)."""
    one = len(outcome.cited_unmarked) == 1
    return f"Your notes cite {joined(outcome.cited_unmarked)}, which {'is' if one else 'are'} not marked."


def what_to_do(locality: Locality) -> str:
    """The heading of an area's steps."""
    return f"What to do: {locality.title}"
