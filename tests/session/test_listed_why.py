"""What a list says of a screening: the tier that is acted on, why, and which marks were set aside (rules 3 and 14)."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.document.naming import Naming
from ce_tui.core.vault.casebook.index import Summary
from ce_tui.session.home_list import leading, standing_words
from support.people.marking import PATHWAY

NAMING = Naming(PATHWAY, {})


def listed(outcome: str, **given: Any) -> Summary:
    return Summary(
        ref="CE-7K3M-2Q",
        state="draft",
        outcome=outcome,
        locality="essex",
        screened_on="2026-11-25",
        updated="2026-11-25T10:00:00Z",
        owner="Lee Example",
        child="",
        revision=1,
        **given,
    )


@pytest.mark.parametrize(
    ("screening", "short", "whole"),
    [
        (listed("amber", acting_on="amber"), "Amber", "Amber"),
        (
            listed("none", acting_on="red", danger=("harm_today",)),
            "Red: harm told",
            "Red: harm told (the marks alone: nothing marked)",
        ),
        (
            listed("red", acting_on="red", danger=("immediate_risk", "harm_today")),
            "Red: immediate risk",
            "Red: immediate risk and harm told",
        ),
        (
            listed("yellow", acting_on="amber", decision="amber"),
            "Amber",
            "Amber: by decision (the marks alone: yellow)",
        ),
        (
            listed("yellow", acting_on="yellow", set_aside=("R6", "A3")),
            "Yellow, 2 set aside",
            "Yellow (marked earlier, then set aside: R6, A3)",
        ),
        (
            listed("yellow", acting_on="red", danger=("harm_today",), set_aside=("R6",)),
            "Red: harm told, 1 set aside",
            "Red: harm told (the marks alone: yellow; marked earlier, then set aside: R6)",
        ),
    ],
)
def test_it_says_in_short_and_whole_why_and_what_was_set_aside(
    screening: Summary, short: str, whole: str
) -> None:
    assert leading(screening, NAMING) == short
    assert standing_words(screening, NAMING) == whole
