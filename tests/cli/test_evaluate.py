"""`ce-tui evaluate`: answers in, outcome out, and what it refuses."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.dates import LONDON
from support.people.cli import ANSWERS, answers, ce_tui

NAMES = ("Taylor", "Fictitious", "01632", "Example Street")


def evaluate(given: dict[str, Any], *options: str) -> Any:
    ended = ce_tui("evaluate", "-", *options, stdin=json.dumps(given))
    assert (ended.code, ended.err) == (0, "")
    return ended.json


def test_the_highest_marked_tier_is_the_outcome() -> None:
    outcome = ce_tui("evaluate", ANSWERS, "--at", "2026-11-25").json
    assert outcome["outcome"] == "red"
    assert [(reason["id"], reason["mark"]) for reason in outcome["because"]] == [("R2", "reasonably believe")]
    assert [reason["id"] for reason in outcome["also_marked"]] == ["Y1", "V2", "A3"]
    assert outcome["citations"] == {"A3": 1, "R2": 1}
    assert outcome["unknown_ids"] == []


def test_every_key_of_the_contract_stands_first_and_in_its_order() -> None:
    keys = list(evaluate(answers()))
    contract = (
        "outcome heading because also_marked immediate_risk not_asked not_looked_at decision steps contacts notices "
        "citations unknown_ids missing locality pathway"
    ).split()
    assert keys[: len(contract)] == contract


TIERS = ["yellow", "amber", "red"]
NOES = {"immediate_risk": False, "harm_today": False, "missing_now": False}
AMBER = "Indication of early/ potential CE but no immediate risk to child/ young person."
NOTHING = "Nothing is marked. That does not mean that the child is safe."


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, False),
        ({"immediate_risk": False, "harm_today": False}, False),
        (NOES, True),
        ({**NOES, "missing_now": True}, False),
        ({**NOES, "looked_at": ["yellow", "amber"]}, False),
        ({**NOES, "looked_at": None}, False),
        ({**NOES, "notes": "R11: a known exploiter waited outside the school."}, False),
        ({**NOES, "notes": "A4 and Y1 were talked about at length."}, True),
        ({**NOES, "known_to_practitioner": False, "marks": {}, "set_aside": {"A3": "suspected"}}, False),
    ],
)
def test_whether_the_heading_may_lead_is_said_beside_it(changes: dict[str, Any], holds: bool) -> None:
    given = {
        "pathway": "set-2026-06",
        "locality": "southend",
        "marks": {"A3": "suspected"},
        "looked_at": TIERS,
    }
    outcome = evaluate({**given, **changes})
    assert outcome["heading_holds"] is holds
    assert outcome["heading"] == (AMBER if outcome["outcome"] == "amber" else NOTHING)


def test_standard_input_and_a_file_give_the_same() -> None:
    from_file = ce_tui("evaluate", ANSWERS, "--at", "2026-11-25T10:00")
    from_pipe = ce_tui("evaluate", "-", "--at", "2026-11-25T10:00", stdin=ANSWERS.read_bytes())
    assert from_file.out == from_pipe.out


def test_what_is_merely_absent_is_no_error() -> None:
    outcome = evaluate({"pathway": "set-2026-06", "locality": "southend", "marks": {}})
    assert outcome["outcome"] == "none"
    assert outcome["missing"] == ["known_to_practitioner"]


@pytest.mark.parametrize(
    ("at", "open_now"),
    [("2026-11-25T10:00", True), ("2026-11-25T02:00", False), ("2026-12-25T10:00", False)],
    ids=["in office hours", "at night", "on a bank holiday"],
)
def test_opening_hours_are_judged_at_the_time_given(at: str, open_now: bool) -> None:
    contacts = evaluate(answers(locality="southend"), "--at", at)["contacts"]
    assert contacts[0]["phone"] == "999"
    front_door = next(contact for contact in contacts if contact["phone"] == "01702 215007")
    assert front_door["open_now"] is open_now


def test_a_time_with_an_offset_is_taken_as_it_stands() -> None:
    given = answers(locality="southend")
    assert evaluate(given, "--at", "2026-07-01T09:00+01:00") == evaluate(given, "--at", "2026-07-01T09:00")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"marks": {"Y99": "yes"}}, "marks.Y99"),
        ({"marks": {"Y1": "suspected"}}, "marks.Y1"),
        ({"pathway": "set-1999"}, "pathway"),
        ({"locality": "atlantis"}, "locality"),
        ({"known_to_practitioner": False}, "marks"),
        ({"screened_on": "2026-02-30"}, "screened_on"),
        ({"child": {"date_of_birth": "2027-01-01"}}, "child.date_of_birth"),
        ({"favourite_colour": "blue"}, "favourite_colour"),
        ({"marks": None}, "marks"),
    ],
)
def test_each_fault_is_a_line_with_its_place_and_no_value(changes: dict[str, Any], where: str) -> None:
    ended = ce_tui("evaluate", "-", stdin=json.dumps(answers(**changes)))
    assert (ended.code, ended.out) == (65, "")
    assert any(line.startswith(where) for line in ended.err.splitlines())
    assert not any(name in ended.err for name in NAMES)


def test_all_faults_are_told_at_once() -> None:
    given = answers(marks={"Y99": "yes", "R2": "perhaps"}, locality="atlantis")
    ended = ce_tui("evaluate", "-", stdin=json.dumps(given))
    assert len(ended.err.splitlines()) == 3


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"[1]",
        b"3",
        b"\xff\xfe",
        b'{"marks": {}, "marks": {}}',
        b"[" * 100_000,
        b'{"a": NaN}',
    ],
    ids=["nothing", "cut off", "empty", "number", "a 3", "not UTF-8", "repeated", "deep", "NaN"],
)
def test_what_is_no_answers_at_all_is_refused_in_words(text: bytes) -> None:
    ended = ce_tui("evaluate", "-", stdin=text)
    assert ended.code == 65
    assert ended.err.strip()
    assert "Traceback" not in ended.err


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    ended = ce_tui("evaluate", tmp_path / "none.json")
    assert ended.code == 66
    assert "none.json cannot be read" in ended.err


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert ce_tui("evaluate", tmp_path).code == 66


@pytest.mark.parametrize("at", ["tomorrow", "2026-02-30", "2026-11-25T25:00", ""])
def test_a_time_that_is_none_is_wrong_usage(at: str) -> None:
    ended = ce_tui("evaluate", ANSWERS, "--at", at)
    assert (ended.code, ended.out) == (2, "")
    assert "--at" in ended.err


def test_evaluating_touches_no_store(home: Path) -> None:
    assert ce_tui("evaluate", ANSWERS).code == 0
    assert not home.exists()


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"harm_today": True, "harm": {"on": "2126-12-24"}}, "harm.on"),
        ({"screened_on": "2126-01-01"}, "screened_on"),
        ({"child": {"date_of_birth": "2126-01-01"}}, "child.date_of_birth"),
    ],
)
def test_a_day_that_is_still_to_come_is_refused_in_words(fields: dict[str, Any], where: str) -> None:
    given = json.dumps(answers() | {"screened_on": ""} | fields)
    ended = ce_tui("evaluate", "-", "--at", "2025-12-01", stdin=given)
    today = datetime.now(LONDON).date().isoformat()
    assert (ended.code, ended.out) == (65, "")
    assert ended.err == f"{where}: a day that is still to come; expected a day up to {today}\n"
    assert ce_tui("evaluate", "-", "--at", "2126-12-24", stdin=given).code == 0, "judged on that day"
