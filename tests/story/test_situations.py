"""Some sixty situations, in a table for whoever knows safeguarding: all that is said first agrees, in every place.

The table is `tests/data/situations.md`: an area, an hour, what was answered; and the tier that is acted on, the alerts,
the numbers to phone in order, the first steps. Result, the line mode, the phone script, `evaluate` and the referral's
first page are held to it, and to one another; `test_situations_in_order.py` holds all of them to the order of the
numbers and of the steps.

After a change of rules: `CE_TUI_RECORD=yes pytest tests/story/test_situations.py`, and look at what `git diff` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

import pytest

from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.outcome.evaluation import to_json
from ce_tui.core.pathway.outcome.following import caution_words, is_support_alone, worried_words
from ce_tui.core.pathway.outcome.indication import family_caution
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.whom_to_phone import phone_list
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.screening.result_lines import alert_lines
from ce_tui.screens.screening.result_items import first_page
from ce_tui.session.words.sharing import CALL
from support.people.situations import (
    PATHWAY,
    Situation,
    as_row,
    evaluated,
    heard_first,
    numbers_in,
    record,
    rows,
)
from support.recorded import RECORDING


def _label(outcome: Outcome) -> str:
    return f"{outcome.steps[0].label}: " if outcome.steps[0].label else ""


def _first_with_digits(phones: Sequence[str]) -> str:
    """A council whose number nobody knows stands in its place all the same."""
    return next(phone for phone in phones if phone[0].isdigit())


def line_with(words: str, lines: Sequence[str]) -> int:
    """The number of the first line that has these words in it."""
    assert any(words in line for line in lines), (words, lines)
    return next(number for number, line in enumerate(lines) if words in line)


def test_the_table_says_what_is_said() -> None:
    if RECORDING:
        record(rows())
    kept = rows()
    assert len(kept) > 55
    assert [as_row(row) for row in kept] == kept


@pytest.mark.parametrize("row", rows(), ids=Situation.title)
def test_every_place_says_the_same_first(row: Situation) -> None:
    answers, outcome = evaluated(row)
    page = first_page(answers, outcome, PATHWAY)
    script = dict(read_on_the_phone(answers, outcome, PATHWAY))
    lines = heard_first(answers, outcome)
    machine = to_json(outcome)
    paper = referral(answers, outcome, PATHWAY, ReferralContext(at=datetime(2026, 11, 25, 10, tzinfo=LONDON)))
    first_paper = " ".join(as_text(paper).split())
    annex = as_text(alone(paper, outcome, PATHWAY))
    red, support = row.acting_on == "red", is_support_alone(outcome)
    if red:
        call = next(line for line in lines if line.startswith("1. "))
    else:
        call = worried_words(outcome) if support else lines[line_with(CALL, lines) + 1]

    # The alerts: one and all, in order, their facts for the receiver.
    assert [item.id.partition(":")[2] for item in page if item.id.startswith("alert:")] == [
        alert.key for alert in outcome.alerts
    ]
    assert script["Danger"][: len(outcome.alerts)] == [alert.fact for alert in outcome.alerts]
    for said, alert in zip(alert_lines(outcome), outcome.alerts, strict=True):
        assert said in (f"Alert: {alert.text}", f"Alert: {alert.fact}")
        assert red or said == f"Alert: {alert.text}", "no step calls the same"
    no_first_call = ("family_involved", "images")  # advice before the family is told, the police for images
    calls = [alert.phones[0] for alert in outcome.alerts if alert.phones and alert.key not in no_first_call]
    assert not calls or calls[0] == _first_with_digits(row.phones), (
        "an alert that says to phone, and the list"
    )
    assert all(alert.fact in first_paper for alert in outcome.alerts)
    for item, alert in zip(page, outcome.alerts, strict=False):
        if alert.key == "images":
            police = "999 now" if outcome.immediate_risk else "101, or 999 if in danger"
            assert police in item.text and [*alert.phones] == numbers_in(police)
            assert alert.text in annex.replace("\n", " ")
    assert [alert["key"] for alert in machine["alerts"]] == [alert.key for alert in outcome.alerts]
    # The caution on the family, in the same words, and nobody who is closed among the numbers of a step.
    locality = PATHWAY.locality(answers.locality)
    caution = family_caution(answers, PATHWAY, phone_list(outcome).adviser(locality))
    for place in (
        " ".join(item.said for item in page),
        " ".join([*alert_lines(outcome), *caution_words(outcome)]),
        " ".join(script["Your steps (for you, not to be read out)"]),
        " ".join(still_to_do(answers, outcome, PATHWAY)),
        " ".join(notice["text"] for notice in machine["notices"]),
        " ".join(annex.split()),
    ):
        assert caution in place
    closed = {each.phone for each in outcome.contacts if each.open_now is False}
    assert not [step for step in outcome.steps if closed.intersection(step.phones)]
    # The tier, what is not answered, and the first step; in the line mode in that order, before it asks to go on.
    tier = "" if row.acting_on == "none" else PATHWAY.tier(row.acting_on).title.upper()  # type: ignore[arg-type]
    assert next(item.text for item in page if item.id == "outcome").startswith(tier)
    result = line_with("Result: ", lines)
    assert lines[result].startswith(f"Result: {tier}") and result < lines.index(call)
    if open_ := unanswered_words(answers, outcome.not_answered):
        assert result < line_with(open_, lines) < lines.index(call)
    said = " ".join(chain(script["Say first"], script["By the pathway"]))
    assert tier.title() in said or not tier, said
    assert tier in first_paper and machine["acting_on"] == row.acting_on
    if outcome.steps:
        step = outcome.steps[0].text
        at = line_with(f"1. {_label(outcome)}{step}", lines)
        assert at < lines.index(call) if support else lines.index(call) <= at
        assert step in script["Your steps (for you, not to be read out)"][0]
        assert " ".join(step.split()) in " ".join(annex.split())
        assert " ".join(step.split()) not in first_paper
    for place in ["\n".join(lines), "\n".join(script["Say first"]), first_paper] if row.council else []:
        assert row.council in place, place
