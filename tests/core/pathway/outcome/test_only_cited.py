"""A tier of which only what the notes cite is marked was not looked at besides, and it is said (rule 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.open_questions import only_cited_words

PATHWAY = default_pathway()
CITED = {"marks": {"A8": "suspected", "R3": "suspected"}, "notes": "A8 and R3 were told by the school."}
REST = "only what the notes cite was marked, the rest was not looked at."


def said(**given: Any) -> list[str]:
    answers = Answers(pathway=PATHWAY.id, locality="southend", **given)
    outcome = evaluate(answers, PATHWAY, datetime(2026, 11, 25, 10, tzinfo=LONDON))
    return only_cited_words(answers, outcome, PATHWAY)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"looked_at": ()}, [f"Amber and Red: {REST}"]),
        ({"looked_at": ("amber",)}, [f"Red: {REST}"]),
        ({"looked_at": ("amber", "red")}, []),
        ({"looked_at": None}, []),
        ({"looked_at": (), "notes": "R3 was told by the school."}, [f"Red: {REST}"]),
        ({"looked_at": (), "marks": {}}, []),
    ],
    ids=["neither", "one of them", "both", "not recorded", "one by hand", "nothing marked"],
)
def test_which_tiers_were_not_looked_at_besides(given: dict[str, Any], words: list[str]) -> None:
    assert said(**{**CITED, **given}) == words
