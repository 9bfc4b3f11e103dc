"""Factors and their marks in words."""

from __future__ import annotations

from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.words import MARKS, MarkName
from ce_tui.core.words.short import in_short

KNOWN = "Marked so in the document: likely to be known to the authorities."


def factor_words(factor: Factor) -> str:
    """A factor's text, and that the case is likely to be known where the document has it in black."""
    return f"{factor.text} ({KNOWN})" if factor.known_to_authorities else factor.text


def before_words(mark: MarkName, on: str) -> str:
    """ "Before, 3 October 2026: suspected, not confirmed": what an earlier screening of the child marked.

    `on`: its ISO date, or empty.
    """
    return f"Before{f', {say_iso(on)}' if on else ''}: {MARKS[mark].reported}"


def id_and_words(id: str, text: str, longest: int = 0) -> str:
    """ "R2 “Holding drugs or weapons (for others)”". `longest`: so many characters of its words; 0: all."""
    return f"{id} “{in_short(text, longest) if longest else text}”"
