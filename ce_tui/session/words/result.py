"""The headings of a result, which both front ends put over the same things."""

from __future__ import annotations

from ce_tui.core.pathway.document.localities import Locality

BECAUSE = "Because of these marks"
ALSO = "Also marked"
NOTHING = "Nothing is marked."
NOTE = "Please note"
CALL = "Whom to call now"
FORM_DUE = "Still to be done: the area's own form. The exported PDF does not replace it"


def what_to_do(locality: Locality) -> str:
    """The heading of an area's steps."""
    return f"What to do: {locality.title}"
