"""How two birth dates are alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.children.matching import how_near

DATES = st.dates(date(2006, 1, 1), date(2026, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("2011-04-03", "2011-04-03", "the same"),
        ("2011-04-03", "2011-03-04", "day and month exchanged"),
        ("2011-04-13", "2011-04-12", "one digit differs"),
        ("2011-04-13", "2010-04-13", "one digit differs"),
        ("2011-04-13", "2011-04-31", "two digits exchanged"),
        ("2011-10-21", "2011-10-12", "two digits exchanged"),
        ("2010-10-02", "2010-12-00", "another"),
        ("2011-11-02", "2011-10-12", "two digits exchanged"),
        ("2011-04-13", "2012-05-13", "another"),
        ("2011-04-13", "2011-05-14", "another"),
        ("2011-04-30", "2011-05-01", "one day apart"),
        ("2011-01-01", "2011-05-14", "one is 1 January, which may be estimated"),
        ("2010-01-01", "2011-05-14", "another"),
        ("", "2011-04-13", ""),
        ("", "", ""),
    ],
)
def test_one_slip_of_a_finger(one: str, other: str, how: str) -> None:
    assert how_near(one, other) == how_near(other, one) == how


@given(DATES, DATES)
def test_whichever_comes_first(one: str, other: str) -> None:
    assert how_near(one, other) == how_near(other, one)
