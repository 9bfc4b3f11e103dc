"""An action as JSON, strictly read: the contract's shape, and no fault that says what a person wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.rules import cleaned, dump_action, dump_recorded, read_with_remarks
from ce_tui.core.pathway.shape import InputInvalid
from support.documents.made_actions import done_actions, recorded

WORD = "Quillfeather"
WHOLE: dict[str, Any] = {
    "at": "2026-11-25T14:05",
    "kind": "phone",
    "to": "Essex Children & Families' Hub",
    "person": "",
    "said": "",
    "reference": "",
    "came_of_it": "accepted",
    "next": "ring back",
    "by": "2026-11-26",
    "significant": True,
}


def read_action(text: str) -> Action:
    return read_with_remarks(text)[0]


def faults(given: str | dict[str, Any] | list[Any]) -> list[tuple[str, str]]:
    with pytest.raises(InputInvalid) as refused:
        read_action(given if isinstance(given, str) else json.dumps(given))
    said = " ".join(f"{fault.where} {fault.what} {fault.expected}" for fault in refused.value.faults)
    assert WORD not in said and WORD not in str(refused.value)
    return [(fault.where, fault.what) for fault in refused.value.faults]


def test_the_contracts_example_is_read_and_written_as_it_stands() -> None:
    assert dump_action(read_action(json.dumps(WHOLE))) == WHOLE
    assert dump_action(read_action('{"at": "2026-11-25", "kind": "other"}')) == {
        **dict.fromkeys(("to", "person", "said", "reference", "came_of_it", "next", "by"), ""),
        "at": "2026-11-25",
        "kind": "other",
        "significant": False,
    }


def test_what_corrects_or_settles_says_so() -> None:
    given = WHOLE | {"corrects": "1", "settles": "mistake"}
    assert dump_action(read_action(json.dumps(given))) == given


def test_one_that_is_kept_has_its_number_and_by_whom_and_when_it_was_recorded() -> None:
    kept = replace(recorded(3), action=read_action(json.dumps(WHOLE)))
    about = {"id": "3", "recorded_at": "2026-11-25T12:00:00.000+00:00", "recorded_by": "Ada Example"}
    assert dump_recorded(kept) == about | WHOLE
    assert list(dump_recorded(kept))[:3] == ["id", "recorded_at", "recorded_by"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (f'["{WORD}"]', [("", "is a list")]),
        ("null", [("", "is null")]),
        (WHOLE | {WORD[:4]: WORD}, [(WORD[:4], "unknown key")]),
        (
            f'{{"at": "2026-11-25", "kind": "phone", "to": "{WORD}", "to": "x"}}',
            [("to", "stands more than once")],
        ),
        (WHOLE | {"kind": WORD}, [("kind", "is not one of the words known here")]),
        (WHOLE | {"came_of_it": WORD}, [("came_of_it", "is not one of the words known here")]),
        (WHOLE | {"settles": WORD}, [("settles", "is not one of the words known here")]),
        (WHOLE | {"said": [WORD]}, [("said", "is a list")]),
        (WHOLE | {"significant": "yes"}, [("significant", "is text")]),
        ({"kind": "phone"}, [("at", "is missing")]),
        (WHOLE | {"at": f"{WORD} 14:05"}, [("at", "is no real date or time")]),
        (WHOLE | {"at": "14:05"}, [("at", "is no real date or time")]),
        (WHOLE | {"at": "2026-02-30"}, [("at", "is no real date or time")]),
        (WHOLE | {"at": ""}, [("at", "is no real date or time")]),
        (f'{{"{WORD}"', [("line 1, column 16", "this is not JSON")]),
    ],
)
def test_every_fault_has_its_place_and_says_nothing_of_a_person(
    given: Any, found: list[tuple[str, str]]
) -> None:
    assert faults(given) == found


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("2026-11-25", "2026-11-25"),
        (" 2026-11-25 ", "2026-11-25"),
        ("2026-11-25T14:05", "2026-11-25T14:05"),
        ("2026-11-25 14:05", "2026-11-25T14:05"),
        ("2026-11-25T14:05:59", "2026-11-25T14:05"),
        ("2026-11-25T14:05:59.999Z", "2026-11-25T14:05"),
        ("2026-07-01T23:30Z", "2026-07-02T00:30"),
        ("2026-07-01T14:05+02:00", "2026-07-01T13:05"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30"),
    ],
)
def test_a_time_is_kept_as_londons_to_the_minute_and_a_day_alone_stays_a_day(given: str, at: str) -> None:
    assert read_action(json.dumps(WHOLE | {"at": given})).at == at


def test_texts_are_cleaned_on_the_way_in() -> None:
    found = read_action(json.dumps(WHOLE | {"to": " Hub\x1b\n ", "said": "one\r\ntwo "}))
    assert (found.to, found.said) == ("Hub", "one\ntwo")


@given(done_actions(), st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_what_is_written_is_read_as_it_was(action: Action, person: str, said: str, significant: bool) -> None:
    given = cleaned(replace(action, person=person, said=said, significant=significant))
    assert read_action(json.dumps(dump_action(given))) == given
