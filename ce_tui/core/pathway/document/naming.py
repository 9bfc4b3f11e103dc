"""What names the screenings of a list: their areas, and their tiers as the edition of each calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_title
from ce_tui.core.pathway.words import OUTCOMES, as_outcome


class Naming(NamedTuple):
    """`areas` has every area that a listed screening may be in; `editions` are by the ids of their pathways."""

    areas: Pathway
    editions: Mapping[str, Pathway] = {}

    def tier(self, outcome: str, pathway: str) -> str:
        """A result by the name that the pathway of that id gives it; by what is at hand where that one is not known.

        What is no result ("unsure") stays as it is.
        """
        of = self.editions.get(pathway, self.areas)
        return tier_title(as_outcome(outcome), of) if outcome in OUTCOMES else outcome


def naming(at_hand: Pathway, others: Iterable[Pathway]) -> Naming:
    """What is at hand first, with the areas of others that it lacks; among editions of an id the first counts."""
    editions = {at_hand.id: at_hand}
    named = {each.id: each for each in at_hand.localities}
    for other in others:
        editions.setdefault(other.id, other)
        for each in other.localities:
            named.setdefault(each.id, each)
    areas = at_hand
    if len(named) > len(at_hand.localities):
        areas = msgspec.structs.replace(at_hand, localities=tuple(named.values()))
    return Naming(areas, editions)
