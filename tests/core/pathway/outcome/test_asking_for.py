"""What to ask for when the service is phoned: red's line wherever red's list is given, whatever the tier."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.whom_to_phone import asked_for

SET = default_pathway()
NINE: dict[str, Any] = {"A9": "suspected"}
YOUNG: dict[str, Any] = {"under_13": True, "family_involved": False}


@pytest.mark.parametrize(
    ("fields", "list_of", "line"),
    [
        ({"marks": {"R2": "suspected"}}, "red", "the Priority Line"),
        ({"immediate_risk": True}, "red", "the Priority Line"),
        ({"marks": NINE, **YOUNG}, "red", "the Priority Line"),
        ({"set_aside": NINE, "known_to_practitioner": False, **YOUNG}, "red", "the Priority Line"),
        ({"marks": NINE, "under_13": False}, "amber", "the Consultation Line"),
        ({"marks": {"A2": "suspected"}, "missing_now": True}, "amber", "the Consultation Line"),
        ({"marks": {"A8": "suspected"}}, "amber", "the Consultation Line"),
        ({}, "none", "the Consultation Line"),
    ],
)
def test_the_line_is_that_of_the_list_by_which_it_is_phoned(
    fields: dict[str, Any], list_of: str, line: str
) -> None:
    answers = Answers(pathway=SET.id, locality="essex", **fields)
    outcome = evaluate(answers, SET, parse_at("2026-11-25T11:00"))
    hub = next(each for each in outcome.contacts if each.role == "front-door")
    assert asked_for(hub, outcome) == hub.ask_for_on[list_of] == line
    whom = dict(read_on_the_phone(answers, outcome, SET))["Who to phone"]
    assert next(said for said in whom if said.startswith(hub.name)).endswith(f"Ask for {line}.")


def test_where_no_line_has_a_name_none_is_asked_for() -> None:
    outcome = evaluate(Answers(pathway=SET.id, locality="southend"), SET, parse_at("2026-11-25T11:00"))
    assert {asked_for(each, outcome) for each in outcome.contacts} == {""}
