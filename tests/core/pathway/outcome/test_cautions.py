"""Cautions for lists of steps: after the calls that lead, each said once, whoever says it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.document.notices import Place
from ce_tui.core.pathway.outcome.following import (
    calls_that_lead,
    cautions,
    family_caution_words,
    notices_beside_steps,
    warns_of_family,
)
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, OutcomeNotice, OutcomeStep
from support.documents.made_up import found

CALL = OutcomeStep(text="Phone the desk.", provenance="own", phones=("01632 960123",))
STEP = OutcomeStep(text="Send the form.", provenance="own")
WARNING = OutcomeNotice(
    text="Ask first.", source="own", id="ask", place="result", on_family=True, quoted=False
)
_, NOTHING_SAID = found()


def said(key: str, text: str) -> Alert:
    return Alert(key=key, text=text, phones=(), fact="")


def outcome_with(**parts: Any) -> Outcome:
    return replace(NOTHING_SAID, **{"steps": (), "alerts": (), "notices": (), **parts})


def test_what_a_step_says_stands_in_no_notice_beside_the_steps() -> None:
    said, other = replace(WARNING, text=STEP.text), replace(WARNING, text="Another.")
    assert notices_beside_steps(outcome_with(steps=(CALL, STEP), notices=(WARNING, said, other))) == [
        WARNING,
        other,
    ]


@pytest.mark.parametrize(
    ("steps", "leading"),
    [
        ([], 0),
        ([STEP], 0),
        ([STEP, CALL], 0),
        ([CALL], 1),
        ([CALL, CALL], 2),
        ([CALL, STEP, CALL], 1),
    ],
)
def test_as_many_calls_lead_as_stand_before_the_first_step_without_a_number(
    steps: list[OutcomeStep], leading: int
) -> None:
    assert calls_that_lead(steps) == leading


@pytest.mark.parametrize("on_family", [True, False])
@pytest.mark.parametrize("alert", ["", "family_involved"])
@pytest.mark.parametrize("place", ["result", "tier", "consent"])
def test_a_notice_warns_of_the_family_where_it_stands_with_the_result_and_is_no_alert(
    on_family: bool, alert: Any, place: Place
) -> None:
    notice = replace(WARNING, on_family=on_family, alert=alert, place=place)
    assert warns_of_family(notice) is (on_family and alert == "" and place == "result")


def test_the_warning_of_the_family_is_said_unless_a_step_says_it() -> None:
    other = replace(WARNING, text="They have a form.", on_family=False)
    assert family_caution_words(outcome_with(notices=(other, WARNING), steps=(STEP,))) == ["Ask first."]
    by_step = replace(STEP, text="Ask first.")
    assert family_caution_words(outcome_with(notices=(other, WARNING), steps=(STEP, by_step))) == []


def test_of_the_alerts_those_on_the_family_and_on_images_are_cautions_and_stand_first() -> None:
    alerts = (
        said("missing_now", "Report the child missing."),
        said("images", "Do not look at it."),
        said("family_involved", "Tell nobody. The desk says how."),
    )
    assert cautions(outcome_with(alerts=alerts, notices=(WARNING,), steps=(CALL,))) == [
        "Do not look at it.",
        "Tell nobody. The desk says how.",
        "Ask first.",
    ]


def test_a_caution_that_begins_as_a_step_does_is_said_by_that_step() -> None:
    alerts = (
        said("images", "Do not look at it."),
        said("family_involved", "Tell nobody. The desk says how."),
    )
    by_step = replace(STEP, text="Tell nobody.")
    assert cautions(outcome_with(alerts=alerts, steps=(CALL, by_step))) == ["Do not look at it."]
