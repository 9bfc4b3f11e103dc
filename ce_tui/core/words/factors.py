"""Factors and their marks in words."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.words import MarkName

KNOWN = "(Black: likely to be known to the authorities.)"
APART: tuple[tuple[MarkName, str], ...] = (  # suspected is never shown among what is believed
    ("reasonably believe", "Reasonably believe"),
    ("suspected", "Suspected, not confirmed"),
    ("yes", "Yes"),
    ("noted", "Noted besides"),
)


def factor_words(factor: Factor) -> str:
    """A factor's text, and that the case is likely to be known where the document has it in black."""
    return f"{factor.text} {KNOWN}" if factor.known_to_authorities else factor.text
