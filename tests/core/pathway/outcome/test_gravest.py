"""In which order marked factors are told."""

from __future__ import annotations

from ce_tui.core.pathway.outcome.naming_marks import gravest_first
from ce_tui.core.pathway.outcome.outcome import Reason
from support.documents.made_up import PATHWAY


def test_the_graver_tier_is_told_first_and_within_a_tier_what_is_believed() -> None:
    marked = [
        Reason("W1", "noted", ""),
        Reason("G1", "yes", ""),
        Reason("H2", "suspected", ""),
        Reason("K1", "suspected", ""),
        Reason("K12", "reasonably believe", ""),
    ]
    told = ["K12", "K1", "H2", "G1", "W1"]
    assert [each.id for each in gravest_first(marked, PATHWAY)] == told
    assert [each.id for each in gravest_first(reversed(marked), PATHWAY)] == told


def test_of_one_tier_and_one_mark_the_order_stays_that_was_given() -> None:
    marked = [Reason("K12", "suspected", ""), Reason("K1", "suspected", "")]
    assert gravest_first(marked, PATHWAY) == marked
    assert gravest_first(marked[::-1], PATHWAY) == marked[::-1]
