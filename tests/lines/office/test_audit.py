"""The log a line at a time: read page by page, by record, person, kind and from a day on; and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import NAME, talk

pytestmark = pytest.mark.usefixtures("store")


def test_what_is_wanted_of_it_is_said_and_read(home: Path) -> None:
    heard = talk(
        home, "new", "", "home", "log", "read", "stop", "kind", "6", "read", "all", "person", NAME, "read", "stop",
        "screening", "nonsense", "since", "soon", "1 1 2100", "read", "where", "since", "-", "where", "verify",
    )  # fmt: skip
    assert "Entry 1" in heard and f"{NAME} set the store up" in heard
    assert (
        "The log: accounts, keys and rules. read, older, screening, person, kind, since, all, verify" in heard
    )
    assert f"The log by {NAME}. read, older" in heard
    assert (
        "This is no reference: expected one such as CE-7K3M-2Q. Showing the same entries as before." in heard
    )
    assert "Give a date, or a date with a time: 2026-11-25, 2026-11-25T14:30. For example 25 11 2026" in heard
    assert f"No entries by {NAME} since 1 January 2100. The newest first, times in London." in heard
    assert "Since? [2100-01-01; - for none]" in heard
    assert "Whole means: no entry was changed" in heard


def test_older_entries_follow_and_an_entrys_number_leads_to_what_belongs_with_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.session.jobs.keeping.PAGE", 2)
    heard = talk(home, "log", "3", "read", "older", "older", "older", "3", "2", "read", "nonsense")
    assert heard.count("That is the number of none of the entries that were read last.") == 1
    assert "older: 2 older ones." in heard
    assert heard.count("Entry 1, ") == 1, "each entry is read once"
    assert "There are no older entries of these." in heard
    assert f"1. Back to the log\n2. Only what {NAME} did" in heard
    assert f"The last 2 entries by {NAME}." in heard
    assert "Type read, older, screening, person, kind, since, all, verify, or an entry's number." in heard
