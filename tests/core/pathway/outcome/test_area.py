"""Another council is named wherever its service is: what is sent to whom, whose web address, whom to phone first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Consent, Decision
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate, say_notices, to_json
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.screening.result_lines import step_lines

SET = default_pathway()
AT = datetime(2026, 11, 25, 10, tzinfo=LONDON)
UNNAMED = "the council where the child lives"


def evaluated(council: str = "Kent", **fields: Any) -> tuple[Answers, Outcome]:
    answers = Answers(
        pathway=SET.id, locality="elsewhere", council=council, screened_on="2026-11-25", **fields
    )
    return answers, evaluate(answers, SET, AT)


def test_the_service_of_a_council_that_is_known_has_its_name() -> None:
    _, outcome = evaluated()
    assert area_of(outcome, SET).service == "children's social care of Kent"
    _, outcome = evaluated(council=" ")
    assert area_of(outcome, SET).service == f"children's social care of {UNNAMED}"


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock"])
def test_the_other_areas_are_as_they_are(area: str) -> None:
    outcome = evaluate(Answers(pathway=SET.id, locality=area), SET, AT)
    assert area_of(outcome, SET) is SET.locality(area)


@pytest.mark.parametrize("mark", ["R2", "A8", "A3", "Y1"])
def test_the_council_is_named_in_the_steps_in_what_is_still_to_be_done_and_beside_consent(mark: str) -> None:
    answers, outcome = evaluated(marks={mark: "yes" if mark == "Y1" else "suspected"})
    made = referral(answers, outcome, SET, ReferralContext(at=AT))
    said = [
        *step_lines(outcome, SET),
        *still_to_do(answers, outcome, SET),
        *(notice.text for notice in say_notices(("consent",), answers, outcome, SET)),
        *(line for _, lines in read_on_the_phone(answers, outcome, SET) for line in lines),
        as_text(alone(made, outcome, SET)),
    ]
    assert not [words for words in said if UNNAMED in " ".join(words.split())]
    assert any("children's social care of Kent" in words for words in said) or mark == "Y1"


@pytest.mark.parametrize("family", [None, True])
@pytest.mark.parametrize("under_13", [None, True])
@pytest.mark.parametrize("decided", ["", "unsure"])
@pytest.mark.parametrize("mark", ["R2", "A9", "A3", "Y1", None])
def test_nothing_in_a_result_speaks_of_the_council_without_its_name(
    mark: str | None, decided: Any, under_13: bool | None, family: bool | None
) -> None:
    marks: Any = {mark: "yes" if mark == "Y1" else "suspected"} if mark else {}
    _, outcome = evaluated(
        marks=marks,
        decision=Decision(decided),
        under_13=under_13,
        family_involved=family,
        missing_now=family,
        consent=Consent("refused"),
    )
    assert UNNAMED not in str(to_json(outcome))
    _, unnamed = evaluated(council="", marks=marks, family_involved=family, missing_now=family)
    assert UNNAMED in str(to_json(unnamed)), "else this says nothing"


def test_the_referral_is_sent_to_that_council_and_it_is_asked_for_an_address() -> None:
    answers, outcome = evaluated(marks={"R2": "suspected"})
    done = " ".join(still_to_do(answers, outcome, SET))
    assert "Send the referral to children's social care of Kent" in done
    whom = next(lines for title, lines in read_on_the_phone(answers, outcome, SET) if title == "Who to phone")
    assert whom[1] == (
        "Children's social care of Kent, its switchboard has the number: hours not known; try this first."
    )


def test_the_family_s_consent_says_whom_to_phone_first_by_name() -> None:
    answers, outcome = evaluated(marks={"A8": "suspected"})
    (notice,) = say_notices(("consent",), answers, outcome, SET)
    assert "Phone children's social care of Kent first." in notice.text
