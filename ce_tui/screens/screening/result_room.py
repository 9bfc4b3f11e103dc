"""How much room the first page of the Result has, and how what is said there is made to fit into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ce_tui.core.words.short import MORE, in_short
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.item_rows import ItemRows
from ce_tui.widgets.wrapping import cells, fit

ROW = 72  # characters: what is shortened stays in one row of 80 columns
_COLUMNS, _ROWS = 80, 17
"""Of the list in a terminal of 80×24, without its rules, status and keys."""
_BELOW = Item("", "", head="(x)")
"""The widest head of what stands further down in the same list: the texts of the page begin behind it too."""


class Space(NamedTuple):
    """How much is said: so many factors in words; `short`: each item in one row, the numbers apart; `tight`: those too,
    and of a harm what was seen or said stands with its alert; `bare`: what decides stands further down alone.
    """

    factors: int = 3
    short: bool = False
    tight: bool = False
    bare: bool = False


AMPLE = Space()
SPACES = (
    AMPLE,
    Space(3, short=True),
    Space(2, short=True),
    Space(1, short=True),
    Space(0, short=True),
    Space(0, short=True, tight=True),
    Space(0, short=True, tight=True, bare=True),
)
"""From all that can be said to what always fits."""


def fitting(pages: Iterable[list[Item]]) -> Iterator[list[Item]]:
    """The pages that fit into a terminal of 80×24; where none does, the last."""
    page: list[Item] = []
    for page in pages:
        if len(ItemRows([*page, _BELOW], _COLUMNS)) <= _ROWS + 1:
            yield page
    yield page


def in_one_row(item: Item) -> Item:
    """An item that takes one row, and is heard in full. A number to phone stays whole."""
    if item.id.startswith("phone:") or fits_a_row(item.text):
        return item
    return replace(item, text=cut_to_row(item.text), said=item.words)


def cut_to_row(words: str) -> str:
    """Words that stand in one row, cut between two of them."""
    cut = words if fits_a_row(words) else in_short(words, ROW - len(MORE))
    return cut if fits_a_row(cut) else fit(cut, ROW)


def fits_a_row(words: str) -> bool:
    """Whether the words stand in one row."""
    return cells(words) <= ROW
