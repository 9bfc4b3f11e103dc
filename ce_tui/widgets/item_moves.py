"""Where a key leads in a list: to which item, and how far it is scrolled then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_tui.widgets.item_rows import Item


class Numbered(NamedTuple):
    """What a typed character came to: the item's index, if any; what is typed so far; a number that no item has."""

    at: int | None
    typed: str
    missing: str = ""


def numbered(typed: str, character: str, numbers: Sequence[str]) -> Numbered:
    """Take a character behind what was typed. `numbers`: those of the items, in lower case, empty where one has none.

    Where no item has the longer number, the character begins one afresh. No clock.
    """
    character = character.lower()
    longer = typed + character
    for tried in (longer, character):
        if tried in numbers:
            return Numbered(numbers.index(tried), tried, "" if tried == longer else longer)
    begun = any(number.startswith(longer) for number in numbers)
    return Numbered(None, character, "" if begun else longer)


def next_open(items: Sequence[Item], start: int, step: int) -> int | None:
    """The first item from `start` on, forwards or backwards, that can be current: it is no heading."""
    for i in range(start, len(items) if step > 0 else -1, step):
        if not items[i].heading:
            return i
    return None


def end_words(by: int) -> str:
    """What is said to whoever wants to go on, by so many, beyond the first or the last; with no full stop."""
    return "First" if by < 0 else "Last"


def a_page_away(tops: Sequence[int], open_items: Sequence[int], current: int, rows: int) -> int:
    """The item of those that can be current whose first row is nearest to so many rows from the current one's."""
    target = tops[current] + rows
    return min(open_items, key=lambda index: abs(tops[index] - target))


def scrolled_to(span: tuple[int, int], view: int, height: int, *, is_first: bool, by_page: bool) -> int:
    """The row that a list is to begin at, so that an item can be read whose rows these are; now it begins at `view`.

    What stands above the first one is shown with it. `by_page`: a screen reader reads every row that changed, so most
    moves are to scroll nothing.
    """
    top, bottom = span
    if is_first and bottom <= height:
        return 0
    if top < view or bottom - top > height:
        return top
    if bottom > view + height:
        return top if by_page else bottom - height
    return view
