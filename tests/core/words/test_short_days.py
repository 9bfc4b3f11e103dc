"""Days and moments in short, as columns of a list show them. Local time is London's."""

from __future__ import annotations

from datetime import date

import pytest

from ce_tui.core.words.actions import short_at, short_day, short_moment, short_since


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2010-04-03", "3 Apr 2010"), ("2026-09-25", "25 Sep 2026"), ("", ""), ("soon", "soon")],
)
def test_a_day(iso: str, words: str) -> None:
    assert short_day(iso) == words


def test_a_day_with_its_time() -> None:
    assert short_at("2026-11-25T09:05") == "25 Nov 2026, 09:05"
    assert short_at("2026-11-25") == "25 Nov 2026"


def test_a_moment_is_londons_and_of_today_the_time_alone() -> None:
    summer = "2026-06-30T23:30:00Z"
    assert short_since(summer) == "1 Jul 2026, 00:30"
    assert short_moment(summer, date(2026, 7, 1)) == "00:30"
    assert short_moment(summer, date(2026, 6, 30)) == "1 Jul"
    assert short_since("never") == short_moment("never", date(2026, 6, 30)) == ""
