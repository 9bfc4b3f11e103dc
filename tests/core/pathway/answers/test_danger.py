"""What was said of immediate risk and of harm: yes, no, or nothing; whose a no is."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.danger import (
    DANGERS,
    QUESTIONS,
    SAFETY,
    as_from_file,
    harm_kept,
    in_quotes,
    is_open,
    no_by_file,
    not_checked,
    said_of,
    say_danger,
    unanswered_words,
)
from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import Pathways, default_pathway
from ce_tui.core.pathway.interview.interview import sections
from ce_tui.core.pathway.interview.questions import questions
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.shapes import as_text
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
    r"harm (today|on [^:]{1,40}): no\b",
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
    said.append(as_text(referral(answers, outcome, SET, ReferralContext(at=AT))))
    said += [item.text + item.said for item in result_items(answers, outcome, SET, AT)]
    said += [section.state_words for section in sections(answers, SET)]
    said += [status_words(answers, SET), *(question.hint for question in questions("start", answers, SET))]
    return re.sub(r"\s+", " ", "\n".join(said)).replace(AMBER, "")


@given(data=st.data())
def test_nothing_claims_what_nobody_answered(data: st.DataObject) -> None:
    made = data.draw(screenings(SET)) | {"notes": "", "placed_by": ""}
    made = {key: value for key, value in made.items() if key not in (*DANGERS, "harm", "decision", "consent")}
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
    assert said_of(imported, name) == "No, as given in the answers imported on 24 November 2026"  # type: ignore[arg-type]
    assert is_open(imported, name) and getattr(imported, name) is False
    assert no_by_file(as_from_file(no), name) == "No, as given in the answers"


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
            "Immediate risk: No, as given in the answers imported on 24 November 2026. In danger now: 999.",
        ),
        (
            {"immediate_risk": False, "harm_today": False, "missing_now": False,
             "harm": Harm("2026-11-20", "He hit me.")},
            "Harm on 20 November 2026 was written down: “He hit me.”; whether it was told is answered No.",
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


def test_each_no_that_was_only_given_is_told_alike_in_one_sentence() -> None:
    noes = {name: False for name in SAFETY}
    given = as_from_file(given_of(**noes))
    assert not_checked(given, SAFETY) == (
        "At immediate risk, harm on the day of the screening, someone in the family involved, missing now and "
        "under 13: no, as given in the "
        "answers; whether it was checked is not recorded."
    )
    assert not_checked(say_danger(given, "harm_today", False), ["harm_today"]) == ""
    assert not_checked(given_of(**noes), SAFETY) == ""
    two_days = given_of(**noes, by_file={"immediate_risk": "2026-11-24", "missing_now": ""})
    assert not_checked(two_days, SAFETY) == (
        "At immediate risk: no, as given in the answers imported on 24 November 2026; whether it was checked is not "
        "recorded. Missing now: no, as given in the answers; whether it was checked is not recorded."
    )


def test_what_was_written_of_a_harm_is_kept_and_told_when_the_answer_becomes_no() -> None:
    told = say_danger(given_of(screened_on="2026-11-25"), "harm_today", True)
    assert told.harm == Harm("2026-11-25") and harm_kept(told) == ""
    with_words = structs.replace(told, harm=Harm("2026-11-25", "He hit me"))
    for answer, how in ((False, "answered No"), (None, "not answered")):
        after = say_danger(with_words, "harm_today", answer)
        assert after.harm == with_words.harm
        said = f"Harm on 25 November 2026 was written down: “He hit me”; whether it was told is {how}."
        assert harm_kept(after) == said
        hints = [each.hint for each in questions("start", after, SET) if each.id == "harm_today"]
        assert said in hints[0] and said in everything_said(after)
    assert say_danger(with_words, "harm_today", True) == with_words


def test_a_yes_said_by_mistake_leaves_no_day_behind_but_one_that_was_given_is_kept() -> None:
    told = say_danger(given_of(screened_on="2026-11-25"), "harm_today", True)
    assert say_danger(told, "harm_today", False).harm == Harm()
    of_before = structs.replace(told, harm=Harm("2026-11-20"))
    after = say_danger(of_before, "harm_today", False)
    assert (
        harm_kept(after) == "Harm on 20 November 2026 was written down; whether it was told is answered No."
    )


@pytest.mark.parametrize("name", SAFETY)
def test_a_no_that_was_given_is_answered_for_programs_and_open_in_the_app(name: str) -> None:
    given = as_from_file(given_of(marks={"R3": "suspected"}, **{name: False}), "2026-11-24")
    outcome = evaluate(given, SET, AT)
    assert name in outcome.not_answered
    assert name not in to_json(outcome)["not_answered"]
    assert to_json(outcome)["by_file"] == [name]


def test_what_a_file_says_of_a_harm_beyond_what_is_kept_is_not_quoted_as_all_of_it() -> None:
    said = "word " * 120
    given = {"pathway": SET.id, "locality": "essex", "marks": {}, "harm": {"words": said, "on": "2026-11-25"}}
    (read,) = read_answers(json.dumps(given | {"harm_today": True}), Pathways()).answers
    assert len(read.harm.words) <= 500
    (alert,) = evaluate(read, SET, AT).alerts
    quoted = f"“{'word ' * 97}word ...” (cut here)"
    assert alert.fact == f"Harm was seen or told of on 25 November 2026: {quoted}."
    assert in_quotes(" He hits me ") == "“He hits me”"


@pytest.mark.parametrize(
    ("name", "short", "whether", "no"),
    [
        ("immediate_risk", "immediate risk", "whether the child is at immediate risk", "At immediate risk"),
        (
            "harm_today",
            "harm told",
            "whether you saw or were told of harm today",
            "Harm on the day of the screening",
        ),
        (
            "family_involved",
            "whether someone in the family may be involved",
            "whether someone in the family could be involved",
            "Someone in the family involved",
        ),
        ("missing_now", "missing now", "whether the child is missing now", "Missing now"),
        ("under_13", "whether the child is under 13", "whether the child is under 13", "Under 13"),
    ],
)
def test_each_question_on_safety_has_its_words(name: str, short: str, whether: str, no: str) -> None:
    assert (QUESTIONS[name].open, QUESTIONS[name].whether) == (short, whether)
    given = as_from_file(Answers(pathway="", locality="", **{name: False}))  # type: ignore[arg-type]
    assert (
        not_checked(given, SAFETY)
        == f"{no}: no, as given in the answers; whether it was checked is not recorded."
    )


@pytest.mark.parametrize(
    ("area", "council", "said"),
    [
        ("elsewhere", "", "Not answered: which council's area the child lives in."),
        ("elsewhere", " ", "Not answered: which council's area the child lives in."),
        ("elsewhere", "Kent", ""),
        ("essex", "", ""),
    ],
)
def test_of_a_child_who_lives_elsewhere_it_is_open_where_until_a_council_is_named(
    area: str, council: str, said: str
) -> None:
    assert unanswered_words(Answers(pathway="", locality=area, council=council), ()) == said
