"""A child to be looked for, as JSON and as it is typed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ce_tui.core.pathway.children.matching import Person, read_person, typed_person
from ce_tui.core.pathway.shape import InputInvalid

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("given", "person"),
    [
        ({"name": " Zephyrine\tQuillfeather\n"}, Person("Zephyrine Quillfeather")),
        ({"date_of_birth": "2011-04-03"}, Person("", "2011-04-03")),
        ({"name": "Zephyrine", "date_of_birth": ""}, Person("Zephyrine")),
    ],
)
def test_a_name_a_birth_date_or_both(given: dict[str, str], person: Person) -> None:
    assert read_person(json.dumps(given), TODAY) == person


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ([], ""),
        ({}, ""),
        ({"name": "  "}, ""),
        ({"name": 3}, "name"),
        ({"name": "Secret", "Secret": "x"}, ""),
        ({"date_of_birth": "Secret"}, "date_of_birth"),
        ({"date_of_birth": "2011-02-31"}, "date_of_birth"),
        ({"date_of_birth": "3 April 2011"}, "date_of_birth"),
        ({"date_of_birth": "2026-11-26"}, "date_of_birth"),
    ],
)
def test_each_fault_says_where_and_not_what_was_written(given: Any, where: str) -> None:
    with pytest.raises(InputInvalid) as found:
        read_person(json.dumps(given), TODAY)
    assert [fault.where for fault in found.value.faults] == [where]
    assert "Secret" not in str(found.value.faults)


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputInvalid):
        read_person('{"name": "A", "name": "B"}', TODAY)


def test_a_date_is_typed_as_anywhere() -> None:
    assert typed_person("", "3 apr 2011", TODAY) == Person("", "2011-04-03")
    with pytest.raises(InputInvalid):
        typed_person("Zephyrine", "3 apr", TODAY)
