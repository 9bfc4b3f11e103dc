"""The Result of a completed screening: nothing can be answered from it before it is reopened in Review."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.screens.screening.result_page import ASKS_IT, ASKS_WHO, MARKS_THEM, START_ASKS
from ce_tui.widgets.item_list import Item

_REOPEN = "Reopen it in Review."
_ANSWERED_BY = (START_ASKS, ASKS_IT, ASKS_WHO, MARKS_THEM)
LEADS_TO_REVIEW = ("unanswered", "cited-unmarked")
"""What Enter leads from to Review, by the beginnings of their ids."""


def to_be_reopened(items: Iterable[Item]) -> list[Item]:
    """The items, with what is to be done first wherever they say what asks or marks."""
    items = list(items)
    for item in items:
        item.text, item.said = _instead(item.text), _instead(item.said)
    return items


def _instead(words: str) -> str:
    for way in _ANSWERED_BY:
        words = words.replace(way, _REOPEN)
    return words
