"""What a list says of each screening: a child who was missing when it was completed need not be missing now."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.session.home_list import whose_words
from support.people.listed import listed


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "missing now, by Lee Example, nobody phoned yet"),
        ("reopened", "missing now, by Lee Example, nobody phoned yet"),
        ("completed", "missing when completed, by Lee Example, nobody phoned yet"),
    ],
)
def test_missing_now_is_said_of_a_draft_and_of_a_completed_one_that_it_was_so(state: Any, words: str) -> None:
    screening = listed(state=state, outcome="amber", missing_now=True, mine=False)
    assert whose_words(screening, "names") == words
