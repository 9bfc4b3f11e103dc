"""The log a page at a time; every kind of entry has words and is found under one heading."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from ce_tui.core.pathway.dates import DateInvalid
from ce_tui.core.vault.log.audit import Kind
from ce_tui.session.jobs.keeping import LogReading, since_of, typed_since
from ce_tui.session.office import LogFilter
from ce_tui.session.words.log import GROUPS, LOG_KINDS, kinds_of, page_words
from support.people.screens import new_casebook


def test_every_kind_of_entry_has_words_and_is_found_under_one_heading() -> None:
    kinds = set(get_args(Kind))
    assert set(LOG_KINDS) == kinds
    grouped = [kind for group in GROUPS for kind in kinds_of(group)]
    assert sorted(grouped) == sorted(kinds) and not kinds_of("")


def test_each_page_goes_further_back_until_there_is_nothing_older(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.session.jobs.keeping.PAGE", 3)
    casebook = new_casebook(home)
    for number in range(5):
        casebook.people.set_hub(f"Hub {number}", "")
    every = [line.seq for line in casebook.log.entries()]
    reading = LogReading()
    page = reading.read(casebook)
    assert [line.seq for line in page.lines] == every[-3:]
    assert page_words(page) == "The last 3 entries. The newest first, times in London."
    while page.older:
        reading.go_further_back()
        page = reading.read(casebook)
    assert [line.seq for line in page.lines] == every
    assert page_words(page).startswith(f"{len(every)} entries. ")
    reading.narrow(LogFilter(group="ruled"))
    assert (reading.filter, reading.most) == (LogFilter(group="ruled"), 3), (
        "other entries begin with their newest page"
    )
    reading.narrow(LogFilter(ref="CE-7K3M-2Q"))
    assert page_words(reading.read(casebook)).startswith("No entries of CE-7K3M-2Q. ")
    casebook.close()


@pytest.mark.parametrize(
    ("typed", "since", "again"),
    [
        ("25 11 2026", "2026-11-25T00:00:00.000+00:00", "2026-11-25"),
        ("3 apr 2026", "2026-04-02T23:00:00.000+00:00", "2026-04-03"),
        ("2026-04-03", "2026-04-02T23:00:00.000+00:00", "2026-04-03"),
        ("2026-11-25 14:30", "2026-11-25T14:30:00.000+00:00", "2026-11-25 14:30"),
        ("2026-11-25T14:30+02:00", "2026-11-25T12:30:00.000+00:00", "2026-11-25 12:30"),
        ("1 1 0001", "0001-01-01T00:01:15.000+00:00", "0001-01-01"),
        ("9999-12-31", "9999-12-31T00:00:00.000+00:00", "9999-12-31"),
    ],
)
def test_a_moment_is_taken_as_people_write_it_and_shown_so_that_it_can_be_typed(
    typed: str, since: str, again: str
) -> None:
    assert since_of(typed) == since
    assert typed_since(since) == again
    assert since_of(again) == since


@pytest.mark.parametrize("typed", ["soon", "31 feb 2030", "2026-11-25 25:00", "99999"])
def test_what_is_no_moment_is_said(typed: str) -> None:
    with pytest.raises(DateInvalid, match="Give a date, or a date with a time"):
        since_of(typed)
