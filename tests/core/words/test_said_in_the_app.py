"""A result in the app, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

from ce_tui.core.words.outcomes import result_words
from support.documents.said import PATHWAY, wrong


def test_the_result_is_said_as_the_table_says() -> None:
    found = wrong(
        "In the app: the result", lambda _, answers, outcome: [result_words(outcome, answers, PATHWAY)]
    )
    assert found == []
