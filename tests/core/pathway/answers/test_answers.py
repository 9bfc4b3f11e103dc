"""Answers as JSON: every fault with its place, nothing that a person wrote, nothing asked of what is absent."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.answers import KEYS, dump, read_answers
from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.shape import Fault, InputInvalid
from ce_tui.core.strict_json import MAX_BYTES
from support.documents.made_up import Registry

REGISTRY = Registry(default_pathway())
LEAST: dict[str, Any] = {"pathway": "set-2026-06", "locality": "essex", "marks": {}}

CONTRACT = """{
  "pathway": "set-2026-06",
  "locality": "essex",
  "known_to_practitioner": true,
  "immediate_risk": false,
  "harm_today": false,
  "screened_on": "2026-11-25",
  "marks": {"Y1": "yes", "V2": "noted", "A3": "suspected", "R2": "reasonably believe"},
  "set_aside": {},
  "looked_at": ["yellow", "amber", "red"],
  "notes": "A3: seen at the station twice. R2 from the school.",
  "not_ids": ["A12"],
  "decision": {"outcome": "red", "reason": ""},
  "consent": {"status": "agreed", "reason": "", "child_told": true, "family_told": true},
  "practitioner": {"name": "", "organisation": "", "phone": "", "other": "", "email": ""},
  "child": {"name": "", "date_of_birth": "2010-04-03", "phone": "", "other": "", "email": "", "address": ""}
}"""


def read(**fields: Any) -> Answers:
    return read_answers(json.dumps(LEAST | fields), REGISTRY).one


def faults_of(text: str | bytes) -> list[Fault]:
    with pytest.raises(InputInvalid) as caught:
        read_answers(text, REGISTRY)
    return caught.value.faults


def places(**fields: Any) -> list[str]:
    return [fault.where for fault in faults_of(json.dumps(LEAST | fields))]


def test_the_contracts_example_comes_back_as_it_was() -> None:
    written = dump(read_answers(CONTRACT, REGISTRY).one)
    assert written.pop("placed_by") == ""
    assert written == json.loads(CONTRACT)
    assert list(written) == list(json.loads(CONTRACT))


def test_three_keys_are_enough() -> None:
    answers = read()
    assert (answers.known_to_practitioner, answers.looked_at, answers.consent.child_told) == (
        None,
        None,
        None,
    )
    assert {"known_to_practitioner", "looked_at"}.isdisjoint(dump(answers))


def test_an_array_holds_several_screenings() -> None:
    text = json.dumps([LEAST, LEAST | {"locality": "thurrock"}])
    assert [answers.locality for answers in read_answers(text, REGISTRY).answers] == ["essex", "thurrock"]
    assert read_answers("[]", REGISTRY).answers == []


TAKEN = (
    "harm: a harm is given and harm_today is left out: taken as true, so the steps are those for harm told"
)


@pytest.mark.parametrize(
    ("harm", "kept"),
    [
        ({"on": "2026-11-20", "words": "He hit me"}, Harm("2026-11-20", "He hit me")),
        ({"words": "He hit me"}, Harm("2026-11-25", "He hit me")),
        ({"on": "2026-11-20"}, Harm("2026-11-20", "")),
    ],
)
def test_a_harm_that_is_given_was_told_where_nobody_says_that_it_was_not(
    harm: dict[str, str], kept: Harm
) -> None:
    given = json.dumps(LEAST | {"screened_on": "2026-11-25", "harm": harm})
    read = read_answers(given, REGISTRY)
    assert (read.one.harm_today, read.one.harm) == (True, kept)
    assert read.remarks == [TAKEN]
    several = read_answers(f"[{given}, {json.dumps(LEAST)}]", REGISTRY)
    assert [each.harm_today for each in several.answers] == [True, None]
    assert several.remarks == [f"[0].{TAKEN}"]


@pytest.mark.parametrize("harm", [{}, {"on": "", "words": ""}, {"words": "  "}])
def test_an_empty_harm_says_nothing(harm: dict[str, str]) -> None:
    read = read_answers(json.dumps(LEAST | {"harm": harm}), REGISTRY)
    assert (read.one.harm_today, read.remarks) == (None, [])
    assert (
        read_answers(json.dumps(LEAST | {"harm": harm, "harm_today": False}), REGISTRY).one.harm_today
        is False
    )


@pytest.mark.parametrize("harm", [{"on": "2026-11-20"}, {"words": "He hit me"}])
def test_a_harm_beside_the_answer_that_none_was_told_is_a_fault(harm: dict[str, str]) -> None:
    with pytest.raises(InputInvalid) as refused:
        read_answers(json.dumps(LEAST | {"harm": harm, "harm_today": False}), REGISTRY)
    (fault,) = refused.value.faults
    assert (fault.where, fault.what) == (
        "harm",
        "stands beside harm_today: false, so it is not clear whether harm was told",
    )
    assert fault.expected == "harm_today: true with it, or no harm"


def test_one_screening_is_asked_for_where_there_are_two() -> None:
    with pytest.raises(InputInvalid, match="2 screenings; expected those of one"):
        _ = read_answers(json.dumps([LEAST, LEAST]), REGISTRY).one


def test_null_stands_for_left_out_only_where_nothing_may_be_the_answer() -> None:
    answers = read(known_to_practitioner=None, looked_at=None, consent={"child_told": None})
    assert answers == read()
    assert places(immediate_risk=None, harm_today=None, notes=None, marks=None, decision=None) == [
        "immediate_risk", "harm_today", "marks", "notes", "decision",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"pathway": "set-1999"}, "pathway"),
        ({"locality": "kent"}, "locality"),
        ({"marks": {"Y99": "yes"}}, "marks.Y99"),
        ({"marks": {"y1": "yes"}}, "marks.y1"),
        ({"marks": {"Y1": "suspected"}}, "marks.Y1"),
        ({"marks": {"V1": "yes"}}, "marks.V1"),
        ({"marks": {"A1": "yes"}}, "marks.A1"),
        ({"marks": {"R1": True}}, "marks.R1"),
        ({"marks": []}, "marks"),
        ({"set_aside": {"A14": "suspected"}}, "set_aside.A14"),
        ({"set_aside": {"A1": "noted"}}, "set_aside.A1"),
        ({"known_to_practitioner": False, "marks": {"A1": "suspected"}}, "marks.A1"),
        ({"known_to_practitioner": False, "marks": {"R1": "suspected"}}, "marks.R1"),
        ({"known_to_practitioner": "yes"}, "known_to_practitioner"),
        ({"immediate_risk": 1}, "immediate_risk"),
        ({"screened_on": "2026-02-30"}, "screened_on"),
        ({"screened_on": "25/11/2026"}, "screened_on"),
        ({"screened_on": "20261125"}, "screened_on"),
        ({"screened_on": "2026-W48-3"}, "screened_on"),
        ({"screened_on": "2026-11-25\n"}, "screened_on"),
        ({"screened_on": "0000-01-01"}, "screened_on"),
        ({"child": {"date_of_birth": "2010-02-29"}}, "child.date_of_birth"),
        ({"child": {"date_of_birth": 2010}}, "child.date_of_birth"),
        ({"screened_on": "2026-11-25", "child": {"date_of_birth": "2026-11-26"}}, "child.date_of_birth"),
        ({"child": {"age": "15"}}, "child.age"),
        ({"child": "a child"}, "child"),
        ({"practitioner": {"name": 5}}, "practitioner.name"),
        ({"decision": {"outcome": "green"}}, "decision.outcome"),
        ({"consent": {"status": "given"}}, "consent.status"),
        ({"consent": {"family_told": "yes"}}, "consent.family_told"),
        ({"looked_at": ["yellow", "green"]}, "looked_at[1]"),
        ({"looked_at": "yellow"}, "looked_at"),
        ({"not_ids": ["A12", 13]}, "not_ids[1]"),
        ({"not_ids": None}, "not_ids"),
        ({"notes": ["A3"]}, "notes"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_is_said_once_with_its_place(fields: dict[str, Any], where: str) -> None:
    assert places(**fields) == [where]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pathway": "set-1999"}, "pathway: unknown pathway; expected one of set-2026-06"),
        ({"locality": "kent"}, "locality: unknown locality; expected one of southend, essex, thurrock, elsewhere"),
        ({"marks": {"Y99": "yes"}}, "marks.Y99: unknown ID; expected one of Y1 to Y9, V1 to V6, A1 to A11, R1 to R11"),
        ({"marks": {"Y1": "suspected"}}, "marks.Y1: a mark that this factor does not take; expected one of yes"),
        (
            {"set_aside": {"A1": "noted"}},
            "set_aside.A1: a mark that this factor does not take; expected one of suspected, reasonably believe",
        ),
        (
            {"known_to_practitioner": False, "marks": {"A1": "suspected"}},
            "marks.A1: Amber is not asked at a first meeting (known_to_practitioner is false); expected such a mark in "
            "set_aside",
        ),
        ({"marks": {"R1": True}}, "marks.R1: is true or false; expected text"),
        ({"immediate_risk": 1}, "immediate_risk: is a number; expected true or false, or left out: not answered"),
        ({"harm_today": "yes"}, "harm_today: is text; expected true or false, or left out: not answered"),
        ({"screened_on": "2026-02-30"}, "screened_on: not a real date; expected a date as 2010-04-03, or nothing"),
        ({"harm": {"on": "soon"}}, "harm.on: not a real date; expected a date as 2010-04-03, or nothing"),
        (
            {"screened_on": "2026-11-25", "child": {"date_of_birth": "2026-11-26"}},
            "child.date_of_birth: after screened_on; expected a birth before the screening",
        ),
        (
            {"under_13": True, "child": {"date_of_birth": "2015-01-01"}},
            "under_13: stands beside a date of birth; expected one of the two",
        ),
        (
            {"known_from": "work"},
            "known_from: stands without known_to_practitioner; expected known_to_practitioner: true beside it",
        ),
        (
            {"known_from": "work", "known_to_practitioner": False},
            "known_from: stands without known_to_practitioner; expected known_to_practitioner: true beside it",
        ),
        (
            {"decision": {"outcome": "green"}},
            'decision.outcome: is not one of the words known here; expected one of "" (nothing), amber, none, red, '
            "unsure, yellow",
        ),
        ({"notes": ["A3"]}, "notes: is a list; expected text"),
        ({"child": "a child"}, "child: is text; expected a table of keys and values"),
        ({"not_ids": None}, "not_ids: is null; expected a list"),
        ({"counsel": "red"}, "counsel: unknown key; expected council, perhaps"),
        (
            {"child": {"agee": 1}},
            "child.agee: unknown key; expected one of address, date_of_birth, email, name, other, phone",
        ),
        ({"by_file": {}}, "by_file: unknown key; expected one of " + ", ".join(sorted(KEYS))),
    ],
)  # fmt: skip
def test_a_fault_says_what_is_wrong_and_what_is_expected(fields: dict[str, Any], words: str) -> None:
    assert [str(fault) for fault in faults_of(json.dumps(LEAST | fields))] == [words]


def test_a_mark_of_the_wrong_kind_hides_no_other_fault() -> None:
    assert places(marks={"A1": 5, "Z1": "yes"}, set_aside={"A14": "suspected"}) == [
        "marks.A1",
        "marks.Z1",
        "set_aside.A14",
    ]


def test_what_is_said_of_harm_is_of_the_day_of_the_screening_where_no_other_is_given() -> None:
    on = {"screened_on": "2026-11-25", "harm_today": True}
    assert read(**on).harm.on == "2026-11-25"
    assert read(**on, harm={"on": "2026-11-23"}).harm.on == "2026-11-23"
    assert read(screened_on="2026-11-25").harm.on == ""


def test_ids_that_are_none_are_kept_once_in_capitals() -> None:
    assert read(not_ids=["a12", " A12 ", "", "b2"]).not_ids == ("A12", "B2")
    assert read(looked_at=["red", "yellow", "red"]).looked_at == ("red", "yellow")


@pytest.mark.parametrize("key", ["pathway", "locality", "marks"])
def test_what_is_always_needed_is_missed(key: str) -> None:
    given = {name: value for name, value in LEAST.items() if name != key}
    assert [str(fault) for fault in faults_of(json.dumps(given))] == [f"{key}: is missing"]


def test_every_fault_of_every_screening_is_found() -> None:
    wrong = LEAST | {"marks": {"Y1": "suspected", "Z1": "yes"}, "screened_on": "soon", "extra": 1}
    found = [fault.where for fault in faults_of(json.dumps([wrong, LEAST, 5, LEAST | {"locality": "kent"}]))]
    assert found == ["[0].extra", "[0].screened_on", "[0].marks.Y1", "[0].marks.Z1", "[2]", "[3].locality"]


def test_repeated_keys_are_faults_at_every_depth() -> None:
    text = (
        '{"pathway": "set-2026-06", "pathway": "set-2026-06", "locality": "essex",'
        ' "marks": {"A1": "suspected", "A1": "reasonably believe"}, "child": {"name": "", "name": ""}}'
    )
    found = faults_of(text)
    assert [fault.where for fault in found] == ["pathway", "marks.A1", "child.name"]
    assert all("more than once" in fault.what for fault in found)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-0"])
def test_numbers_that_json_lacks_or_that_no_answer_is_are_faults(number: str) -> None:
    text = json.dumps(LEAST)[:-1] + f', "notes": {number}}}'
    assert [fault.where for fault in faults_of(text)] == ["notes"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        ("{}}", "line 1, column 3"),
        ('{\n  "pathway" "set-2026-06"\n}', "line 2, column 13"),
        ('{"notes": "\n"}', "line 1, column 12"),
        (b"\xff\xfe{\x00}\x00", "byte 1"),
        ("[" * 200_000, ""),
        ('{"a":' * 200_000, ""),
        ("9" * 5_000, ""),
        ("5", ""),
        ("null", ""),
        ('"text"', ""),
    ],
)
def test_what_is_no_json_or_no_answers_is_one_fault(text: str | bytes, where: str) -> None:
    assert [fault.where for fault in faults_of(text)] == [where]


def test_a_file_that_is_too_large_is_not_read() -> None:
    for text in (" " * (MAX_BYTES + 1), b" " * (MAX_BYTES + 1)):
        assert [fault.what for fault in faults_of(text)] == ["larger than can be read"]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_answers(("\ufeff" + json.dumps(LEAST)).encode(), REGISTRY).one == read()


def test_faults_never_say_what_a_person_wrote() -> None:
    secret = "Robin Fictional"
    text = json.dumps(
        {
            "pathway": secret, "locality": secret, "marks": {"A1": secret}, "screened_on": secret,
            "notes": [secret], "decision": {"outcome": secret}, "consent": {"status": secret, "reason": {"a": secret}},
            "child": {"name": [secret], "date_of_birth": secret}, "looked_at": [secret], "not_ids": [[secret]],
        }
    )  # fmt: skip
    said = "\n".join(str(fault) for fault in faults_of(text))
    assert len(faults_of(text)) >= 9
    assert secret not in said
    assert secret not in str(faults_of(f'{{"child": {{"name": "{secret}"'))
    known = LEAST | {"locality": secret, "marks": {"A1": secret}}
    assert secret not in "\n".join(str(fault) for fault in faults_of(json.dumps(known)))


def test_a_key_is_said_cleaned_and_cut() -> None:
    (fault,) = faults_of(json.dumps(LEAST | {"\x1b[31m\u202ekey" + "x" * 90: 1}))
    assert fault.where == "[31mkey" + "x" * 33 + "…"


def test_what_is_merely_absent_is_no_fault() -> None:
    answers = read(
        marks={"A1": "suspected"}, decision={"outcome": "yellow"}, consent={"status": "not sought"}, notes=""
    )
    assert answers.decision.reason == ""


def test_a_first_meeting_may_carry_marks_that_it_set_aside() -> None:
    answers = read(known_to_practitioner=False, marks={"Y1": "yes"}, set_aside={"A1": "suspected"})
    assert answers.set_aside == {"A1": "suspected"}


def test_text_is_cleaned_and_what_was_changed_is_said_without_the_text() -> None:
    fields = {
        "notes": "seen\r\nat \u202ethe\x1b[2J\x00 station \ud800" + "y" * 100_000,
        "child": {"name": "Robin\u200b\nFictional", "address": "1 Made-up Road\nExampleton"},
    }
    done = read_answers(json.dumps(LEAST | fields), REGISTRY)
    answers = done.answers[0]
    assert answers.notes.startswith("seen\nat the[2J station y")
    assert len(answers.notes) == 100_000
    assert answers.child.name == "Robin Fictional"
    assert answers.child.address == "1 Made-up Road, Exampleton"
    assert done.remarks == [
        "notes: characters that cannot be shown were taken out",
        "notes: longer than 100,000 characters; the rest was cut off",
        "child.name: characters that cannot be shown were taken out",
    ]


def test_a_thousand_wrong_screenings_give_a_bounded_list_of_faults() -> None:
    many = json.dumps([LEAST | {"marks": {f"Z{n}": "yes" for n in range(20)}}] * 1_000)
    found = faults_of(many)
    assert len(found) == 5_001
    assert found[-1].what == "15000 further faults are not listed"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(Answers.__struct_fields__) | st.text(max_size=4), json_values, max_size=6
    ),
    st.booleans(),
)
def test_whatever_json_comes_it_is_read_or_refused_with_places(fields: dict[str, Any], least: bool) -> None:
    text = json.dumps((LEAST | fields) if least else fields)
    try:
        answers = read_answers(text, REGISTRY).one
    except InputInvalid as refused:
        assert refused.faults
        assert all(fault.where for fault in refused.faults)
    else:
        assert msgspec.convert(msgspec.to_builtins(answers), Answers) == answers


@given(st.text() | st.binary())
def test_whatever_text_comes_nothing_but_a_refusal_is_raised(text: str | bytes) -> None:
    with pytest.raises(InputInvalid):
        _ = read_answers(text, REGISTRY).one
