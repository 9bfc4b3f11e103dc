"""When something was done and by when something is due, as people type it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.rules import (
    exists,
    is_to_come,
    iso_minute,
    moment_of,
    read_by,
    read_when,
    say_at,
)
from ce_tui.core.pathway.dates import LONDON, DateInvalid

NOW = datetime(2026, 11, 25, 14, 30, 59, tzinfo=LONDON)  # a Wednesday
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("", "2026-11-25T14:30"),
        ("  ", "2026-11-25T14:30"),
        ("now", "2026-11-25T14:30"),
        ("NOW", "2026-11-25T14:30"),
        ("14:05", "2026-11-25T14:05"),
        ("14.05", "2026-11-25T14:05"),
        ("14:30", "2026-11-25T14:30"),
        ("at 9:05", "2026-11-25T09:05"),
        ("2pm", "2026-11-25T14:00"),
        ("2 PM", "2026-11-25T14:00"),
        ("2.15 pm", "2026-11-25T14:15"),
        ("12pm", "2026-11-25T12:00"),
        ("12am", "2026-11-25T00:00"),
        ("9am", "2026-11-25T09:00"),
        ("today", "2026-11-25"),
        ("today 9:05", "2026-11-25T09:05"),
        ("yesterday", "2026-11-24"),
        ("yesterday at 9.30", "2026-11-24T09:30"),
        ("Yesterday AT 23:59", "2026-11-24T23:59"),
        ("yesterday, 2pm", "2026-11-24T14:00"),
        ("wednesday 14:05", "2026-11-25T14:05"),
        ("thursday", "2026-11-19"),
        ("tue 8am", "2026-11-24T08:00"),
        ("SAT 14:05", "2026-11-21T14:05"),
        ("24 nov 14:05", "2026-11-24T14:05"),
        ("24 November 2026, 14:05", "2026-11-24T14:05"),
        ("24/11 14:05", "2026-11-24T14:05"),
        ("26 nov", "2025-11-26"),
        ("24 OCT 14:05", "2026-10-24T14:05"),
        ("24 OCT at 2pm", "2026-10-24T14:00"),
        ("2026-11-24T14:05", "2026-11-24T14:05"),
        ("2026-11-24 14:05", "2026-11-24T14:05"),
    ],
)
def test_a_moment_is_understood_as_people_type_it(typed: str, at: str) -> None:
    assert read_when(typed, NOW) == at


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "14:31",
            "When it was done cannot be in the future: 25 November 2026, 14:31 is still to come. For yesterday, type: "
            "yesterday 14:31",
        ),
        (
            "at 2:31pm",
            "When it was done cannot be in the future: 25 November 2026, 14:31 is still to come. For yesterday, type: "
            "yesterday 14:31",
        ),
        (
            "today 14:31",
            "When it was done cannot be in the future: 25 November 2026, 14:31 is still to come",
        ),
        ("26 November 2026", "When it was done cannot be in the future: 26 November 2026 is still to come"),
    ],
)
def test_what_is_still_to_come_is_refused_and_said_as_it_was_understood(typed: str, words: str) -> None:
    with pytest.raises(DateInvalid) as refused:
        read_when(typed, NOW)
    assert refused.value.words == words


@pytest.mark.parametrize(
    "typed",
    [
        "24:00",
        "14:60",
        "13pm",
        "0am",
        "x" * 61,
        "tomorrow",
        "24 nov 14:05:30",
        "mo 14:05",
        "31 feb 14:05",
        "nov",
        "1\u0664:05",
    ],
)
def test_what_is_no_moment_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(DateInvalid) as refused:
        read_when(typed, NOW)
    assert refused.value.words == (
        "When it was done must be a real time. "
        "Type now, 14:05, yesterday 14:05, or a date with a time: 24 November 14:05"
    )


@given(st.text(max_size=70))
def test_any_text_is_a_moment_of_the_past_or_refused(typed: str) -> None:
    try:
        at = read_when(typed, NOW)
    except DateInvalid as refused:
        assert refused.words
    else:
        assert not is_to_come(at, NOW)


LATER = datetime(2027, 6, 1, 12, tzinfo=LONDON)
MINUTES = st.integers(0, 60 * 24 * 365 * 3).map(lambda minutes: LATER - timedelta(minutes=minutes))


@given(MINUTES)
def test_what_is_said_of_a_moment_is_understood_and_so_is_how_it_is_kept(moment: datetime) -> None:
    at = iso_minute(moment.astimezone(UTC).astimezone(LONDON))
    assert read_when(say_at(at), LATER) == at
    assert read_when(say_at(at).replace(",", ""), LATER) == at
    assert read_when(at, LATER) == at
    assert read_when(say_at(at[:10]), LATER) == at[:10]
    assert say_at(at[:10]) == say_at(at).partition(",")[0]


def test_what_is_no_moment_is_said_as_it_stands() -> None:
    assert say_at("some day") == "some day"


@pytest.mark.parametrize("typed", ["1:00", "1:30am", "29 march 01:59", "2026-03-29T01:30"])
def test_a_time_that_the_clocks_passed_over_in_spring_is_refused(typed: str) -> None:
    now = datetime(2026, 3, 29, 12, tzinfo=LONDON)
    with pytest.raises(DateInvalid) as refused:
        read_when(typed, now)
    words = "When it was done: there was no such time on 29 March 2026; the clocks went forward"
    assert refused.value.words == words


@pytest.mark.parametrize(
    "at", ["2026-03-29T00:59", "2026-03-29T02:00", "2026-10-25T01:30", "2026-07-01T01:30"]
)
def test_the_times_around_it_exist(at: str) -> None:
    assert exists(moment_of(at))
    assert read_when(at, NOW) == at


def test_a_time_that_comes_twice_in_autumn_is_the_first_of_the_two() -> None:
    assert moment_of("2026-10-25T01:30").astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    first = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON)
    second = first.replace(fold=1)
    with pytest.raises(DateInvalid, match="still to come"):
        read_when("1:45", first)
    assert read_when("1:45", second) == "2026-10-25T01:45"
    assert read_when("now", second) == "2026-10-25T01:10"
    assert not is_to_come("2026-10-25T01:10", second)


def test_this_minute_is_not_to_come_and_the_next_is_whatever_zone_the_clock_has() -> None:
    for now in (NOW, NOW.astimezone(UTC), NOW.replace(tzinfo=None)):
        assert not is_to_come("2026-11-25T14:30", now)
        assert is_to_come("2026-11-25T14:31", now)
    assert not is_to_come("2026-11-25", NOW) and is_to_come("2026-11-26", NOW)


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("", ""),
        (" ", ""),
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("in 1 day", "2026-11-26"),
        ("in 2 days", "2026-11-27"),
        ("IN 10 DAYS", "2026-12-05"),
        ("friday", "2026-11-27"),
        ("next fri", "2026-11-27"),
        ("on Monday", "2026-11-30"),
        ("wednesday", "2026-12-02"),
        ("tue", "2026-12-01"),
        ("27 nov", "2026-11-27"),
        ("25 nov", "2026-11-25"),
        ("24 nov 2027", "2027-11-24"),
        ("3/1", "2027-01-03"),
        ("29 feb", "2028-02-29"),
        ("27 November 2026", "2026-11-27"),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_a_day_by_which_is_the_next_of_its_name(typed: str, by: str) -> None:
    assert read_by(typed, TODAY) == by


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "in two days",
        "in 100 days",
        "fr",
        "nov",
        "25",
        "31 feb",
        "31 feb 2027",
        "27 nov 26",
        "friday 14:05",
        "9" * 100,
    ],
)
def test_what_is_no_day_by_which_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(DateInvalid) as refused:
        read_by(typed, TODAY)
    assert refused.value.words == (
        "By when must be a real day. Type tomorrow, Friday, in 2 days, or a date: 27 November"
    )


@given(st.text(max_size=70))
def test_any_text_is_a_day_by_which_or_refused(typed: str) -> None:
    try:
        by = read_by(typed, TODAY)
    except DateInvalid as refused:
        assert refused.words
    else:
        assert by == "" or date.fromisoformat(by).isoformat() == by


@given(st.dates(date(2026, 11, 25), date(2034, 11, 25)), st.integers(0, 7))
def test_a_day_of_the_future_is_understood_as_it_is_said(today: date, days: int) -> None:
    by = (today + timedelta(days=days)).isoformat()
    assert read_by(say_at(by), today) == by
    assert read_by(say_at(by).rpartition(" ")[0], today) == by
    assert read_by(f"in {days} days", today) == by
    if days:
        assert read_by(f"{today + timedelta(days=days):%A}", today) == by


@pytest.mark.parametrize("typed", ["24 nov", "24/11", "1 oct"])
def test_a_day_without_a_year_that_has_just_gone_is_asked_for_its_year(typed: str) -> None:
    with pytest.raises(DateInvalid, match=r"has gone\. For a day to come, type the year too"):
        read_by(typed, TODAY)
