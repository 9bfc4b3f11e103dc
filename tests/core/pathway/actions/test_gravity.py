"""The order of danger, as lists have it (rule 17 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.actions.action import Gravity


def test_danger_stands_before_every_tier_and_the_graver_tier_before_the_other() -> None:
    in_order = [
        Gravity("red", ("immediate_risk", "harm", "missing_now")),
        Gravity("yellow", ("missing_now",)),
        Gravity("red", ("harm", "under_13")),
        Gravity("red"),
        Gravity("amber"),
        Gravity("yellow"),
        Gravity(),
    ]
    assert [each.gravity for each in in_order] == list(range(7))


def test_a_sexual_sign_in_a_child_under_13_stands_with_red() -> None:
    assert Gravity("amber", ("under_13",)).gravity == Gravity("red").gravity
