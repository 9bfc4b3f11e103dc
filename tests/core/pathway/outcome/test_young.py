"""Rule 7: a child under 13 with a sign of a sexual kind, by what was answered and marked alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.answers import dump
from ce_tui.core.pathway.answers.danger import raised_alerts, signs_of
from ce_tui.core.pathway.answers.screening import Answers, Child, judged, unjudged
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome.evaluation import evaluate

SET = default_pathway()
SIGN: dict[str, Any] = {"marks": {"A9": "suspected"}}
DAY = "2026-11-25"
AT = parse_at("2026-11-25T10:00")


def given(born: str = "", on: str = DAY, **fields: Any) -> Answers:
    child = Child("", born, "", "", "", "")
    return Answers(pathway=SET.id, locality="essex", child=child, screened_on=on, **fields)


@pytest.mark.parametrize(
    ("fields", "signs"),
    [
        ({}, set()),
        ({"marks": {"A1": "suspected", "R2": "suspected"}}, set()),
        ({"marks": {"A9": "suspected", "A1": "suspected", "R3": "reasonably believe"}}, {"A9", "R3"}),
        ({"marks": {"A9": "suspected"}, "set_aside": {"R10": "suspected"}}, {"A9", "R10"}),
        ({"marks": {"Q99": "suspected"}}, set()),
    ],
)
def test_the_signs_are_those_that_the_edition_names_marked_now_or_set_aside(
    fields: dict[str, Any], signs: set[str]
) -> None:
    assert signs_of(UNDER_13, given(**fields), SET) == signs


@pytest.mark.parametrize(
    ("born", "on", "answered", "under_13"),
    [
        ("2013-11-26", DAY, None, True),
        ("2013-11-25", DAY, None, False),
        ("2013-11-25", DAY, True, False),
        (DAY, DAY, None, True),
        ("2026-11-26", DAY, None, False),
        ("2026-11-26", DAY, True, True),
        ("2013-11-26", "", None, True),
        ("2013-11-25", "", True, False),
        ("2026-11-26", "", True, True),
        ("", DAY, None, False),
        ("", DAY, False, False),
        ("", DAY, True, True),
    ],
    ids=[
        "the day before it is 13",
        "on its birthday",
        "the date of birth counts before the answer",
        "born that day",
        "a birth still to come says nothing",
        "a birth still to come, and the answer counts",
        "no day of the screening: the day before it is 13 on the day of the moment",
        "no day of the screening: on its birthday, whatever was answered",
        "no day of the screening and a birth still to come: the answer counts",
        "nothing known",
        "answered No",
        "answered Yes",
    ],
)
def test_the_age_is_of_the_date_of_birth_on_the_day_of_the_screening_else_as_answered(
    born: str, on: str, answered: bool | None, under_13: bool
) -> None:
    answers = judged(given(born, on, under_13=answered, **SIGN), AT)
    assert (UNDER_13 in raised_alerts(answers, SET)) is under_13
    assert ("under_13" in {alert.key for alert in evaluate(answers, SET, AT).alerts}) is under_13
    assert UNDER_13 not in raised_alerts(judged(given(born, on, under_13=answered), AT), SET), (
        "without a sign there is none"
    )


def test_without_a_day_of_the_screening_nothing_that_a_child_under_13_asks_for_is_lost() -> None:
    born, young = given("2020-01-01", "", **SIGN), given("", "", under_13=True, **SIGN)
    for answers in (born, young):
        outcome = evaluate(answers, SET, AT)
        assert [alert.key for alert in outcome.alerts] == ["under_13"]
        assert "family_involved" in outcome.not_answered
        assert any(notice.id == "family-not-answered" for notice in outcome.notices)
        assert outcome.missing == ("known_to_practitioner",), "the narrative is asked for, never required"


def test_by_which_day_an_age_is_judged_is_no_part_of_the_answers() -> None:
    answers = given("2020-01-01", "", **SIGN)
    assert judged(answers, AT) != answers == unjudged(judged(answers, AT))
    assert dump(judged(answers, AT)) == dump(answers)
    assert judged(given("2020-01-01"), AT) == given("2020-01-01"), "the day of the screening is known"
    summer = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # already the next day in London
    assert judged(answers, summer).judged_on == "2026-06-02"
