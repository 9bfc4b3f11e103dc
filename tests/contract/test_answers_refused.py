"""What `ce-tui evaluate` refuses: exit 65, each fault on a line with its place and what is expected; 66; 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.documents.contract import SAMPLE, in_words, least, refused
from support.people.cli import ce_tui


@pytest.mark.parametrize("key", ["pathway", "locality", "marks"])
def test_each_of_the_three_that_are_needed_is_missed(key: str) -> None:
    [told] = refused({name: value for name, value in least().items() if name != key}, 1)
    assert told.startswith(f"{key}: ")


ONE_FAULT: list[tuple[dict[str, Any], str]] = [
        ({"surprise": 1}, "surprise"),
        ({"child": {"surprise": 1}}, "child.surprise"),
        ({"decision": {"surprise": 1}}, "decision.surprise"),
        ({"pathway": "set-1999-01"}, "pathway"),
        ({"locality": "Essex"}, "locality"),
        ({"marks": {"A12": "suspected"}}, "marks.A12"),
        ({"marks": {"a3": "suspected"}}, "marks.a3"),
        ({"marks": {"V7": "noted"}}, "marks.V7"),
        ({"marks": {"Y1": "noted"}}, "marks.Y1"),
        ({"marks": {"V1": "yes"}}, "marks.V1"),
        ({"marks": {"A1": "yes"}}, "marks.A1"),
        ({"marks": {"R1": "Suspected"}}, "marks.R1"),
        ({"marks": {"R1": None}}, "marks.R1"),
        ({"marks": []}, "marks"),
        ({"set_aside": {"A99": "suspected"}}, "set_aside.A99"),
        ({"set_aside": {"A1": "noted"}}, "set_aside.A1"),
        ({"known_to_practitioner": False, "marks": {"A1": "suspected"}}, "marks.A1"),
        ({"known_to_practitioner": False, "marks": {"R1": "suspected"}}, "marks.R1"),
        ({"known_to_practitioner": "yes"}, "known_to_practitioner"),
        ({"immediate_risk": 1}, "immediate_risk"),
        ({"immediate_risk": None}, "immediate_risk"),
        ({"harm_today": "false"}, "harm_today"),
        ({"screened_on": "2026-02-29"}, "screened_on"),
        ({"screened_on": "25/11/2026"}, "screened_on"),
        ({"screened_on": "20261125"}, "screened_on"),
        ({"screened_on": "2026-11-25T10:00"}, "screened_on"),
        ({"screened_on": 20261125}, "screened_on"),
        ({"child": {"date_of_birth": "2010-13-01"}}, "child.date_of_birth"),
        ({"screened_on": "2026-11-25", "child": {"date_of_birth": "2026-11-26"}}, "child.date_of_birth"),
        ({"child": "Sam Invented"}, "child"),
        ({"looked_at": ["yellow", "green"]}, "looked_at[1]"),
        ({"looked_at": "yellow"}, "looked_at"),
        ({"not_ids": "A12"}, "not_ids"),
        ({"not_ids": [12]}, "not_ids[0]"),
        ({"decision": {"outcome": "green"}}, "decision.outcome"),
        ({"consent": {"status": "maybe"}}, "consent.status"),
        ({"consent": {"child_told": "yes"}}, "consent.child_told"),
        ({"notes": ["A3"]}, "notes"),
        ({"notes": None}, "notes"),
        ({"practitioner": {"phone": 1632960103}}, "practitioner.phone"),
]  # fmt: skip


def test_one_fault_is_one_line_that_begins_with_its_place() -> None:
    told = refused(json.dumps([least(**changes) for changes, _ in ONE_FAULT]), len(ONE_FAULT))
    for index, (line, (_, where)) in enumerate(zip(told, ONE_FAULT, strict=True)):
        assert line.startswith(f"[{index}].{where}: ")
        assert len(line) > len(where) + 10
    [told_alone] = refused(least(**ONE_FAULT[0][0]), 1)
    assert told_alone.startswith(f"{ONE_FAULT[0][1]}: ")


def test_what_is_expected_is_said() -> None:
    assert "suspected" in refused(least(marks={"A1": "yes"}))[0]
    assert "thurrock" in refused(least(locality="kent"))[0]
    assert "set-2026-06" in refused(least(pathway="old"))[0]
    assert "green" not in refused(least(decision={"outcome": "green"}))[0]


def test_all_faults_of_all_kinds_come_in_one_run_each_on_its_line() -> None:
    told = refused(
        {
            **least(locality="kent", marks={"A99": "yes", "Y1": "suspected", "R1": 3}),
            **{"screened_on": "2026-02-30", "surprise": 1, "consent": {"status": "perhaps"}},
        },
        7,
    )
    places = {line.split(":")[0] for line in told}
    assert places == {
        "locality",
        "marks.A99",
        "marks.Y1",
        "marks.R1",
        "screened_on",
        "surprise",
        "consent.status",
    }


def test_a_value_that_a_person_wrote_is_never_repeated() -> None:
    given = {**SAMPLE, "notes": ["Sam Invented"], "child": {"name": 7, "date_of_birth": "Sam Invented"}}
    assert "Invented" not in "".join(refused(given, 3))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"pathway":"set-2026-06","locality":"essex","marks":{},"marks":{}}', "marks"),
        ('{"pathway":"set-2026-06","locality":"essex","marks":{"Y1":"yes","Y1":"yes"}}', "marks.Y1"),
        (
            '{"pathway":"set-2026-06","locality":"essex","marks":{},"child":{"name":"","name":""}}',
            "child.name",
        ),
        ('{"pathway":"set-2026-06","locality":"essex","marks":{},"immediate_risk":NaN}', "immediate_risk"),
        ('{"pathway":"set-2026-06","locality":"essex","marks":{},"notes":-Infinity}', "notes"),
        ('{"pathway":"set-2026-06","locality":"essex","marks":{},"notes":' + "9" * 4000 + "}", "notes"),
    ],
    ids=["repeated key", "repeated mark", "repeated detail", "NaN", "infinity", "huge number"],
)
def test_what_json_readers_often_let_pass_is_refused_in_its_place(text: str, place: str) -> None:
    [told] = refused(text, 1)
    assert told.startswith(f"{place}: ")


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b" \n", b"null", b"true", b'"text"', b"[]", b"[[]]", b"{}{}", b'{"a":1,}', b"{'a':1}"),
        b"\xff\xfe{\x00}\x00",
        b'{"notes": "\xe9"}',
        b'{"a":' * 200_000,
        b"[" * 200_000 + b"]" * 200_000,
        b'{"marks": ' + b"9" * 10_000 + b"}",
        b"\x00" * 100,
    ],
    ids=[
        *("empty", "blank", "null", "true", "text", "no answers", "list in list", "two", "comma", "quotes"),
        *("UTF-16", "Latin-1", "deep objects", "deep lists", "thousands of digits", "zeros"),
    ],
)
def test_what_is_no_answers_is_refused_in_words(text: bytes) -> None:
    refused(text)


def test_two_screenings_are_one_too_many() -> None:
    refused(json.dumps([least(), least()]), 1)


def test_one_screening_in_an_array_is_taken_and_a_byte_order_mark_too() -> None:
    plain = ce_tui("evaluate", "-", "--at", "2026-11-25", stdin=json.dumps(least()))
    assert plain.code == 0
    marked = ce_tui("evaluate", "-", "--at", "2026-11-25", stdin="\ufeff" + json.dumps(least()))
    assert marked.out == plain.out


def test_an_input_that_cannot_be_read_is_66(tmp_path: Path) -> None:
    for file in (tmp_path / "not there.json", tmp_path, tmp_path / "no folder" / "a.json"):
        ended = ce_tui("evaluate", file)
        assert (ended.code, ended.out) == (66, "")
        in_words(ended)


def test_an_input_that_fails_while_it_is_read_is_66() -> None:
    ended = ce_tui("evaluate", "/proc/self/mem")  # opens, and gives an error to everyone, the superuser too
    assert (ended.code, ended.out) == (66, "")
    in_words(ended)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-", "-"),
        ("-", "--at"),
        ("-", "--at", "soon"),
        ("-", "--at", "2026-02-30"),
        ("-", "--at", "2026-11-25T24:30"),
        ("-", "--at", "2026-11-25T10:00+99:00"),
        ("-", "--at", "25/11/2026"),
        ("-", "--at", "0001-01-01T00:00+23:00"),
        ("-", "--at", "9999-12-31T23:59-12:00"),
        ("-", "--surprise"),
    ],
)
def test_wrong_usage_is_one_line_and_2(arguments: tuple[str, ...]) -> None:
    ended = ce_tui("evaluate", *arguments, stdin=json.dumps(least()))
    assert (ended.code, ended.out) == (2, "")
    assert len(in_words(ended).splitlines()) == 1


def test_text_that_steers_a_terminal_survives_and_reaches_none() -> None:
    given = least(
        notes="A3 \x1b[31m \u202e \x00 \ud800 cut", marks={"A3": "suspected"}, known_to_practitioner=True
    )
    ended = ce_tui("evaluate", "-", stdin=json.dumps(given))
    assert ended.code == 0 and ended.json["citations"] == {"A3": 1}
    assert "notes" in ended.err and "\x1b" not in ended.err + ended.out


def test_a_megabyte_of_notes_and_endless_words_survive_with_a_message() -> None:
    for notes in ("A3 and more. " * 80_000, "x" * 1_000_000):
        ended = ce_tui("evaluate", "-", stdin=json.dumps(least(notes=notes)))
        assert ended.code == 0
        assert "notes" in ended.err and "100,000" in ended.err
    ended = ce_tui("evaluate", "-", stdin=json.dumps(least(notes="y" * 20_000)))
    assert (ended.code, ended.err) == (0, "")
