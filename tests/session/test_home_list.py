"""What a list says of each screening: a child who was missing when it was completed need not be missing now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ce_tui.core.pathway.actions.due import FollowUp
from ce_tui.core.pathway.document.document import naming
from ce_tui.session.home_list import decided_words, due_in_short, whose_words
from ce_tui.settings.config import Config
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
    screening = listed(state=state, outcome="amber", danger=("missing_now",), mine=False)
    assert whose_words(screening, "names") == words


@pytest.mark.parametrize(
    ("decision", "words"),
    [("", ""), ("amber", ""), ("red", "Red"), ("yellow", "Yellow"), ("unsure", "Unsure")],
)
def test_a_decision_stands_beside_another_result_and_not_beside_the_same(decision: str, words: str) -> None:
    at_hand = Config().pathways().current
    assert decided_words(listed(outcome="amber", decision=decision), naming(at_hand, [])) == words


CALL = FollowUp(what="call", by="2026-11-25T10:00", overdue=True, at_once=True, lacks="nobody phoned")
AGAIN = FollowUp(what="screen again", by="2026-11-26", overdue=False)


@pytest.mark.parametrize(
    ("outcome", "first", "words"),
    [
        ("none", None, ""),
        ("red", None, "nobody phoned yet"),
        ("red", CALL, "now: nobody phoned yet"),
        ("none", AGAIN, "by 26 Nov: screen again"),
        ("red", AGAIN, "by 26 Nov: screen again; nobody phoned yet"),
    ],
)
def test_what_is_due_first_never_hides_that_nobody_was_phoned(
    outcome: str, first: FollowUp | None, words: str
) -> None:
    assert due_in_short(listed(outcome=outcome), first, date(2026, 11, 25)) == words
