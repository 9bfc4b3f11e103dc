"""The status line, exact: what is indicated so far, danger before it, and no tier passed over in silence."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Decision
from ce_tui.core.pathway.outcome.status_words import status_words
from support.documents.made_up import PATHWAY, answers

FIRST_MEETING = "Amber and Red not asked (first meeting)."


@pytest.mark.parametrize(
    ("marks", "so_far"),
    [
        ({}, "nothing marked"),
        ({"W1": "noted"}, "vulnerabilities raised"),
        ({"G1": "yes", "H1": "suspected"}, "early or potential exploitation indicated"),
        ({"G1": "yes", "K1": "suspected"}, "exploitation or immediate risk indicated"),
    ],
)
def test_danger_is_said_with_whatever_is_marked(marks: Any, so_far: str) -> None:
    def said(risk: bool | None, harm: bool | None) -> str:
        return status_words(answers(marks=marks, immediate_risk=risk, harm_today=harm), PATHWAY)

    for risk in (None, False):
        for harm in (None, False):
            assert said(risk, harm) == f"So far: {so_far}."
        alone = "" if "K1" in marks else f" By the marks alone: {so_far}."
        assert said(risk, True) == f"So far: harm told, red steps.{alone}"
    for harm in (None, False):
        assert said(True, harm) == "So far: immediate risk, red steps."
    assert said(True, True) == "So far: immediate risk and harm told, red steps."


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ({"looked_at": ()}, "Yellow, Amber and Red not looked at."),
        ({"looked_at": ("yellow",)}, "Amber and Red not looked at."),
        ({"looked_at": ("red",), "marks": {"H1": "suspected"}}, "Yellow not looked at."),
        ({"looked_at": ("yellow",), "known_to_practitioner": False}, FIRST_MEETING),
        ({"looked_at": (), "known_to_practitioner": False}, f"Yellow not looked at. {FIRST_MEETING}"),
        ({"looked_at": None, "known_to_practitioner": False}, FIRST_MEETING),
        ({"looked_at": (), "known_to_practitioner": None}, "Yellow, Amber and Red not looked at."),
        ({"looked_at": None}, ""),
    ],
)
def test_no_result_stands_without_the_tiers_that_were_left_out(fields: Any, left_out: str) -> None:
    said = status_words(answers(harm_today=True, **fields), PATHWAY)
    assert said.startswith("So far: harm told, red steps. By the marks alone: ")
    assert said.split(".", 2)[2].strip() == left_out


def test_a_child_who_is_missing_is_named_before_what_the_marks_come_to() -> None:
    said = status_words(answers(missing_now=True), PATHWAY)
    assert said == "So far: the child is missing now; nothing marked."


def test_a_higher_decision_leads_with_whose_it_is() -> None:
    said = status_words(answers(marks={"G1": "yes"}, decision=Decision("amber")), PATHWAY)
    assert said == "So far: amber, by your decision. By the marks alone: vulnerabilities raised."
