"""The phone script's words, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import DANGER, read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words
from support.documents.said import PATHWAY, Said, Situation, parts, words, wrong

I_PHONE = (
    "My name is (your name), of (your organisation). I phone about a child who lives in Southend: ",
    "How to reach me: not filled in.",
)
BY = "By the SET Partnership Child Exploitation Pathway, June 2026: "
SCREENED = "Date of the screening: 25 November 2026"


def script(answers: Answers, outcome: Outcome) -> dict[str, list[str]]:
    return dict(read_on_the_phone(answers, outcome, PATHWAY))


def why(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    first, *reach = script(answers, outcome)["Say first"]
    assert (first[: len(I_PHONE[0])], *reach) == I_PHONE
    return [first.removeprefix(I_PHONE[0])]


def danger(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    alerts, said = words("Alerts", given), script(answers, outcome)[DANGER]
    assert said[: len(alerts)] == alerts
    return said[len(alerts) :]


def by_the_pathway(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    first, *decided, last = script(answers, outcome)["By the pathway"]
    assert (first[: len(BY)], last) == (BY, SCREENED)
    return [first.removeprefix(BY), *decided]


PARTS: dict[str, Said] = {
    "Alerts": lambda _, answers, outcome: [alert.fact for alert in outcome.alerts],
    "On the phone: why I phone": why,
    "On the phone: danger, after the alerts": danger,
    "On the phone: by the pathway": by_the_pathway,
    "On the phone: what I ask": lambda _, answers, outcome: script(answers, outcome)["What I ask"],
    "In the app: the status line": lambda _, answers, outcome: [status_words(answers, PATHWAY)],
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_read_on_the_phone_is_what_the_table_says(part: str) -> None:
    assert wrong(part, PARTS[part]) == []


def test_no_part_of_the_table_on_the_phone_is_left_untested() -> None:
    assert {part for part in parts() if part.startswith("On the phone")} < PARTS.keys()
