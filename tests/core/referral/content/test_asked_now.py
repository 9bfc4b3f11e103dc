"""Page one and the list after an export, where the office is closed at that hour; in the list, who answers."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.calling import until_it_opens
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.words.still_to_do import still_to_do

SET = default_pathway()
DAY, NIGHT, FRIDAY = "2026-11-25T11:00", "2026-11-25T02:10", "2026-11-27T20:00"
RED, AMBER = {"R2": "suspected"}, {"A2": "suspected"}
WAS_CLOSED = "C-SPOC. C-SPOC was closed until 9am that day when this was written (25 November 2026, 02:10)."
SOUTHEND = (
    "C-SPOC is closed until 9am today. Until then: Southend out of hours, 0345 606 1212; in danger 999."
)


def found(area: str, at: str, **fields: Any) -> tuple[Answers, Any]:
    given = Answers(pathway=SET.id, locality=area, **fields)
    return given, evaluate(given, SET, parse_at(at))


def asked(area: str, at: str, **fields: Any) -> str:
    """What page one asks, from whom on, in one line."""
    text = as_text(referral(*found(area, at, **fields), SET, Imprint(at=parse_at(at))))
    return " ".join(text.partition("Asked of: ")[2].partition("- ")[0].split())


@pytest.mark.parametrize(
    ("area", "at", "fields", "words"),
    [
        ("southend", DAY, {"marks": RED}, "C-SPOC."),
        ("southend", NIGHT, {"marks": RED}, WAS_CLOSED),
        ("southend", NIGHT, {"missing_now": True}, WAS_CLOSED),
        (
            "essex",
            FRIDAY,
            {"marks": AMBER},
            "the Children & Families' Hub. The Children & Families' Hub was closed until Monday 9am when this was "
            "written (27 November 2026, 20:00).",
        ),
        ("thurrock", DAY, {"marks": RED}, "MASH."),
        (
            "thurrock",
            NIGHT,
            {"marks": RED},
            "MASH. Whether Thurrock MASH was open when this was written (25 November 2026, 02:10) is not known.",
        ),
    ],
)
def test_page_one_says_that_the_office_was_closed_and_leaves_whom_to_phone_to_the_referrer(
    area: str, at: str, fields: dict[str, Any], words: str
) -> None:
    assert asked(area, at, **fields) == words


def test_a_date_without_a_time_claims_no_hour() -> None:
    day = "2026-11-25"
    assert asked("southend", day, marks=RED) == "C-SPOC."
    written = referral(*found("southend", day, marks=RED), SET, Imprint(at=parse_at(day)))
    assert dict(written.facts)["Written on"] == "25 November 2026"
    assert "00:00" not in as_text(written)


def test_elsewhere_no_hours_are_claimed() -> None:
    assert "closed" not in asked("elsewhere", NIGHT, marks=RED)
    assert until_it_opens(found("elsewhere", NIGHT, marks=RED)[1].contacts) == ""


def test_where_nothing_is_asked_nobody_is_said_to_be_closed() -> None:
    given, outcome = found("southend", NIGHT, marks={"Y1": "yes"})
    assert "closed" not in as_text(referral(given, outcome, SET, Imprint(at=parse_at(NIGHT))))


def listed(area: str, at: str, **fields: Any) -> list[str]:
    given, outcome = found(area, at, **fields)
    return still_to_do(given, outcome, SET)


def test_the_list_says_it_with_the_form_for_an_immediate_response_and_in_short_where_the_referral_is_sent() -> (
    None
):
    words = listed("southend", NIGHT, marks=RED)
    form = next(each for each in words if each.startswith("Send form to C-SPOC for immediate"))
    assert f"by secure e-mail only. {SOUTHEND} Southend: C-SPOC form." in form
    sending = next(each for each in words if each.startswith("Send the referral"))
    assert sending.endswith("by secure e-mail only. C-SPOC is closed until 9am today.")


def test_where_no_step_has_said_it_the_list_says_it_all_where_the_referral_is_sent() -> None:
    words = listed("southend", NIGHT, marks={"Y1": "yes"}, missing_now=True)
    assert any(each.endswith(f"by secure e-mail only. {SOUTHEND}") for each in words)
    assert not any(
        "closed" in each for each in listed("southend", DAY, marks={"Y1": "yes"}, missing_now=True)
    )


def test_without_another_line_it_is_the_police_until_it_opens() -> None:
    contacts = [
        each for each in found("southend", NIGHT, marks=RED)[1].contacts if each.role != "out-of-hours"
    ]
    assert until_it_opens(contacts) == "C-SPOC is closed until 9am today. Until then: 101; in danger 999."
    alone = [each for each in contacts if each.role == "front-door"]
    assert until_it_opens(alone) == "C-SPOC is closed until 9am today."


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
@pytest.mark.parametrize("at", [DAY, NIGHT, FRIDAY, "2026-12-25T10:00"])
@pytest.mark.parametrize("fields", [{"marks": RED}, {"marks": AMBER}, {"missing_now": True}, {}])
def test_no_step_has_a_number_to_phone_now_that_is_closed(area: str, at: str, fields: dict[str, Any]) -> None:
    _, outcome = found(area, at, **fields)
    closed = {each.phone for each in outcome.contacts if each.open_now is False}
    assert not [step.phones for step in outcome.steps if closed.intersection(step.phones)]
    for step in outcome.steps:  # one that is said stands there with its state
        for each in outcome.contacts:
            if each.open_now is False and each.phone in step.text:
                words = f"{step.text} {step.now}"
                assert f"{each.name}, {each.phone}: closed until" in words, words


def test_who_answers_is_first_and_whoever_is_closed_is_in_the_words_alone() -> None:
    _, night = found("southend", NIGHT, marks=AMBER, missing_now=False)
    _, day = found("southend", DAY, marks=AMBER, missing_now=False)
    assert night.steps[0].phones == ("0345 606 1212",)
    assert night.steps[0].now.startswith("C-SPOC, 01702 215007: closed until 9am today.")
    assert day.steps[0].phones == ("01702 215007",)
