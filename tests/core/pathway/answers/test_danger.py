"""What was said of immediate risk and of harm: yes, no, or nothing; whose a no is."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.danger import (
    DANGERS,
    as_from_file,
    no_by_file,
    said_of,
    to_be_asked,
    unanswered_words,
)
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.pathways import Pathways
from ce_tui.core.pathway.interview.interview import questions, sections
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.referral.content.plain import as_text
from ce_tui.screens.screening.result_items import result_items
from support.documents.made_screenings import screenings

SET = default_pathway()
AT = datetime(2026, 11, 25, 10, 0, tzinfo=LONDON)
# The document's own heading of its amber tier, and what the practitioner or the screening alone says: verbatim.
AMBER = SET.tier("amber").result
CLAIMS = (
    r"no (immediate )?risk",
    r"not at (immediate )?risk",
    r"immediate risk[:?]? no\b",
    r"harm today: no\b",
    r"told of none",
    r"no harm",
    r"have checked",
)


def given_of(**fields: object) -> Answers:
    return Answers(pathway=SET.id, locality="essex", **fields)  # type: ignore[arg-type]


def everything_said(answers: Answers) -> str:
    """What the phone, the paper, the result, the sections and the status line say; a question's choices are none."""
    outcome = evaluate(answers, SET, AT)
    script = read_on_the_phone(answers, outcome, SET)
    said = [line for _, lines in script for line in lines]
    said.append(as_text(referral(answers, outcome, SET, Imprint(at=AT))))
    said += [item.text + item.said for item in result_items(answers, outcome, SET, AT)]
    said += [section.state_words for section in sections(answers, SET)]
    said += [status_words(answers, SET), *(question.hint for question in questions("start", answers, SET))]
    return re.sub(r"\s+", " ", "\n".join(said)).replace(AMBER, "")


@given(data=st.data())
def test_nothing_claims_what_nobody_answered(data: st.DataObject) -> None:
    made = data.draw(screenings(SET)) | {"notes": "", "placed_by": ""}
    made = {key: value for key, value in made.items() if key not in (*DANGERS, "decision", "consent")}
    answers = read_answers(json.dumps(made | {"practitioner": {}, "child": {}}), Pathways()).one
    said = everything_said(answers).casefold()
    assert [claim for claim in CLAIMS if re.search(claim, said)] == []
    outcome = to_json(evaluate(answers, SET, AT))
    assert (outcome["immediate_risk"], outcome["harm_today"]) == (None, None)


def test_the_test_above_finds_such_a_claim() -> None:
    said = everything_said(given_of(immediate_risk=False, harm_today=False)).casefold()
    assert [claim for claim in CLAIMS if re.search(claim, said)] != []


@pytest.mark.parametrize("name", DANGERS)
def test_a_no_of_a_file_stays_the_files_until_somebody_answers(name: str) -> None:
    no = given_of(**{name: False})
    assert said_of(no, name) == "no" and no_by_file(no, name) == ""  # type: ignore[arg-type]
    imported = as_from_file(no, "2026-11-24")
    assert said_of(imported, name) == "No, by the file imported on 24 November 2026"  # type: ignore[arg-type]
    assert name in to_be_asked(imported) and getattr(imported, name) is False
    assert no_by_file(as_from_file(no), name) == "No, by the file that this was made from"


def test_a_yes_and_what_is_left_out_are_no_files_no() -> None:
    imported = as_from_file(given_of(immediate_risk=True), "2026-11-24")
    assert imported.by_file == {}
    assert (said_of(imported, "immediate_risk"), said_of(imported, "harm_today")) == ("yes", "not answered")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Not answered: immediate risk, harm told and missing now. In danger now: 999."),
        ({"immediate_risk": False, "harm_today": False}, "Not answered: missing now."),
        ({"immediate_risk": True, "harm_today": False, "missing_now": False, "family_involved": False}, ""),
        (
            {"immediate_risk": False, "harm_today": False, "missing_now": False,
             "by_file": {"immediate_risk": "2026-11-24"}},
            "Immediate risk: No, by the file imported on 24 November 2026. In danger now: 999.",
        ),
    ],
)  # fmt: skip
def test_what_is_not_answered_stands_beside_every_result_with_999_while_danger_is_open(
    fields: dict[str, object], words: str
) -> None:
    answers = given_of(**fields)
    outcome = evaluate(answers, SET, AT)
    assert unanswered_words(answers, outcome.not_answered) == words
    shown = [item.text for item in result_items(answers, outcome, SET, AT) if item.id == "unanswered"]
    assert shown == ([f"{words} Start asks."] if words else [])
