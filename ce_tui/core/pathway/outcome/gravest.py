"""Marked factors in the order in which they are told: the graver tier first, within a tier what is believed first."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.outcome import Reason
from ce_tui.core.pathway.words import GRAVEST_FIRST, rank


def gravest_first(reasons: Iterable[Reason], pathway: Pathway) -> list[Reason]:
    """Of one tier and one mark in the order given, which is mostly the document's."""
    return sorted(
        reasons, key=lambda reason: (-rank(pathway.tier_of[reason.id]), GRAVEST_FIRST.index(reason.mark))
    )
