"""Who answers at which hour, in which order they are shown, and where nobody knows."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from ce_tui.core.pathway.dates import LONDON, parse_at
from ce_tui.core.pathway.document import localities
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import BANK_HOLIDAY_NOTE, PhoneOrder, is_open
from ce_tui.core.pathway.outcome.whom_to_phone import contact_notes, contacts_now, say_when, to_be_shown
from support.checkout import CHECKOUT

AREAS = ("southend", "essex", "thurrock", "elsewhere")


def open_at(locality: str, contact_id: str, at: str) -> bool | None:
    area = default_pathway().locality(locality)
    return is_open(area.contact(contact_id), area.contacts, parse_at(at))


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


@pytest.mark.parametrize(
    ("at", "is_it_open"),
    [
        (datetime(2026, 7, 1, 8, 59), False),  # without a zone: London's time, here in summer
        (datetime(2026, 7, 1, 9, 0), True),
        (datetime(2026, 7, 1, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), True),  # nine in London
        (datetime(2026, 7, 1, 16, 29, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), False),
    ],
)
def test_hours_are_londons_whatever_zone_the_moment_is_given_in(at: datetime, is_it_open: bool) -> None:
    area = default_pathway().locality("southend")
    assert is_open(area.contact("c-spoc"), area.contacts, at) is is_it_open


@pytest.mark.parametrize("at", ["2026-11-25T11:00", "2026-11-25T02:00", "2026-12-25T11:00"])
@pytest.mark.parametrize("contact_id", ["mash", "emergency-out-of-hours", "adult-social-care"])
def test_where_no_hours_are_known_nobody_claims_to_be_open(contact_id: str, at: str) -> None:
    assert open_at("thurrock", contact_id, at) is None


def test_after_the_known_bank_holidays_an_office_day_is_unknown_and_a_night_is_not() -> None:
    last = localities.known_until()
    assert last == date(2028, 12, 31)
    assert open_at("southend", "c-spoc", "2029-01-02T11:00") is None
    assert open_at("southend", "southend-out-of-hours", "2029-01-02T11:00") is None
    assert open_at("southend", "c-spoc", "2029-01-02T02:00") is False
    assert open_at("southend", "southend-out-of-hours", "2029-01-02T02:00") is True
    assert open_at("southend", "emergency", "2029-01-02T11:00") is True


@pytest.mark.parametrize(("day", "soon"), [("2027-12-31", False), ("2028-01-02", True), ("2030-01-01", True)])
def test_it_is_known_a_year_ahead_that_the_dates_run_out(day: str, soon: bool) -> None:
    assert localities.runs_out_soon(date.fromisoformat(day)) is soon


def a_week_with_a_bank_holiday() -> list[datetime]:
    """Every quarter of an hour of the week of Easter Monday 2026, in which the clocks are on summer time."""
    start = datetime(2026, 4, 2, tzinfo=LONDON).astimezone(UTC)
    return [(start + timedelta(minutes=15 * n)).astimezone(LONDON) for n in range(7 * 24 * 4)]


@pytest.mark.parametrize("locality", AREAS)
@pytest.mark.parametrize("order", ["advice", "missing", "red"])
def test_at_no_hour_is_anybody_left_out_or_a_closed_office_phoned_before_who_answers(
    locality: str, order: PhoneOrder
) -> None:
    area = default_pathway().locality(locality)
    for at in a_week_with_a_bank_holiday():
        contacts = contacts_now(area, at, order)
        assert {contact.id for contact in contacts} == {contact.id for contact in area.contacts}
        to_phone = [each for each in contacts if each.role in ("front-door", "out-of-hours") and each.phone]
        if to_phone:
            assert to_phone[0].open_now is not False, at
        if order == "red":
            assert contacts[0].phone == "999", at
        elif order == "missing":
            assert [each.phone for each in contacts[:2]] == ["101", "999"], at
        elif to_phone:
            assert contacts[0] is to_phone[0], "101 does not stand above who advises"


@pytest.mark.parametrize(
    ("locality", "at", "first"),
    [
        ("southend", "2026-04-02T10:00", ["999", "01702 215007", "101", "0345 606 1212"]),
        ("southend", "2026-04-06T10:00", ["999", "0345 606 1212", "101", "01702 215007"]),  # Easter Monday
        ("essex", "2026-04-02T02:00", ["999", "0345 606 1212", "101", "0345 603 7627"]),
        ("essex", "2026-04-02T10:00", ["999", "0345 603 7627", "101", "0345 606 1212"]),
        ("thurrock", "2026-04-02T10:00", ["999", "01375 652 802", "101", "01375 372 468"]),
        ("thurrock", "2026-04-02T08:59", ["999", "01375 372 468", "101", "01375 652 802"]),
        ("thurrock", "2026-04-02T17:00", ["999", "01375 372 468", "101", "01375 652 802"]),
        ("thurrock", "2026-04-04T10:00", ["999", "01375 372 468", "101", "01375 652 802"]),  # Saturday
        ("thurrock", "2026-04-06T10:00", ["999", "01375 372 468", "101", "01375 652 802"]),
        ("thurrock", "2029-01-02T10:00", ["999", "01375 652 802", "101", "01375 372 468"]),  # no dates known
        ("southend", "2029-01-02T10:00", ["999", "01702 215007", "101", "0345 606 1212"]),
        ("southend", "2029-01-02T08:00", ["999", "0345 606 1212", "101", "01702 215007"]),
        ("elsewhere", "2026-04-02T10:00", ["999", "", "101"]),  # the council, whose number nobody knows
        ("elsewhere", "2026-04-02T08:59", ["999", "101", ""]),
        ("elsewhere", "2026-04-02T17:00", ["999", "101", ""]),
        ("elsewhere", "2026-04-06T10:00", ["999", "101", ""]),
    ],
)
def test_on_red_danger_then_the_office_or_by_night_its_line_then_101_then_the_other(
    locality: str, at: str, first: list[str]
) -> None:
    contacts = contacts_now(default_pathway().locality(locality), parse_at(at), "red")
    assert [contact.phone for contact in contacts][: len(first)] == first


@pytest.mark.parametrize(
    ("at", "first"),
    [
        ("2026-11-25T11:00", ["01702 215007", "0345 606 1212", "101", "999"]),
        ("2026-11-25T02:00", ["0345 606 1212", "01702 215007", "101", "999"]),
    ],
)
def test_short_of_red_the_service_that_advises_leads_and_by_night_who_answers_instead(
    at: str, first: list[str]
) -> None:
    contacts = contacts_now(default_pathway().locality("southend"), parse_at(at), "advice")
    assert [contact.phone for contact in contacts][:4] == first


@pytest.mark.parametrize("at", ["2026-11-25T11:00", "2026-11-25T02:00"])
@pytest.mark.parametrize(
    ("order", "phones", "tried"),
    [("advice", ["", "101", "999"], "first"), ("missing", ["101", "999", ""], "last")],
)
def test_elsewhere_the_council_advises_at_any_hour_and_the_police_are_told_of_a_missing_child_first(
    order: PhoneOrder, phones: list[str], tried: str, at: str
) -> None:
    contacts = contacts_now(default_pathway().locality("elsewhere"), parse_at(at), order)
    assert [each.phone for each in contacts] == phones
    assert next(each.state for each in contacts if not each.phone) == f"Hours not known; try this {tried}"


def test_an_office_without_a_line_of_its_own_comes_behind_101_while_it_is_closed() -> None:
    area = default_pathway().locality("southend")
    alone = msgspec.structs.replace(
        area, contacts=tuple(each for each in area.contacts if each.role != "out-of-hours")
    )
    phones = [contact.phone for contact in contacts_now(alone, parse_at("2026-11-25T02:00"), "red")]
    assert phones[:3] == ["999", "101", "01702 215007"]
    phones = [contact.phone for contact in contacts_now(alone, parse_at("2026-11-25T11:00"), "red")]
    assert phones[:3] == ["999", "01702 215007", "101"]


@pytest.mark.parametrize(
    ("without", "first"),
    [("c-spoc", ["0345 606 1212", "101", "999"]), ("southend-out-of-hours", ["01702 215007", "101", "999"])],
)
def test_an_office_or_a_line_that_is_alone_leads(without: str, first: list[str]) -> None:
    area = default_pathway().locality("southend")
    alone = msgspec.structs.replace(
        area, contacts=tuple(each for each in area.contacts if each.id != without)
    )
    phones = [each.phone for each in contacts_now(alone, parse_at("2026-11-25T11:00"), "advice")]
    assert phones[:3] == first


@pytest.mark.parametrize(
    ("locality", "contact_id", "at", "state"),
    [
        ("southend", "emergency", "2026-11-25T02:00", "Day and night"),
        ("southend", "c-spoc", "2026-11-25T11:00", "Should be open (Mon–Thu 9am–5:30pm, Fri 9am–4:30pm)"),
        ("southend", "c-spoc", "2026-11-25T17:30", "Closed until Thursday 9am"),
        ("southend", "c-spoc", "2026-11-25T02:00", "Closed until 9am today"),
        ("southend", "c-spoc", "2026-11-27T16:30", "Closed until Monday 9am"),
        ("southend", "c-spoc", "2026-12-24T18:00", "Closed until Tuesday 9am"),
        ("southend", "c-spoc", "2026-12-22T18:00", "Closed until Wednesday 9am"),
        ("southend", "southend-out-of-hours", "2026-11-25T11:00", "Closed until 5:30pm today"),
        ("southend", "southend-out-of-hours", "2026-11-27T11:00", "Closed until 4:30pm today"),
        ("southend", "southend-out-of-hours", "2026-11-25T02:00", "Should be open (outside C-SPOC's hours)"),
        ("thurrock", "mash", "2026-11-25T11:00", "Hours not known; try this first"),
        ("thurrock", "emergency-out-of-hours", "2026-11-25T11:00", "Hours not known; try this after 101"),
        ("thurrock", "mash", "2026-11-25T02:00", "Hours not known; try this after 101"),
        ("thurrock", "emergency-out-of-hours", "2026-11-25T02:00", "Hours not known; try this first"),
        ("thurrock", "adult-social-care", "2026-11-25T11:00", "Hours not known"),
        (
            "southend",
            "c-spoc",
            "2029-01-02T11:00",
            "Not known whether it is open today (Mon–Thu 9am–5:30pm, Fri 9am–4:30pm); try this first",
        ),
        ("elsewhere", "council", "2026-11-25T11:00", "Hours not known; try this first"),
        ("elsewhere", "council", "2026-11-25T02:00", "Hours not known; try this after 101"),
        ("essex", "team-around-the-family", "2026-11-25T11:00", ""),
    ],
)
def test_what_is_to_be_expected_of_a_number_is_said_and_never_that_it_answers(
    locality: str, contact_id: str, at: str, state: str
) -> None:
    shown = {
        each.id: each for each in contacts_now(default_pathway().locality(locality), parse_at(at), "red")
    }
    assert shown[contact_id].state == state


@pytest.mark.parametrize(
    ("hours", "state"), [("", "Day and night"), ("every day, at any hour", "Every day, at any hour")]
)
def test_what_answers_always_says_so_in_its_own_words_where_it_has_some(hours: str, state: str) -> None:
    emergency = default_pathway().locality("southend").contact("emergency")
    area = msgspec.structs.replace(
        default_pathway().locality("southend"), contacts=(msgspec.structs.replace(emergency, hours=hours),)
    )
    (shown,) = contacts_now(area, parse_at("2026-11-25T10:00"))
    assert shown.state == state


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-25T12:00", "noon today"),
        ("2026-11-25T12:30", "12:30pm today"),
        ("2026-11-26T00:15", "Thursday 12:15am"),
        ("2026-12-01T09:00", "Tuesday 9am"),
        ("2026-12-02T09:00", "Wednesday 2 December 9am"),
    ],
)
def test_when_it_opens_is_said_as_people_say_it(moment: str, words: str) -> None:
    assert say_when(parse_at(moment), parse_at("2026-11-25T10:00")) == words


@pytest.mark.parametrize(
    ("at", "state"),
    [("2026-12-26T10:00", "Closed until Friday 8 January 9am"), ("2026-12-25T10:00", "Closed now")],
)
def test_within_two_weeks_it_is_known_when_an_office_opens(at: str, state: str) -> None:
    """Christmas Day and New Year's Day are Fridays, on which this one would open alone."""
    office = default_pathway().locality("southend").contact("c-spoc")
    fridays = msgspec.structs.replace(office.opening[0], days=("fri",))
    area = msgspec.structs.replace(
        default_pathway().locality("southend"),
        contacts=(msgspec.structs.replace(office, opening=(fridays,)),),
    )
    assert contacts_now(area, parse_at(at))[0].state == state


def test_an_office_that_opens_on_no_day_ahead_is_closed_without_a_day() -> None:
    office = default_pathway().locality("southend").contact("c-spoc")
    never = msgspec.structs.replace(office, opening=(msgspec.structs.replace(office.opening[0], days=()),))
    area = msgspec.structs.replace(default_pathway().locality("southend"), contacts=(never,))
    (shown,) = contacts_now(area, parse_at("2026-11-25T10:00"))
    assert shown.state == "Closed now"


@pytest.mark.parametrize(("age", "shown"), [(None, False), (16, False), (17, True), (20, True)])
def test_adult_social_care_stands_there_where_the_age_asks_for_it(age: int | None, shown: bool) -> None:
    contacts = contacts_now(default_pathway().locality("southend"), parse_at("2026-11-25T10:00"), "red")
    assert ("adult-social-care" in [each.role for each in to_be_shown(contacts, age)]) is shown
    assert [each for each in contacts if each.role != "adult-social-care"] == [
        each for each in to_be_shown(contacts, None)
    ]


def test_a_contact_carries_its_dispute_and_its_other_number() -> None:
    contacts = contacts_now(default_pathway().locality("essex"), parse_at("2026-11-25T02:00"), "red")
    night = contacts[1]
    assert (night.phone, night.open_now) == ("0345 606 1212", True)
    assert night.phone == "0345 606 1212"
    assert "could not confirm" in night.disputed
    assert [other.phone for other in night.alternatives] == ["0345 603 1212"]


def test_the_bank_holidays_are_those_of_the_package() -> None:
    script = CHECKOUT / "scripts" / "bank_holidays.py"
    spec = importlib.util.spec_from_file_location("bank_holidays_script", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert {day.isoformat() for day in localities.dates()} == set(module.england())
    assert localities.FILE.read_text(encoding="utf-8") == module.content()


def test_an_office_that_works_on_bank_holidays_is_open_then() -> None:
    area = default_pathway().locality("southend")
    office = msgspec.structs.replace(area.contact("c-spoc"), closed_on_bank_holidays=False)
    for at, is_it_open in (
        ("2026-12-25T11:00", True),
        ("2026-12-26T11:00", False),
        ("2029-01-02T11:00", True),
    ):
        assert is_open(office, area.contacts, parse_at(at)) is is_it_open
    closed = contacts_now(msgspec.structs.replace(area, contacts=(office,)), parse_at("2026-12-25T18:00"))
    assert closed[0].state == "Closed until Monday 9am"


def test_days_outside_the_known_years_are_unknown() -> None:
    assert localities.is_bank_holiday(date(2011, 12, 26)) is None
    assert localities.is_bank_holiday(date(2012, 1, 1)) is False
    assert localities.is_bank_holiday(date(2026, 12, 25)) is True
    assert localities.is_bank_holiday(date(2028, 12, 31)) is False
    assert localities.is_bank_holiday(date(2026, 12, 24)) is False
    assert localities.is_bank_holiday(date(2029, 1, 1)) is None


def test_the_assumption_on_bank_holidays_is_said_wherever_contacts_are() -> None:
    assert contact_notes(datetime(2026, 11, 25, 10, tzinfo=LONDON)) == (
        "Hours are local time. On bank holidays in England a service with office hours is taken to be closed: this "
        "software's assumption.",
    )


def test_within_a_year_of_their_end_it_is_said_until_when_bank_holidays_are_known() -> None:
    assert contact_notes(datetime(2028, 6, 1, 10, tzinfo=LONDON)) == (
        BANK_HOLIDAY_NOTE,
        "Bank holidays are known to this version until 31 December 2028: ask for a newer version before then. After it "
        "no office is said to be open.",
    )
    assert len(contact_notes(datetime(2028, 1, 1, 23, 30))) == 1
    assert len(contact_notes(datetime(2028, 1, 2, 0, 30))) == 2
    assert len(contact_notes(datetime(2028, 1, 2, 3, tzinfo=timezone(timedelta(hours=5))))) == 1


@pytest.mark.parametrize(
    ("order", "tried"),
    [
        ("advice", ("first", "second")),
        ("red", ("first", "after 101")),
        ("missing", ("after 101", "last")),
    ],
)
def test_when_to_try_a_number_of_unknown_hours_is_true_of_the_list_that_it_stands_in(
    order: PhoneOrder, tried: tuple[str, str]
) -> None:
    contacts = contacts_now(default_pathway().locality("thurrock"), parse_at("2026-11-27T20:07"), order)
    listed = [each for each in contacts if each.phone in ("01375 372 468", "01375 652 802")]
    assert [each.state for each in listed] == [f"Hours not known; try this {when}" for when in tried]
