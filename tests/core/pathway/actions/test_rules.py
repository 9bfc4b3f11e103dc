"""What keeps an action from being recorded, and what is asked about it first."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.rules import (
    cleaned,
    faults_of,
    is_long_before,
    long_before_words,
    withdrawal,
)
from ce_tui.core.pathway.shape import MAX_FIELD
from support.documents.made_actions import HUB, NOON, recorded

NO_TIME = ("at", "is no real date or time", "a date, or a date with a time: 2026-11-25T14:05")


def action(**changes: Any) -> Action:
    return replace(Action(at="2026-11-25T11:05", kind="phone", to=HUB), **changes)


def faults(known: tuple[str, ...] = (), **changes: Any) -> list[tuple[str, str, str]]:
    found = faults_of(action(**changes), NOON, known)
    return [(fault.where, fault.what, fault.expected) for fault in found]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"at": "2026-11-25T12:00"},
        {"at": "2026-11-25"},
        {"at": "2026-10-25T01:30"},
        {"at": "1996-11-25T11:05"},
        {"by": "2026-11-25"},
        {"by": "2027-11-25", "next": "ring back"},
        {"corrects": "1"},
        {"corrects": "2", "settles": "mistake"},
        {"settles": "ended"},
    ],
)
def test_what_was_done_is_recorded(changes: dict[str, Any]) -> None:
    assert faults(("1", "2"), **changes) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"at": "some day"}, NO_TIME),
        ({"at": "2026-02-30T11:05"}, NO_TIME),
        ({"at": "2026-11-25T11:05:30"}, NO_TIME),
        ({"at": "2026-11-25T11:05+00:00"}, NO_TIME),
        ({"at": "2026-11-25 11:05"}, NO_TIME),
        ({"at": "20261125"}, NO_TIME),
        ({"at": "2026-W48-3"}, NO_TIME),
        ({"at": ""}, NO_TIME),
        ({"at": "2026-11-25T12:01"}, ("at", "is in the future", "when it was done")),
        ({"at": "2026-11-26"}, ("at", "is in the future", "when it was done")),
        ({"at": "9999-12-31T23:59"}, ("at", "is in the future", "when it was done")),
        (
            {"at": "2026-03-29T01:30"},
            (
                "at",
                "is a time that there was not: the clocks went forward",
                "a time before or after it",
            ),
        ),
        ({"by": "soon"}, ("by", "is no real date", "a date: 2026-11-26")),
        ({"by": "2026-11-25T11:05"}, ("by", "is no real date", "a date: 2026-11-26")),
        ({"by": "20261126"}, ("by", "is no real date", "a date: 2026-11-26")),
        (
            {"by": "2026-11-24"},
            ("by", "is before the day on which it was done", "that day or a later one"),
        ),
        (
            {"corrects": "3"},
            (
                "corrects",
                "there is no action of this number in this screening",
                "the number of one",
            ),
        ),
        (
            {"settles": "mistake"},
            ("corrects", "is missing", "the number of what was recorded by mistake"),
        ),
    ],
)
def test_each_fault_is_said_with_its_field_and_without_what_was_typed(
    changes: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    assert faults(("1", "2"), **changes) == [fault]
    assert not [typed for typed in changes.values() if typed in "".join(fault[1:]) and len(typed) > 8]


def test_the_earliest_day_of_all_is_no_fault_of_ours() -> None:
    assert faults(at="0001-01-01T00:00") == []


def test_all_faults_are_said_at_once() -> None:
    assert [where for where, *_ in faults(at="some day", by="soon", corrects="9")] == ["at", "by", "corrects"]


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        ("2026-11-18", False),
        ("2026-11-18T00:00", False),
        ("2026-11-17T23:59", True),
        ("2026-11-17", True),
        ("2026-11-25T11:05", False),
        ("some day", False),
    ],
)
def test_more_than_seven_days_before_the_screening_is_asked_about(at: str, asked: bool) -> None:
    assert is_long_before(action(at=at), "2026-11-25") is asked
    assert not is_long_before(action(at=at), "")
    assert not is_long_before(action(at=at), "0001-01-02")


def test_the_question_says_both_days() -> None:
    assert long_before_words(action(at="2026-11-17T23:59"), "2026-11-25") == (
        "17 November 2026, 23:59 is more than a week before this screening, of 25 November 2026. Is that right?"
    )


def test_what_is_taken_back_is_named_by_its_number_and_stays_in_its_place() -> None:
    taken_back = withdrawal(recorded(4, "2026-11-24T09:00"))
    assert taken_back == Action(at="2026-11-24T09:00", kind="other", corrects="4", settles="mistake")
    assert faults_of(taken_back, NOON, ["4"]) == []


def test_texts_are_cleaned_and_cut() -> None:
    found = cleaned(
        action(
            to=" Hub\x1b[2J\n", person="\u202eJ.", reference="a\tb", next="x" * 900, said=" one\r\ntwo\x00 "
        )
    )
    assert (found.to, found.person, found.reference, found.said) == ("Hub[2J", "J.", "a b", "one\ntwo")
    assert len(found.next) == MAX_FIELD
    assert cleaned(found) == found
