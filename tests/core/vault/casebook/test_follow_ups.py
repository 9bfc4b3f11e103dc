"""What is due about the screenings that somebody may see, of what the list says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.vault.casebook.actions import ToFollowUp
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import PathwayRules
from ce_tui.core.vault.errors import NotFound
from support.stores.vault import ADA, BEN, CLEO, OTHER, answers, entered, rewrite, set_clock, with_people

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
RED = {"locality": "southend", "marks": {"R2": "suspected"}}
AMBER = {"locality": "southend", "marks": {"A1": "suspected"}}


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    casebook = with_people(home)
    set_clock(casebook, lambda: NOON)
    yield casebook
    casebook.close()


@pytest.fixture
def ben(home: Path, ada: Casebook) -> Iterator[Casebook]:
    casebook = entered(home, BEN, OTHER, clock=lambda: NOON)
    yield casebook
    casebook.close()


def begun(casebook: Casebook, **changes: Any) -> str:
    screening = casebook.screenings.begin(answers(screened_on="2026-11-25", notes="words", **changes))
    casebook.screenings.leave(screening)
    return screening.ref


def call(**about: Any) -> Action:
    usual: dict[str, Any] = {"at": "2026-11-25T11:05", "kind": "phone", "to": "C-SPOC"}
    return msgspec.convert(usual | {"came_of_it": "no answer"} | about, Action)


def told(found: list[ToFollowUp]) -> list[tuple[str, str]]:
    return [(each.summary.ref, each.first.what) for each in found]


def test_a_practitioner_is_told_of_their_own_a_lead_of_the_hubs_and_an_administrator_of_none(
    ada: Casebook, ben: Casebook, home: Path
) -> None:
    mine, bens, nothing = begun(ada, **RED), begun(ben, **AMBER), begun(ben)
    assert told(ada.follow_ups.among(ada.index.all())) == [(mine, "call"), (bens, "act")]
    assert told(ben.follow_ups.among(ben.index.all())) == [(bens, "act")]
    assert nothing not in [ref for ref, _ in told(ben.follow_ups.among(ben.index.all()))]
    cleo = entered(home, CLEO, OTHER, clock=lambda: NOON)
    assert cleo.follow_ups.among(cleo.index.all()) == []
    cleo.close()


def test_at_once_comes_first_then_what_is_overdue_then_what_is_due_soonest(ada: Casebook) -> None:
    at_once, late, soon, by_day = (begun(ada, **each) for each in (RED, AMBER, AMBER, AMBER))
    ada.actions.record(at_once, call())
    ada.actions.record(late, call(at="2026-11-20T09:00", came_of_it="advice", next="meet", by="2026-11-23"))
    ada.actions.record(soon, call())
    ada.actions.record(by_day, call(kind="form", came_of_it="accepted"))
    ada.actions.record(by_day, call(came_of_it="advice", next="meet", by="2026-12-01"))
    found = ada.follow_ups.among(ada.index.all())
    assert told(found) == [(at_once, "unanswered"), (late, "form"), (soon, "answer"), (by_day, "next")]
    assert [each.summary.ref for each in found if each.first.overdue] == [at_once, late]
    later = ada.follow_ups.among(ada.index.all(), NOON + timedelta(days=2))
    assert [each.summary.ref for each in later if each.first.overdue] == [at_once, late, soon]


def test_what_is_due_of_what_was_listed_of_one_and_of_one_that_is_open_is_the_same(ada: Casebook) -> None:
    ref = begun(ada, **RED)
    ada.actions.record(ref, call(came_of_it="advice"))
    (listed,) = ada.index.all()
    (found,) = ada.follow_ups.among([listed])
    assert list(found.due) == ada.follow_ups.of(listed) == ada.follow_ups.of_opened(ref)
    assert [(each.what, each.by) for each in found.due] == [("form", "2026-11-26T11:05")]
    ada.actions.record(ref, call(kind="form", came_of_it="accepted"))
    assert ada.follow_ups.of_opened(ref) == []


def test_nobody_is_told_what_is_due_about_anothers_that_they_may_not_open(
    ada: Casebook, ben: Casebook
) -> None:
    ref = begun(ada, **RED)
    with pytest.raises(NotFound):
        ben.follow_ups.of_opened(ref)


@pytest.mark.parametrize(
    "row",
    [{"danger": "immediate_risk"}, {"danger": "harm_today"}, {"danger": "under_13"}, {"missing_now": "yes"}],
)
def test_an_alert_of_the_list_makes_a_call_due_at_once_whatever_is_acted_on(
    ada: Casebook, row: dict[str, str]
) -> None:
    ref = begun(ada)
    assert ada.follow_ups.among(ada.index.all()) == []
    rewrite(ada, ref, **row)
    assert told(ada.follow_ups.among(ada.index.all())) == [(ref, "call")]


def test_once_the_office_has_accepted_the_night_line_that_did_not_answer_is_due_no_more(
    ada: Casebook,
) -> None:
    ref = begun(ada, **RED)
    ada.actions.record(ref, call(to="Emergency Duty Team", at="2026-11-24T23:00"))
    ada.actions.record(ref, call(kind="police", to="", at="2026-11-24T23:20", came_of_it="accepted"))
    ada.actions.record(ref, call(kind="form", at="2026-11-25T09:30", came_of_it="advice"))
    assert [(each.what, each.to) for each in ada.follow_ups.of_opened(ref)] == [
        ("answer", "Emergency Duty Team")
    ]
    ada.actions.record(ref, call(at="2026-11-25T09:40", came_of_it="accepted"))
    assert ada.follow_ups.of_opened(ref) == []
    rewrite(ada, ref, danger="harm_today")
    assert [(each.what, each.to) for each in ada.follow_ups.of_opened(ref)] == [
        ("call", ""),
        ("answer", "Emergency Duty Team"),
    ]


AREAS = {
    "southend": ({"C-SPOC", "Southend out of hours"}, {"Southend Adult Social Care"}),
    "essex": (
        {"Children & Families' Hub", "the Children & Families' Hub", "Out of hours Emergency Duty Team"},
        {"Team Around the Family", "Police contact (child exploitation triage team)"},
    ),
    "thurrock": ({"Thurrock MASH", "Thurrock emergency out of hours"}, set[str]()),
    "elsewhere": ({"Children's social care of the council where the child lives"}, set[str]()),
}


@pytest.mark.parametrize("area", AREAS)
def test_a_child_is_taken_up_by_the_office_and_its_line_and_not_by_the_police(area: str) -> None:
    rules = PathwayRules()
    social_care, others = AREAS[area]
    known = rules.social_care(area)
    assert social_care <= known
    police = {
        "Essex Police, not an emergency",
        "The police, not an emergency",
        "Emergency: police, ambulance",
    }
    assert not known & (others | police)
    assert area == "elsewhere" or (known < rules.services(area) and others <= rules.services(area))
    assert rules.social_care("nowhere") == frozenset()


def test_what_was_passed_on_stays_due_with_both_until_it_is_ended(ada: Casebook, ben: Casebook) -> None:
    ref = begun(ben, **RED)
    ben.actions.record(ref, call())
    ben.actions.record(ref, Action(at="2026-11-25T11:30", kind="other", settles="passed on"))
    for casebook in (ada, ben):
        (found,) = casebook.follow_ups.among(casebook.index.all())
        assert found.summary.followed.is_passed_on and found.first.what == "unanswered"
    ada.actions.record(ref, Action(at="2026-11-25T11:40", kind="other", settles="taken on"), "To take it on")
    assert [
        each.summary.followed.is_passed_on
        for each in (*ada.follow_ups.among(ada.index.all()), *ben.follow_ups.among(ben.index.all()))
    ] == [False, False]


def test_a_completed_one_is_due_again_by_the_deployments_weeks(ada: Casebook, home: Path) -> None:
    ref = begun(ada, **AMBER)
    ada.screenings.complete(ada.screenings.open(ref))
    ada.actions.record(ref, call(kind="form", came_of_it="accepted"))
    (found,) = ada.follow_ups.among(ada.index.all())
    assert (found.first.what, found.first.by) == ("screen again", "2026-12-23")
    rules = FollowUpRules(again_weeks_amber=1)
    other = entered(home, clock=lambda: NOON, follow_up=rules)
    assert other._desk.around.follow_up == rules
    assert [each.first.by for each in other.follow_ups.among(other.index.all())] == ["2026-12-02"]
    other.close()


def test_what_is_marked_for_deletion_is_due_no_more(ada: Casebook) -> None:
    ref = begun(ada, **RED)
    ada.keeping.mark(ref, "made twice")
    assert ada.follow_ups.among(ada.index.all()) == []


def test_a_new_store_knows_from_its_first_screening_on_what_was_done(ada: Casebook, home: Path) -> None:
    set_clock(ada, lambda: datetime(2020, 1, 1, tzinfo=UTC))
    ref = begun(ada, **RED)
    assert told(ada.follow_ups.among(ada.index.all())) == [(ref, "call")]
    ada.close()
    again = entered(home, ADA, clock=lambda: NOON)
    assert told(again.follow_ups.among(again.index.all())) == [(ref, "call")]
    again.close()
