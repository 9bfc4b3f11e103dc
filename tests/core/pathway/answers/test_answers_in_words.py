"""What is said of answers that were read: each fault in full, and what was cleaned or cut, word for word."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ce_tui.core.pathway.answers.answers import ReadAnswers, dump, read_answers
from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.shape import InputInvalid
from support.documents.made_up import PATHWAY, Registry

BOTH = Registry(default_pathway(), PATHWAY)
SET: dict[str, Any] = {"pathway": "set-2026-06", "locality": "essex", "marks": {}}
MADE_UP: dict[str, Any] = {"pathway": "made-up", "locality": "northmoor", "marks": {}}
LATEST = date(2026, 11, 25)


def read(text: str) -> ReadAnswers:
    return read_answers(text, BOTH, LATEST)


def faults_of(text: str) -> list[str]:
    with pytest.raises(InputInvalid) as refused:
        read(text)
    return [str(fault) for fault in refused.value.faults]


TO_COME = "a day that is still to come; expected a day up to 2026-11-25"


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (SET | {"pathway": "x"}, ["pathway: unknown pathway; expected one of set-2026-06, made-up"]),
        (SET | {"pathway": 5}, ["pathway: is a number; expected text"]),
        (MADE_UP | {"locality": 5}, ["locality: is a number; expected text"]),
        (
            MADE_UP | {"marks": {"A1": "yes"}},
            ["marks.A1: unknown ID; expected one of G1 to G2, W1, H1 to H2, K1 to K12"],
        ),
        (SET | {"screened_on": "2026-11-25"}, []),
        (SET | {"screened_on": "2026-11-26"}, [f"screened_on: {TO_COME}"]),
        (SET | {"child": {"date_of_birth": "2026-11-26"}}, [f"child.date_of_birth: {TO_COME}"]),
        (SET | {"harm": {"on": "2026-11-26"}}, [f"harm.on: {TO_COME}"]),
        (
            SET | {"screened_on": "2027-02-29", "harm": {"on": "2026-11-26"}},
            [
                "screened_on: not a real date; expected a date as 2010-04-03, or nothing",
                f"harm.on: {TO_COME}",
            ],
        ),
        (
            SET | {"screened_on": "2010-02-30", "child": {"date_of_birth": "2011-01-01"}},
            ["screened_on: not a real date; expected a date as 2010-04-03, or nothing"],
        ),
        (SET | {"screened_on": "2011-01-01", "child": {"date_of_birth": "2011-01-01"}}, []),
        (SET | {"known_from": "file", "known_to_practitioner": True}, []),
        (SET | {"known_from": "", "known_to_practitioner": False}, []),
        (SET | {"under_13": None, "child": {"date_of_birth": "2011-01-01"}},
         ["under_13: is null; expected true or false, or left out: not answered"]),
        (SET | {"under_13": False, "child": {"date_of_birth": ""}}, []),
        (
            SET | {"under_13": False, "child": {"date_of_birth": "2011-01-01"}},
            ["under_13: stands beside a date of birth; expected one of the two"],
        ),
        (SET | {"harm_today": False, "harm": {"on": "", "words": " "}}, []),
        (
            SET | {"known_to_practitioner": False, "marks": {"Y1": "yes"}, "set_aside": {"R1": "suspected"}},
            [],
        ),
        (
            SET | {"known_to_practitioner": False, "marks": {"R1": "suspected", "R2": "yes"}},
            [
                "marks.R1: Red is not asked at a first meeting (known_to_practitioner is false); expected such a mark "
                "in set_aside",
                "marks.R2: a mark that this factor does not take; expected one of suspected, reasonably believe",
            ],
        ),
    ],
)  # fmt: skip
def test_each_fault_of_answers_in_full(given: dict[str, Any], faults: list[str]) -> None:
    if faults:
        assert faults_of(json.dumps(given)) == faults
        assert faults_of(json.dumps([given])) == [f"[0].{fault}" for fault in faults]
    else:
        assert read(json.dumps(given)).remarks == []


def test_without_a_last_day_none_is_held_against_it() -> None:
    given = json.dumps(SET | {"screened_on": "2027-01-01"})
    assert read_answers(given, BOTH).one.screened_on == "2027-01-01"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("5", ["the file: is a number; expected answers as an object, or an array of them"]),
        ('"text"', ["the file: is text; expected answers as an object, or an array of them"]),
        ("null", ["the file: is null; expected answers as an object, or an array of them"]),
        ("[5]", ["[0]: is a number; expected a table of keys and values"]),
        (
            json.dumps(SET)[:-1] + ', "marks": {}}',
            ["marks: stands more than once; expected each key once"],
        ),
        (
            json.dumps(SET)[:-1] + ', "child": {"name": "", "name": ""}}',
            ["child.name: stands more than once; expected each key once"],
        ),
        (json.dumps(SET)[:-1] + ', "notes": NaN}', ["notes: is not a number that JSON has; expected text"]),
    ],
)
def test_each_fault_of_the_json_in_full(text: str, faults: list[str]) -> None:
    assert faults_of(text) == faults


@pytest.mark.parametrize("several", ["[]", json.dumps([SET, SET])])
def test_one_screening_is_asked_for(several: str) -> None:
    with pytest.raises(InputInvalid) as refused:
        _ = read(several).one
    number = len(json.loads(several))
    assert str(refused.value) == f"the file: holds the answers of {number} screenings; expected those of one"


CUT, TAKEN_OUT = (
    "longer than {} characters; the rest was cut off",
    "characters that cannot be shown were taken out",
)


@pytest.mark.parametrize(
    ("fields", "kept", "remarks"),
    [
        ({"notes": " a\tb\r\nc "}, {"notes": " a    b\nc "}, []),
        ({"notes": "x" * 100_000}, {"notes": "x" * 100_000}, []),
        ({"notes": "x" * 100_001}, {"notes": "x" * 100_000}, [f"notes: {CUT.format('100,000')}"]),
        ({"placed_by": " Kent\n\nCouncil "}, {"placed_by": "Kent Council"}, []),
        ({"council": "x" * 501}, {"council": "x" * 500}, [f"council: {CUT.format('500')}"]),
        ({"decision": {"reason": "x" * 2_000}}, {"decision": {"outcome": "", "reason": "x" * 2_000}}, []),
        (
            {"consent": {"reason": "x" * 2_001}},
            {"consent": {"status": "", "reason": "x" * 2_000}},
            [f"consent.reason: {CUT.format('2,000')}"],
        ),
        ({"harm": {"words": " a\nb\x07 "}, "harm_today": True},
         {"harm": {"on": "", "words": "a b"}}, [f"harm.words: {TAKEN_OUT}"]),
        (
            {"harm": {"words": "x" * 600}, "harm_today": True},
            {"harm": {"on": "", "words": "x" * 489 + " (cut here)"}},
            [f"harm.words: {CUT.format('500')}"],
        ),
        ({"not_ids": [" a12\x07" + "x" * 30, "A12", "a12"]}, {"not_ids": ["A12" + "X" * 16, "A12"]}, []),
    ],
)  # fmt: skip
def test_what_is_kept_of_a_text_and_what_is_said_of_it(
    fields: dict[str, Any], kept: dict[str, Any], remarks: list[str]
) -> None:
    done = read(json.dumps(SET | fields))
    found = dump(done.one)
    assert {key: found[key] for key in kept} == kept
    assert done.remarks == remarks


def test_what_only_a_moment_or_a_file_says_is_no_part_of_what_is_written_out() -> None:
    given = Answers(
        pathway="made-up", locality="northmoor", judged_on="2026-11-25", by_file={"harm_today": ""}
    )
    assert list(dump(given)) == [
        "pathway", "locality", "placed_by", "screened_on", "marks", "set_aside", "notes", "not_ids", "decision",
        "consent", "practitioner", "child",
    ]  # fmt: skip
    whole = Answers(
        pathway="made-up",
        locality="northmoor",
        council="Kent",
        known_to_practitioner=True,
        known_from="work",
        harm=Harm("2026-11-25", ""),
        looked_at=("yellow",),
    )
    added = {"council", "known_to_practitioner", "known_from", "harm", "looked_at"}
    assert {*dump(whole)} - {*dump(given)} == added
