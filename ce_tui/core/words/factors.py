"""Factors and their marks in words."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.words import MarkName

KNOWN = "Marked so in the document: likely to be known to the authorities."
APART: tuple[tuple[MarkName, str], ...] = (  # suspected is never shown among what is believed
    ("reasonably believe", "Reasonably believe"),
    ("suspected", "Suspected, not confirmed"),
    ("yes", "Yes"),
    ("noted", "Noted besides"),
)
GRAVEST_FIRST: tuple[MarkName, ...] = tuple(mark for mark, _ in APART)


def factor_words(factor: Factor) -> str:
    """A factor's text, and that the case is likely to be known where the document has it in black."""
    return f"{factor.text} ({KNOWN})" if factor.known_to_authorities else factor.text
