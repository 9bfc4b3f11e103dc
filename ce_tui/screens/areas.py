"""Areas as choices: where the child lives."""

from __future__ import annotations

from ce_tui.core.pathway.document import Pathway
from ce_tui.widgets.item_list import Item
from ce_tui.wording import area_words


def area_items(pathway: Pathway, usual: str = "") -> list[Item]:
    """A numbered menu of the areas; the hub's usual one says so."""
    items = []
    for number, locality in enumerate(pathway.localities, 1):
        hint = " (your hub's usual area)" if locality.id == usual else ""
        items.append(Item(locality.id, area_words(locality.id, locality.name) + hint, head=f"{number:>2}"))
    return items
