"""`ce-tui contacts`: whom to call, without a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.cli import ce_tui


@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock", "elsewhere"])
def test_999_comes_first_in_the_middle_of_the_night(locality: str) -> None:
    first, *others = ce_tui("contacts", locality, "--at", "2026-11-25T02:00", "--json").json["contacts"]
    assert first["phone"] == "999"
    assert first["open_now"] is True
    with_phone = [contact for contact in others if contact["phone"]]
    assert with_phone[0]["open_now"] is not False, "a line that is closed comes after those that may answer"
    assert with_phone[0]["role"] == ("out-of-hours" if locality != "elsewhere" else "police")


def test_the_text_says_the_same_as_the_json() -> None:
    text = ce_tui("contacts", "essex", "--at", "2026-11-25T02:00").out
    for contact in ce_tui("contacts", "essex", "--at", "2026-11-25T02:00", "--json").json["contacts"]:
        assert contact["name"] in text
        assert contact["phone"] in text
        assert contact["disputed"] in text
        for other in contact["alternatives"]:
            assert other["phone"] in text


@pytest.mark.parametrize(("at", "tried"), [("2026-11-27T10:00", "first"), ("2026-11-28T00:10", "after 101")])
def test_elsewhere_it_says_that_the_councils_hours_are_not_known_and_when_to_try_it(
    at: str, tried: str
) -> None:
    numbers = ce_tui("contacts", "elsewhere", "--at", at).out.partition(": where they come from")[0]
    council = numbers.partition("Children's social care of")[2]
    assert council.splitlines()[1] == f"  Hours not known; try this {tried}"
    assert ("\n  101 " in council) is (tried == "first")


def test_of_all_areas_the_numbers_stand_before_the_first_source() -> None:
    numbers, _, sources = ce_tui("contacts").out.partition(": where they come from, and what is disputed")
    areas = ("Southend", "Essex", "Thurrock", "Elsewhere")
    assert all(f"{area}: whom to call" in numbers for area in areas[:3])
    assert "Source:" not in numbers and "whom to call on" not in sources


@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock", "elsewhere"])
def test_no_source_and_no_dispute_stands_between_two_numbers(locality: str) -> None:
    text = ce_tui("contacts", locality, "--at", "2026-11-25T02:00").out
    numbers, title, sources = text.partition(": where they come from, and what is disputed")
    assert title
    for contact in ce_tui("contacts", locality, "--at", "2026-11-25T02:00", "--json").json["contacts"]:
        assert contact["phone"] in numbers and contact["name"] in sources
    for label in ("Source:", "Disputed:", "Also given:", "Hours from:"):
        assert label not in numbers
    assert "Source:" in sources


def test_essex_says_of_no_mailbox_between_its_numbers_where_it_was_compared() -> None:
    numbers, _, sources = ce_tui("contacts", "essex").out.partition(": where they come from")
    assert "never instead of a call to 999 or 101" in numbers and "No public page" not in numbers
    assert sources.count("No public page was found to compare the address with.") == 2


@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock"])
def test_adult_social_care_stands_last_and_says_for_whom_it_is(locality: str) -> None:
    numbers = ce_tui("contacts", locality).out.partition(": where they come from")[0]
    last = numbers.rstrip().split("\n\n")[-2]
    assert "Adult Social Care" in last and "For a young person of 17 or over" in last
    roles = [each["role"] for each in ce_tui("contacts", locality, "--json").json["contacts"]]
    assert "adult-social-care" in roles, "the contract: all of the area's"


def test_without_a_locality_all_are_listed() -> None:
    listed = [each["locality"] for each in ce_tui("contacts", "--json").json]
    assert listed == ["southend", "essex", "thurrock", "elsewhere"]


def test_an_unknown_locality_is_wrong_usage_and_the_known_ones_are_named() -> None:
    ended = ce_tui("contacts", "atlantis")
    assert (ended.code, ended.out) == (2, "")
    assert "southend, essex, thurrock, elsewhere" in ended.err


def test_no_store_is_made(home: Path) -> None:
    assert ce_tui("contacts", "thurrock").code == 0
    assert not home.exists()


def test_the_assumption_on_bank_holidays_is_said_once() -> None:
    assert ce_tui("contacts", "--at", "2026-12-25T11:00").out.count("On bank holidays in England") == 1


def test_within_a_year_of_their_end_it_is_said_until_when_bank_holidays_are_known() -> None:
    assert "until 31 December 2028" in ce_tui("contacts", "essex", "--at", "2028-06-01").out
