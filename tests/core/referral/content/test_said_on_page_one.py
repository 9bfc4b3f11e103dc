"""The first page's words, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.result import asked_section, result_section
from ce_tui.core.referral.content.shapes import Bullets, Para, Rows
from support.documents.said import PATHWAY, Said, Situation, found, parts, words, wrong

MISSING, RISK, HARM = (
    f"First page: {part}" for part in ("what is missing", "risk, above the result", "harm, under the result")
)


def said(answers: Answers, outcome: Outcome, tone: str) -> list[str]:
    """The result's paragraphs of one tone."""
    blocks = result_section(answers, outcome, PATHWAY).blocks
    return [block.text for block in blocks if isinstance(block, Para) and block.tone == tone]


def rows(answers: Answers, outcome: Outcome) -> dict[str, str]:
    (table,) = (
        block for block in result_section(answers, outcome, PATHWAY).blocks if isinstance(block, Rows)
    )
    return dict(table.rows)


def reason(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    return [value for label, value in rows(answers, outcome).items() if label == "Reason for the decision"]


def asked(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    said = []
    for block in asked_section(outcome, PATHWAY, answers).blocks:
        if isinstance(block, Para):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += [entry.text for entry in block.entries]
    return said


def beside_harm(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said plainly, but for harm: of risk."""
    harm = words(HARM, given)
    plain = said(answers, outcome, "plain")
    assert plain[len(plain) - len(harm) :] == harm, "harm comes last"
    return plain[: len(plain) - len(harm)]


PARTS: dict[str, Said] = {
    "Alerts": lambda _, answers, outcome: said(answers, outcome, "danger"),
    "First page: the result": lambda _, answers, outcome: said(answers, outcome, "strong"),
    RISK: beside_harm,
    HARM: lambda given, answers, outcome: [
        each for each in said(answers, outcome, "plain") if each not in words(RISK, given)
    ],
    "First page: the decision": lambda _, answers, outcome: [rows(answers, outcome)["Decision"]],
    "First page: the reason for the decision": reason,
    MISSING: lambda _, answers, outcome: said(answers, outcome, "warning"),
    "First page: what is asked": asked,
}


@pytest.mark.parametrize("part", PARTS)
def test_the_first_page_says_what_the_table_says(part: str) -> None:
    assert wrong(part, PARTS[part]) == []


@pytest.mark.parametrize(
    ("risk", "harm", "order"),
    [
        ("yes", "yes", ["alerts", "result", "rows"]),
        ("no", "yes", ["alerts", RISK, "result", "rows"]),
        ("not said", "yes", ["alerts", RISK, "result", "rows"]),
        ("yes", "not said", ["alerts", "result", HARM, "rows"]),
        ("no", "no", [RISK, "result", HARM, "rows"]),
        ("not said", "not said", [RISK, "result", HARM, "rows"]),
    ],
)
def test_alerts_and_risk_stand_above_the_result_and_harm_under_it(
    risk: str, harm: str, order: list[str]
) -> None:
    given = Situation("red", "not yet", risk, harm, "-")
    answers, outcome = found(given)
    texts = [
        block.text if isinstance(block, Para) else "rows"
        for block in result_section(answers, outcome, PATHWAY).blocks
    ]
    expected: list[str] = []
    for part in order:
        if part == "rows":
            expected.append(part)
        else:
            title = {"alerts": "Alerts", "result": "First page: the result"}.get(part, part)
            expected += words(title, given)
    assert texts == expected


def test_no_part_of_the_table_on_the_first_page_is_left_untested() -> None:
    assert {part for part in parts() if part.startswith("First page")} < PARTS.keys()
