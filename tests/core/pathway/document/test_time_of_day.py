"""A time of day in the data of an area: hours and minutes, and the end of the day."""

from __future__ import annotations

from datetime import time

import pytest

from ce_tui.core.pathway.document.localities import time_of_day


@pytest.mark.parametrize(
    ("hours", "at"),
    [
        ("00:00", time(0, 0)),
        ("09:05", time(9, 5)),
        ("17:30", time(17, 30)),
        ("23:59", time(23, 59)),
        ("24:00", time.max),
    ],
)
def test_a_time_of_day_is_read(hours: str, at: time) -> None:
    assert time_of_day(hours) == at


@pytest.mark.parametrize(
    "hours", ["", "9:00", "09.00", "09:000", "009:00", "a9:00", "09:b0", "0९:00a", "+9:00"]
)
def test_what_is_no_time_of_day_is_refused(hours: str) -> None:
    with pytest.raises(ValueError, match=r"^not a time of day$"):
        time_of_day(hours)


@pytest.mark.parametrize("hours", ["24:01", "25:00", "09:60"])
def test_an_hour_that_no_day_has_is_refused(hours: str) -> None:
    with pytest.raises(ValueError):
        time_of_day(hours)
