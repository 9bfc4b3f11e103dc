"""The alert on images: what is not to be done with them, and the number of the police, at any tier."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from support.documents.made_up import MORNING

SET = default_pathway()
SAID = (
    "Do not view, copy or share images: phone 101, or 999 if in danger. Do not print, store or save them "
    "either. Tell your safeguarding lead."
)
ASIDE: dict[str, Any] = {"known_to_practitioner": False, "set_aside": {"R3": "suspected"}}


@pytest.mark.parametrize("area", ["essex", "southend", "thurrock", "elsewhere"])
@pytest.mark.parametrize("fields", [{"marks": {"R3": "suspected"}}, ASIDE, ASIDE | {"marks": {"Y1": "yes"}}])
def test_it_has_its_number_whatever_is_acted_on(fields: dict[str, Any], area: str) -> None:
    outcome = evaluate(Answers(pathway=SET.id, locality=area, **fields), SET, MORNING)
    (alert,) = outcome.alerts
    assert (alert.key, alert.text, alert.phones) == ("images", SAID, ("101", "999"))
    assert "101" not in alert.fact, "who gets the referral is told no number to phone"


def test_the_police_are_phoned_for_images_and_no_child_is_reported_missing() -> None:
    answers = Answers(pathway=SET.id, locality="southend", **ASIDE)
    outcome = evaluate(answers, SET, MORNING)
    assert not any("missing" in step.text for step in outcome.steps)
    assert outcome.contacts[0].id == "c-spoc", "who advises on what was set aside stays first"
