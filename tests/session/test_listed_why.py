"""What a list says of a screening: the tier that is acted on, why, and which marks were set aside (rules 3 and 14)."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.document.document import EditionNames
from ce_tui.core.vault.casebook.index import Summary
from ce_tui.session.home_list import leading, standing_words
from support.people.listed import listed
from support.people.marking import PATHWAY

NAMING = EditionNames(PATHWAY, {})


@pytest.mark.parametrize(
    ("screening", "short", "whole"),
    [
        (listed(outcome="amber", acting_on="amber"), "Amber", "Amber"),
        (
            listed(outcome="none", acting_on="red", danger=("harm",)),
            "Red: harm told",
            "Red: harm told (the marks alone: nothing marked)",
        ),
        (
            listed(outcome="red", acting_on="red", danger=("immediate_risk", "harm")),
            "Red: immediate risk",
            "Red: immediate risk and harm told",
        ),
        (
            listed(outcome="yellow", acting_on="amber", decision="amber"),
            "Amber",
            "Amber: by decision (the marks alone: yellow)",
        ),
        (
            listed(outcome="yellow", acting_on="yellow", set_aside=("R6", "A3")),
            "Yellow, 2 set aside",
            "Yellow (marked earlier, then set aside: R6, A3)",
        ),
        (
            listed(outcome="yellow", acting_on="red", danger=("harm",), set_aside=("R6",)),
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
