"""Areas in words: where a child lives."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE

USUAL = "your hub's usual area"


def area_words(id: str, name: str) -> str:
    """An area as a choice."""
    return "Elsewhere: another council's area" if id == ELSEWHERE else name


def in_area(id: str, name: str) -> str:
    """An area within a sentence."""
    return "another council's area" if id == ELSEWHERE else name


def area_name(id: str, pathway: Pathway) -> str:
    """The name of an area; its id where the pathway lacks it."""
    return next((locality.name for locality in pathway.localities if locality.id == id), id)
