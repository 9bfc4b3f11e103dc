"""The steps as they are read out: whose words they are and which addresses are missing, once, by their numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.lines.screening.result_lines import form_lines, step_lines, whole_result
from support.people.marking import red
from support.people.screens import new_casebook
from support.people.station import station_of

SET = default_pathway()
AREAS = ("southend", "essex", "thurrock", "elsewhere")
MARKS = ({}, {"Y1": "yes"}, {"A2": "suspected"}, {"R2": "suspected"})


def outcome_of(area: str, **fields: Any) -> Outcome:
    answers = Answers(pathway=SET.id, locality=area, **fields)
    return evaluate(answers, SET, parse_at("2026-11-25T11:00"))


def test_on_red_in_thurrock_nothing_is_said_over_and_over() -> None:
    lines = step_lines(outcome_of("thurrock", marks={"R2": "suspected"}), SET)
    assert lines[3:8] == [
        "3. Complete: Thurrock CAF Referral Form.",
        "4. Send form to MASH for immediate social work response. This will also need to be shared with the police. "
        "E-mail: thurrockmash@thurrock.gov.uk, by secure e-mail only. Thurrock: CAF Referral Form.",
        "5. Police: Tell Essex Police of your concerns about the child, on 101 or on its website (concerns about a "
        "child).",
        "Steps 1, 2 and 5: added by this software.",
        "We do not have these web addresses: Thurrock: CAF Referral Form (steps 3 and 4); Essex Police: concerns about "
        "a child (step 5). Ask MASH or your safeguarding lead for them.",
    ]


def test_what_is_to_be_confirmed_stays_with_its_step_and_one_address_is_one() -> None:
    lines = step_lines(outcome_of("thurrock", marks={"A3": "suspected"}), SET)
    assert lines[2:4] == [
        "2. For referral: Complete: Thurrock CAF Referral Form. The copy of the pathway prints this form under the red "
        "result only; confirm with Thurrock.",
        "We do not have this web address: Thurrock: CAF Referral Form (step 2). Ask MASH or your safeguarding lead for "
        "it.",
    ]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("marks", MARKS)
def test_of_every_step_it_is_said_whose_words_it_is_and_of_every_link_where_it_leads(
    area: str, marks: Any
) -> None:
    outcome = outcome_of(area, marks=marks)
    lines = step_lines(outcome, SET)
    below = [line for line in lines if line.startswith("Step") and "by this software" in line]
    own = {str(number) for number, step in enumerate(outcome.steps, 1) if step.provenance == "own"}
    said = next((line for line in below if "added by" in line), "")
    assert own == {word.strip(":,") for word in said.split() if word.strip(":,").isdigit()}
    told = "\n".join(lines)
    assert told.count("We do not have") <= 1 and "Added by this software" not in told
    for step in outcome.steps:
        for slot in map(SET.link, step.links):
            assert (slot.url or slot.about) in told


@pytest.mark.parametrize("area", AREAS)
def test_in_the_whole_result_a_missing_address_is_said_once(tmp_path: Path, area: str) -> None:
    made = station_of(new_casebook(tmp_path / "home"), tmp_path / "home")
    draft = made.session.begin(area)
    draft.apply(red)
    told = "\n".join(whole_result(draft))
    assert told.count("We do not have") == 1
    made.session.close()


def test_a_form_below_the_steps_says_where_it_stood_and_by_itself_all_of_it(tmp_path: Path) -> None:
    made = station_of(new_casebook(tmp_path / "home"), tmp_path / "home")
    draft = made.session.begin("thurrock")
    draft.apply(red)
    assert whole_result(draft)[-1] == (
        "Still to be done: the area's own form. The exported PDF does not replace it: Thurrock CAF Referral Form, as "
        "in steps 3 and 4."
    )
    assert form_lines(draft.outcome, SET) == [
        "Still to be done: the area's own form. The exported PDF does not replace it: Thurrock CAF Referral Form. We "
        "do not have this web address. Ask MASH or your safeguarding lead for it."
    ]
    made.session.close()
