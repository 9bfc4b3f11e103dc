"""Areas as choices: where the child lives."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.words.areas import USUAL, area_words
from ce_tui.widgets.item_list import Item


def area_items(localities: Iterable[Locality], usual: str = "") -> list[Item]:
    """A numbered menu of the areas; the hub's usual one says so."""
    items = []
    for number, locality in enumerate(localities, 1):
        hint = f" ({USUAL})" if locality.id == usual else ""
        items.append(Item(locality.id, area_words(locality.id, locality.name) + hint, head=f"{number:>2}"))
    return items
