"""The Result of a screening that cannot be changed here: nothing is asked or marked from it."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.screens.screening.result_page import ASKS_IT, ASKS_WHO, MARKS_THEM, START_ASKS
from ce_tui.widgets.item_list import Item

_REOPEN, _ONLY_SHOWN = "Reopen it in Review.", "It is only shown here."
_ANSWERED_BY = (START_ASKS, ASKS_IT, ASKS_WHO, MARKS_THEM)
LEADS_TO_REVIEW = ("unanswered", "cited-unmarked")
"""What Enter leads from to Review, by the beginnings of their ids."""


def cannot_be_changed(items: Iterable[Item], *, completed: bool) -> list[Item]:
    """The items, with what is to be done first, or that nothing can be, wherever they say what asks or marks."""
    instead = _REOPEN if completed else _ONLY_SHOWN
    items = list(items)
    for item in items:
        for way in _ANSWERED_BY:
            item.text, item.said = item.text.replace(way, instead), item.said.replace(way, instead)
    return items
