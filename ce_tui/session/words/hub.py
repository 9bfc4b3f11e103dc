"""The hub's name and usual area in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ce_tui.core.words.areas import area_words

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.localities import Locality

NAME = "Your hub or team"
AREA = "Where do most of the children live whom you work with?"
ABOUT = "The people who share this store. Everyone who is signed in sees the hub's name."
KEPT = "The hub's name and usual area are kept."
NO_AREA = "none"
"""The choice that stands for no usual area."""


def areas_offered(localities: Iterable[Locality]) -> list[tuple[str, str]]:
    """The usual areas that a hub can choose among: ids and words."""
    return [
        *((each.id, area_words(each.id, each.name)) for each in localities),
        (NO_AREA, "No usual area: ask each time"),
    ]
