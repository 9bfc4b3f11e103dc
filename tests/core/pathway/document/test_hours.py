"""Who answers at which hour, in which order they are shown, and where nobody knows."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime, timedelta

import pytest

from ce_tui.core.pathway.dates import LONDON, parse_at
from ce_tui.core.pathway.document import bank_holidays
from ce_tui.core.pathway.document.hours import BANK_HOLIDAY_NOTE, is_open
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.contacts import contact_notes, contacts_now
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from support.checkout import CHECKOUT

AREAS = ("southend", "essex", "thurrock", "elsewhere")


def open_at(locality: str, id: str, at: str) -> bool | None:
    area = default_pathway().locality(locality)
    return is_open(area.contact(id), area, parse_at(at))


@pytest.mark.parametrize(
    ("at", "office", "night"),
    [
        ("2026-11-25T08:59", False, True),
        ("2026-11-25T09:00", True, False),
        ("2026-11-25T17:29", True, False),
        ("2026-11-25T17:30", False, True),
        ("2026-11-27T16:29", True, False),
        ("2026-11-27T16:30", False, True),  # Friday
        ("2026-11-28T11:00", False, True),  # Saturday
        ("2026-12-25T11:00", False, True),  # Friday, Christmas Day
        ("2026-12-28T11:00", False, True),  # Monday, for Boxing Day
        ("2026-12-29T11:00", True, False),
        ("2026-07-01T08:30+00:00", True, False),  # half past nine in London
        ("2026-07-01T16:30+00:00", False, True),
    ],
)
@pytest.mark.parametrize(
    ("locality", "office_id", "night_id"),
    [
        ("southend", "c-spoc", "southend-out-of-hours"),
        ("essex", "children-families-hub", "emergency-duty-team"),
    ],
)
def test_office_and_night_line_take_turns(
    locality: str, office_id: str, night_id: str, at: str, office: bool, night: bool
) -> None:
    assert open_at(locality, office_id, at) is office
    assert open_at(locality, night_id, at) is night


@pytest.mark.parametrize("at", ["2026-11-25T11:00", "2026-11-25T02:00", "2026-12-25T11:00"])
@pytest.mark.parametrize("id", ["mash", "emergency-out-of-hours", "adult-social-care"])
def test_where_no_hours_are_known_nobody_claims_to_be_open(id: str, at: str) -> None:
    assert open_at("thurrock", id, at) is None


def test_after_the_known_bank_holidays_an_office_day_is_unknown_and_a_night_is_not() -> None:
    last = bank_holidays.known_until()
    assert last == date(2028, 12, 31)
    assert open_at("southend", "c-spoc", "2029-01-02T11:00") is None
    assert open_at("southend", "southend-out-of-hours", "2029-01-02T11:00") is None
    assert open_at("southend", "c-spoc", "2029-01-02T02:00") is False
    assert open_at("southend", "southend-out-of-hours", "2029-01-02T02:00") is True
    assert open_at("southend", "emergency", "2029-01-02T11:00") is True


@pytest.mark.parametrize(("day", "soon"), [("2027-12-31", False), ("2028-01-02", True), ("2030-01-01", True)])
def test_it_is_known_a_year_ahead_that_the_dates_run_out(day: str, soon: bool) -> None:
    assert bank_holidays.runs_out_soon(date.fromisoformat(day)) is soon


def a_week_with_a_bank_holiday() -> list[datetime]:
    """Every quarter of an hour of the week of Easter Monday 2026, in which the clocks are on summer time."""
    start = datetime(2026, 4, 2, tzinfo=LONDON).astimezone(UTC)
    return [(start + timedelta(minutes=15 * n)).astimezone(LONDON) for n in range(7 * 24 * 4)]


def answering(contacts: tuple[OutcomeContact, ...]) -> list[bool | None]:
    return [contact.open_now for contact in contacts]


@pytest.mark.parametrize("locality", AREAS)
@pytest.mark.parametrize("outcome", ["none", "yellow", "amber", "red"])
def test_at_every_hour_what_answers_now_comes_first(locality: str, outcome: str) -> None:
    area = default_pathway().locality(locality)
    order = {True: 0, None: 1, False: 2}
    for at in a_week_with_a_bank_holiday():
        contacts = contacts_now(area, at, outcome)  # type: ignore[arg-type]
        assert {contact.id for contact in contacts} == {contact.id for contact in area.contacts}
        places = [order[state] for state in answering(contacts)]
        assert places == sorted(places), at
        assert contacts[0].open_now is True
        assert contacts[0].phone
        if outcome == "red":
            assert contacts[0].phone == "999", at


@pytest.mark.parametrize(
    ("locality", "at", "first"),
    [
        ("southend", "2026-04-02T10:00", ["999", "01702 215007", "101"]),
        ("southend", "2026-04-06T10:00", ["999", "0345 606 1212", "101"]),  # Easter Monday
        ("essex", "2026-04-02T02:00", ["999", "0345 606 1212", "101"]),
        ("essex", "2026-04-02T10:00", ["999", "0345 603 7627", "101"]),
        ("thurrock", "2026-04-02T10:00", ["999", "101", "01375 652 802", "01375 372 468"]),
        ("elsewhere", "2026-04-02T02:00", ["999", "101"]),
    ],
)
def test_on_red_danger_comes_first_then_social_care_that_answers(
    locality: str, at: str, first: list[str]
) -> None:
    contacts = contacts_now(default_pathway().locality(locality), parse_at(at), "red")
    assert [contact.phone for contact in contacts][: len(first)] == first


@pytest.mark.parametrize(("locality", "first"), [("southend", "c-spoc"), ("essex", "children-families-hub")])
def test_short_of_red_the_front_door_leads_in_office_hours(locality: str, first: str) -> None:
    contacts = contacts_now(default_pathway().locality(locality), parse_at("2026-11-25T11:00"), "amber")
    assert contacts[0].id == first


def test_a_contact_carries_its_dispute_and_its_other_number() -> None:
    contacts = contacts_now(default_pathway().locality("essex"), parse_at("2026-11-25T02:00"), "red")
    night = contacts[1]
    assert (night.phone, night.open_now) == ("0345 606 1212", True)
    assert "misprint" in night.disputed
    assert [other.phone for other in night.alternatives] == ["0345 603 1212"]


def test_the_bank_holidays_are_those_of_the_package() -> None:
    script = CHECKOUT / "scripts" / "bank_holidays.py"
    spec = importlib.util.spec_from_file_location("bank_holidays_script", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert {day.isoformat() for day in bank_holidays.dates()} == set(module.england())
    assert bank_holidays.FILE.read_text(encoding="utf-8") == module.content()


def test_days_outside_the_known_years_are_unknown() -> None:
    assert bank_holidays.is_bank_holiday(date(2011, 12, 26)) is None
    assert bank_holidays.is_bank_holiday(date(2026, 12, 25)) is True
    assert bank_holidays.is_bank_holiday(date(2026, 12, 24)) is False
    assert bank_holidays.is_bank_holiday(date(2029, 1, 1)) is None


def test_the_assumption_on_bank_holidays_is_said_wherever_contacts_are() -> None:
    assert contact_notes(datetime(2026, 11, 25, 10, tzinfo=LONDON)) == (BANK_HOLIDAY_NOTE,)


def test_within_a_year_of_their_end_it_is_said_until_when_bank_holidays_are_known() -> None:
    noted = " ".join(contact_notes(datetime(2028, 6, 1, 10, tzinfo=LONDON)))
    assert BANK_HOLIDAY_NOTE in noted
    assert "until 31 December 2028" in noted
