"""Dates as people type them, and ages as people count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.screening import Answers, Child, age
from ce_tui.core.pathway.dates import (
    MONTHS,
    DateInvalid,
    local_now,
    parse_at,
    parse_date,
    say_date,
    say_day,
    say_iso,
    say_moment,
    say_time,
    say_time_or_day,
)

THIRD_OF_APRIL = date(2010, 4, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "3 apr 2010",
        "3 April 2010",
        "3 APR 2010",
        "3rd April 2010",
        "3 apr" + " " * 51 + "2010",
        "3RD april, 2010",
        "April 3, 2010",
        "3apr2010",
        "03/04/2010",
        "3/4/2010",
        "3.4.2010",
        "3-4-2010",
        "3 4 2010",
        "2010-04-03",
        "2010-4-3",
        "  3 apr 2010 ",
        ("3", "4", "2010"),
        ("03", "apr", "2010"),
        ["3", " April ", " 2010 "],
    ],
)
def test_a_date_is_understood_as_people_type_it(typed: str | tuple[str, ...]) -> None:
    assert parse_date(typed) == THIRD_OF_APRIL


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter date of birth"),
        (("", "", ""), "Enter date of birth"),
        ("3 apr", "Date of birth must include a year"),
        ("3rd apr", "Date of birth must include a year"),
        ("apr", "Date of birth must include a day and year"),
        ("3", "Date of birth must include a month and year"),
        ("11 apr 3", "Date of birth: year must include 4 numbers"),
        ("3/4", "Date of birth must include a year"),
        ("apr 2010", "Date of birth must include a day"),
        ("2010", "Date of birth must include a day and month"),
        (("", "4", "2010"), "Date of birth must include a day"),
        (("3", "", "2010"), "Date of birth must include a month"),
        (("3", "", ""), "Date of birth must include a month and year"),
        ("31 feb 2010", "Date of birth must be a real date"),
        ("29/2/2011", "Date of birth must be a real date"),
        ("2010-13-01", "Date of birth must be a real date"),
        ("3 foo 2010", "Date of birth must be a real date"),
        ("ma 3 2010", "Date of birth must be a real date"),
        ("3 april 2010 10:00", "Date of birth must be a real date"),
        ("-3 apr 2010 b.c.", "Date of birth must be a real date"),
        ("٣/٤/٢٠١٠", "Date of birth must be a real date"),
        (("3", "4", "²"), "Date of birth must be a real date"),
        (("3", "4"), "Date of birth must be a real date"),
        ("3 4 5 6 7", "Date of birth must be a real date"),
        ("3 4 5 2010", "Date of birth must be a real date"),
        ("3 apr 2010 2011", "Date of birth must be a real date"),
        ("3 4 apr 2010", "Date of birth must be a real date"),
        ("3 apr" + " " * 52 + "2010", "Date of birth must be a real date"),
        ("apr th 2010", "Date of birth must be a real date"),
        ("20100", "Date of birth must include a month and year"),
        ("010 apr 3", "Date of birth: year must include 4 numbers"),
        ("3/4/10", "Date of birth: year must include 4 numbers"),
        ("3 apr 10", "Date of birth: year must include 4 numbers"),
        ("3/4/02010", "Date of birth: year must include 4 numbers"),
        ("0/4/2010", "Date of birth must be a real date"),
        ("3/4/0000", "Date of birth must be a real date"),
        ("\x00\x1b[2J", "Date of birth must be a real date"),
        pytest.param("9" * 10_000, "Date of birth must be a real date", id="ten thousand nines"),
    ],
)
def test_what_is_no_date_is_refused_in_words(typed: str | tuple[str, ...], words: str) -> None:
    with pytest.raises(DateInvalid) as refused:
        parse_date(typed, "Date of birth")
    assert refused.value.words == words


def test_a_date_after_the_last_that_may_be_given_is_refused() -> None:
    assert parse_date("3 4 2010", not_after=THIRD_OF_APRIL) == THIRD_OF_APRIL
    with pytest.raises(DateInvalid) as refused:
        parse_date("4 4 2010", "Date of birth", not_after=THIRD_OF_APRIL)
    assert refused.value.words == "Date of birth must be on or before 3 April 2010"


MONTHS_AS_TYPED = (
    "jan janu january", "feb febr february", "mar marc march", "apr apri april", "may", "jun june", "jul july",
    "aug augu august", "sep sept septem september", "oct octo october", "nov nove november", "dec dece december",
)  # fmt: skip


@pytest.mark.parametrize(("number", "typed"), list(enumerate(MONTHS_AS_TYPED, 1)))
def test_every_month_is_understood_long_and_short(number: int, typed: str) -> None:
    third = date(2010, number, 3)
    for name in typed.split():
        for written in (name, name.upper(), name.capitalize()):
            assert parse_date(f"3 {written} 2010") == parse_date(("3", written, "2010")) == third
    assert parse_date(f"3/{number}/2010") == parse_date(f"03.{number:02}.2010") == third
    assert say_date(third) == f"3 {typed.split()[-1].capitalize()} 2010"


@pytest.mark.parametrize("name", ["j", "ju", "ma", "septe mber", "maybe", "septx", "13", "0", "00"])
def test_what_is_no_month_is_refused(name: str) -> None:
    with pytest.raises(DateInvalid, match="must be a real date"):
        parse_date(("3", name, "2010"))


@pytest.mark.parametrize(
    ("iso", "time", "day", "moment"),
    [
        ("2026-11-25T10:42:59+00:00", "10:42", "25 November 2026", "25 November 2026 at 10:42"),
        ("2026-06-30T23:05:00+00:00", "00:05", "1 July 2026", "1 July 2026 at 00:05"),
        ("yesterday", "", "a day not known", "at a time not known"),
    ],
)
def test_a_moment_is_said_in_londons_time(iso: str, time: str, day: str, moment: str) -> None:
    assert (say_time(iso), say_day(iso), say_moment(iso)) == (time, day, moment)
    assert say_iso("yesterday") == "yesterday"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), "15:00"),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "30 June 2026"),  # 1 July in London
        (datetime(2027, 6, 30, 15, 0, tzinfo=UTC), "30 June 2026"),
    ],
)
def test_a_time_alone_is_one_of_the_day_that_it_is_in_london(now: datetime, said: str) -> None:
    assert say_time_or_day("2026-06-30T14:00:00+00:00", now) == said


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_said_is_understood(day: date) -> None:
    assert parse_date(say_date(day)) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day
    assert parse_date(f"{MONTHS[day.month - 1][:3]} {day.day} {day.year}") == day
    assert say_iso(day.isoformat()) == say_date(day)


@given(st.text())
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    try:
        assert isinstance(parse_date(typed), date)
    except DateInvalid as refused:
        assert refused.words


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2010-04-03", "2026-04-02", 15),
        ("2010-04-03", "2026-04-03", 16),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2026-11-25", "2026-11-25", 0),
    ],
)
def test_age_is_counted_in_birthdays(born: str, on: str, years: int) -> None:
    assert age(Answers(pathway="", locality="", screened_on=on, child=Child(date_of_birth=born))) == years


def test_nobody_has_an_age_before_birth() -> None:
    born = Child(date_of_birth="2010-04-03")
    assert age(Answers(pathway="", locality="", screened_on="2010-04-02", child=born)) is None


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-11-25", "2026-11-25T00:00+00:00"),
        ("2026-07-01", "2026-06-30T23:00+00:00"),
        ("2026-11-25T02:00", "2026-11-25T02:00+00:00"),
        ("2026-07-01T02:00", "2026-07-01T01:00+00:00"),
        ("2026-07-01 02:00:30", "2026-07-01T01:00:30+00:00"),
        ("2026-07-01T02:00+02:00", "2026-07-01T00:00+00:00"),
        ("2026-07-01T02:00Z", "2026-07-01T02:00+00:00"),
        ("2026-10-25T01:30", "2026-10-25T00:30+00:00"),  # the first of the two
    ],
)
def test_a_moment_without_an_offset_is_londons(typed: str, utc: str) -> None:
    found = parse_at(typed)
    assert found.astimezone(UTC) == datetime.fromisoformat(utc)
    assert found.tzinfo is not None
    assert found.tzinfo.tzname(found) in ("GMT", "BST")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "now",
        "25/11/2026",
        "2026-13-01",
        "2026-11-25T25:00",
        "2026-11",
        "20261125",
        "0001-01-01T00:00+14:00",
    ],
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(DateInvalid, match="2026-11-25T14:30"):
        parse_at(typed)


def test_now_is_londons_whatever_the_clocks_zone() -> None:
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert local_now(lambda: moment).hour == 13
    assert local_now(lambda: moment) - moment == timedelta()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("26 nov", date(2025, 11, 26)),
        ("25 nov", date(2026, 11, 25)),
        ("3/4", date(2026, 4, 3)),
        (("3", "4", ""), date(2026, 4, 3)),
        ("29 feb", date(2024, 2, 29)),
        ("3 apr 2010", THIRD_OF_APRIL),
    ],
)
def test_a_day_and_a_month_alone_are_the_latest_such_day(typed: str | tuple[str, ...], read: date) -> None:
    assert parse_date(typed, latest=date(2026, 11, 25)) == read


@pytest.mark.parametrize("typed", ["31 feb", "32 nov", "nov", "25"])
def test_what_is_no_day_of_any_year_is_refused_all_the_same(typed: str) -> None:
    with pytest.raises(DateInvalid):
        parse_date(typed, latest=date(2026, 11, 25))
