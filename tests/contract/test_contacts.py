"""`ce-tui contacts [LOCALITY] [--at T] [--json]`: whom to call now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.documents.contract import CONTACT_KEYS, LOCALITIES, in_words
from support.people.cli import ce_tui

OWN_NUMBERS = {
    "southend": {"01702 215007"},
    "essex": {"0345 603 7627"},
    "thurrock": {"01375 652 802", "01375 372 468"},
    "elsewhere": set(),
}


def contacts(locality: str, at: str) -> list[dict[str, Any]]:
    ended = ce_tui("contacts", locality, "--at", at, "--json")
    assert (ended.code, ended.err) == (0, "")
    found: list[dict[str, Any]] = ended.json["contacts"]
    return found


def one(found: list[dict[str, Any]], phone: str) -> dict[str, Any]:
    [contact] = [each for each in found if each["phone"] == phone]
    return contact


@pytest.mark.parametrize("locality", LOCALITIES)
@pytest.mark.parametrize("at", ["2026-11-25T10:00", "2026-11-29T03:30"], ids=["weekday", "Sunday night"])
def test_each_area_lists_its_own_numbers_999_first_and_no_other_areas(locality: str, at: str) -> None:
    found = contacts(locality, at)
    assert found[0]["phone"] == "999" and found[0]["open_now"] is True
    phones = {each["phone"] for each in found}
    assert OWN_NUMBERS[locality] <= phones
    others = set().union(*(numbers for name, numbers in OWN_NUMBERS.items() if name != locality))
    assert not phones & others
    for each in found:
        assert list(each)[: len(CONTACT_KEYS)] == CONTACT_KEYS
        assert each["open_now"] in (True, False, None) and each["name"] and each["source"]
        assert all({"phone", "source"} <= set(other) for other in each["alternatives"])


@pytest.mark.parametrize("locality", LOCALITIES)
def test_no_line_that_is_closed_stands_before_one_that_answers(locality: str) -> None:
    closed = [
        each["open_now"] is False and bool(each["phone"]) for each in contacts(locality, "2026-11-25T02:00")
    ]
    assert closed[:3] == [False] * 3


@pytest.mark.parametrize(
    ("at", "open_now"),
    [
        ("2026-11-25T08:59", False),
        ("2026-11-25T09:00", True),
        ("2026-11-25T17:29", True),
        ("2026-11-25T17:30", False),
        ("2026-11-27T16:29", True),
        ("2026-11-27T16:30", False),  # a Friday
        ("2026-11-28T10:00", False),  # a Saturday
        ("2026-12-28T10:00", False),  # the bank holiday for Boxing Day
        ("2026-07-01T09:00", True),  # local time in summer
        ("2026-07-01T08:00Z", True),  # the same moment
        ("2026-07-01T07:59+00:00", False),
        ("2026-07-01 08:59", False),
        ("2026-07-01T10:00+02:00", True),
    ],
)
def test_office_hours_are_londons_to_the_minute(at: str, open_now: bool) -> None:
    ended = ce_tui("contacts", "--at", at, "--json")
    assert ended.code == 0
    by_locality = {each["locality"]: each["contacts"] for each in ended.json}
    for locality, phone, out_of_hours in (
        ("southend", "01702 215007", "0345 606 1212"),
        ("essex", "0345 603 7627", "0345 606 1212"),
    ):
        assert one(by_locality[locality], phone)["open_now"] is open_now
        assert one(by_locality[locality], out_of_hours)["open_now"] is not open_now


def test_unknown_hours_are_null_and_never_open() -> None:
    for at in ("2026-11-25T10:00", "2026-11-25T02:00"):
        found = contacts("thurrock", at)
        for phone in OWN_NUMBERS["thurrock"]:
            assert one(found, phone)["open_now"] is None
            assert one(found, phone)["hours"] == ""


def test_the_disputed_number_of_essex_stands_beside_the_one_with_sources() -> None:
    team = one(contacts("essex", "2026-11-25T02:00"), "0345 606 1212")
    assert "The pathway prints 0345 603 1212, which we could not confirm." in team["disputed"]
    assert {"phone": "0345 603 1212", "source": "document"} in team["alternatives"]


def test_a_date_alone_and_no_time_at_all_are_taken() -> None:
    assert one(contacts("southend", "2026-11-25"), "01702 215007")["open_now"] is False
    assert ce_tui("contacts", "essex").code == 0


def test_the_words_name_every_number_with_its_hours_source_and_dispute() -> None:
    said = ce_tui("contacts", "--at", "2026-11-25T02:00").out
    for locality in LOCALITIES:
        for each in contacts(locality, "2026-11-25T02:00"):
            for words in (each["name"], each["phone"], each["email"], each["hours"], each["disputed"]):
                assert words in said
            assert all(other["phone"] in said for other in each["alternatives"])


@pytest.mark.parametrize("locality", ["atlantis", "", "Kent", "essexx"])
def test_an_unknown_locality_is_usage_and_the_known_ones_are_named(locality: str) -> None:
    ended = ce_tui("contacts", locality)
    assert (ended.code, ended.out) == (2, "")
    assert all(name in in_words(ended) for name in LOCALITIES)


def test_nothing_is_made_in_any_folder_of_the_person(tmp_path: Path) -> None:
    ended = ce_tui(
        "contacts",
        cwd=tmp_path,
        CE_TUI_HOME=str(tmp_path / "home"),
        HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path / "data"),
    )
    assert ended.code == 0
    assert list(tmp_path.iterdir()) == []
