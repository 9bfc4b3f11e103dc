"""Working days in England: weekends, bank holidays, the turn of a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.due import after_working_days, is_working_day
from ce_tui.core.pathway.document.localities import known_until


@pytest.mark.parametrize(
    ("day", "number", "after"),
    [
        ("2026-11-25", 1, "2026-11-26"),  # a Wednesday
        ("2026-11-25", 0, "2026-11-25"),
        ("2026-11-27", 1, "2026-11-30"),  # a Friday
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-29", 1, "2026-11-30"),
        ("2026-11-27", 3, "2026-12-02"),
        ("2026-12-24", 1, "2026-12-29"),  # Christmas on a Friday, Boxing Day kept on the Monday
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-12-23", 5, "2027-01-04"),
        ("2026-04-02", 1, "2026-04-07"),  # Easter
        ("2026-05-01", 1, "2026-05-05"),
        ("2026-03-27", 1, "2026-03-30"),  # the weekend on which the clocks go forward
        ("2026-10-23", 1, "2026-10-26"),
    ],
)
def test_so_many_working_days_after_a_day(day: str, number: int, after: str) -> None:
    assert after_working_days(date.fromisoformat(day), number) == date.fromisoformat(after)


def test_where_nobody_knows_the_bank_holidays_a_weekday_counts() -> None:
    unknown = date(known_until().year + 3, 12, 25)
    while unknown.weekday() >= 5:
        unknown = unknown.replace(year=unknown.year + 1)
    assert is_working_day(unknown)
    assert not is_working_day(date(2026, 12, 25))


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(1, 10))
def test_it_is_a_working_day_and_as_many_lie_between(day: date, number: int) -> None:
    after = after_working_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (after - day).days + 1)]
    assert is_working_day(after) and sum(map(is_working_day, between)) == number
    assert after_working_days(day, number) <= after_working_days(day + timedelta(days=1), number)
