"""Which drafts are empty: whatever anybody said in one, it is not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import (
    Answers,
    Child,
    Consent,
    Decision,
    Harm,
    Practitioner,
    Screening,
    is_empty,
)

NOBODY = Practitioner()
MINE = Practitioner(name="Pat Practitioner", phone="01632 960111")
STANDS_BY_ITSELF = {"pathway", "locality", "screened_on", "judged_on", "looked_at", "practitioner"}
SAID: dict[str, Any] = {
    "council": "Madeup Council",
    "family_before": "2026-10-03",
    "placed_by": "Madeup Council",
    "known_to_practitioner": False,
    "known_from": "file",
    "immediate_risk": False,
    "harm_today": False,
    "harm": Harm(words="a bruise"),
    "family_involved": False,
    "family_not_known": True,
    "contact_family": "not known",
    "missing_now": False,
    "under_13": False,
    "marks": {"Y1": "yes"},
    "set_aside": {"R2": "suspected"},
    "notes": " ",
    "not_ids": ("A12",),
    "by_file": {"immediate_risk": "2026-11-25"},
    "decision": Decision(outcome="unsure"),
    "consent": Consent(child_told=False),
    "child": Child(phone="01632 960222"),
}


def draft(**changes: Any) -> Screening:
    begun: dict[str, Any] = {"pathway": "made-up", "locality": "essex", "screened_on": "2026-11-25"}
    return Screening(ref="CE-AAAA-AA", owner="Pat", answers=Answers(**(begun | changes)))


def test_a_draft_that_was_only_begun_and_looked_through_is_empty() -> None:
    assert is_empty(draft(looked_at=()), NOBODY)
    assert is_empty(draft(looked_at=("yellow", "amber"), locality="thurrock", screened_on=""), NOBODY)


@pytest.mark.parametrize("name", [name for name in Answers.__struct_fields__ if name not in STANDS_BY_ITSELF])
def test_whatever_was_said_in_it_makes_it_no_empty_one(name: str) -> None:
    assert not is_empty(draft(**{name: SAID[name]}), NOBODY)


def test_ones_own_details_count_for_nothing_only_as_they_were_filled_in() -> None:
    assert is_empty(draft(practitioner=MINE), MINE)
    assert is_empty(draft(), MINE)
    assert not is_empty(draft(practitioner=MINE), NOBODY)
    assert not is_empty(draft(practitioner=msgspec.structs.replace(MINE, phone="01632 960333")), MINE)


def test_what_was_typed_and_is_not_right_yet_is_something() -> None:
    typed = msgspec.structs.replace(draft(), unfinished={"child.date_of_birth": "31/2/2010"})
    assert not is_empty(typed, NOBODY)


@pytest.mark.parametrize("state", ["completed", "reopened"])
def test_what_was_completed_once_is_never_empty(state: Any) -> None:
    assert not is_empty(msgspec.structs.replace(draft(), state=state), NOBODY)


def test_what_came_along_from_a_screening_before_counts_for_nothing_as_long_as_it_is_that() -> None:
    child = Child(name="Zephyrine Quillfeather", phone="01632 960222")
    again = draft(child=child, family_before="2026-10-03")
    assert is_empty(again, NOBODY, came_along=[child])
    assert not is_empty(again, NOBODY)
    moved = msgspec.structs.replace(child, address="2 Example Street")
    assert not is_empty(draft(child=moved), NOBODY, came_along=[child])
    assert not is_empty(draft(family_before="2026-10-03"), NOBODY, came_along=[child])
