"""What cannot wait for the result is said when it becomes known: alerts, a graver tier, whom to phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")

AT_START = ("new", "")  # a new screening in the hub's usual area, at the question on immediate risk
AT_YELLOW = (*AT_START, "", "", "", "", "1", "")


def after(heard: str, words: str) -> str:
    assert words in heard, heard
    return heard.partition(words)[2]


def next_line(heard: str, words: str) -> str:
    """The line that is heard after the one that has these words in it."""
    return after(heard, words).split("\n")[1]


# Alerts


def test_a_child_who_is_missing_now_is_answered_with_the_police_and_999(home: Path) -> None:
    heard = talk(home, *AT_START, "", "", "y")
    missing = after(heard, "Is the child missing now?")
    assert missing.index("Alert: The child is missing now: phone 101, or 999") < missing.index(
        "Which council placed"
    )


def test_a_mark_that_the_family_may_be_involved_says_not_to_ask_them_yet(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "a8", "b")
    assert next_line(heard, "A8: reasonably believe.").startswith(
        "Alert: Do not ask or tell the family yet, unless someone needs urgent help."
    )
    assert "Alert:" not in after(heard, "A9 of 11."), "said once"


def test_a_sexual_indicator_asks_at_once_whether_the_child_is_under_13_and_says_whom_to_phone(
    home: Path,
) -> None:
    heard = after(talk(home, *AT_YELLOW, "a9", "s", "1"), "A9: suspected.")
    asked = after(heard, "Is the child under 13?\n1. Yes\n2. No\n3. Not answered")
    alert = "Under 13 with a sexual indicator (A9): phone now, 999 in danger, else the Children & Families' Hub on"
    assert asked.index(alert) < asked.index("A10 of 11.")
    assert kept(home).under_13


def test_it_is_not_asked_twice_and_enter_leaves_it_not_answered(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "a9", "s", "", "go red", "r3", "s", "go 3")
    assert heard.count("Is the child under 13?\n1. Yes") == 1
    assert kept(home).under_13 is None


def test_what_the_notes_cite_asks_it_too_once_it_is_marked(home: Path) -> None:
    heard = talk(
        home, *AT_YELLOW, "note told of an older boyfriend: A9", "go result", "stop", "mark", "", "1", "1"
    )
    asked = after(heard, "Is the child under 13?\n1. Yes\n2. No\n3. Not answered")
    alert = "Alert: Under 13 with a sexual indicator (A9): phone now, 999 in danger, else the Children & Families' Hub"
    assert alert in asked
    assert kept(home).marks == {"A9": "suspected"} and kept(home).under_13


def test_a_date_of_birth_under_13_says_whom_to_phone(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "a9", "s", "", "go details", *[""] * 6, "3 4 2014")
    assert next_line(heard, "Read as 3 April 2014, 12 years old").startswith("Under 13 with") or (
        "Alert: Under 13 with a sexual indicator (A9): phone now, 999 in danger"
        in after(heard, "Now: empty.\n")
    )


# A graver tier


def test_the_first_mark_of_a_tier_says_its_name_and_whom_to_phone(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "a1", "s", "s", "r5", "b")
    assert next_line(heard, "A1: suspected.") == (
        "Now Amber. For advice: the Children & Families' Hub on 0345 603 7627."
    )
    assert heard.count("Now Amber.") == 1, "not with the second mark"
    assert next_line(heard, "R5: reasonably believe.") == (
        "Now Red. Phone 999 in danger, else the Children & Families' Hub on 0345 603 7627 (ask for the Priority "
        "Line), else 101."
    )


def test_in_another_councils_area_it_says_where_the_number_is_had(home: Path) -> None:
    heard = talk(home, "new", "4", "go a5", "s", "go r2", "b", "go result", "steps", "stop", "stop")
    advises = "children's social care of the council where the child lives"
    assert f"Now Amber. For advice: {advises}, its switchboard has the number.\n" in heard
    assert f"\nC{advises[1:]}: its switchboard has the number.\n" in heard.partition("RED: ")[2]


def test_a_mark_of_images_says_what_is_not_to_be_done_the_polices_number_and_whom_to_phone_for_its_tier(
    home: Path,
) -> None:
    heard = after(talk(home, *AT_YELLOW, "go red", "r3", "s", "3"), "R3: suspected.")
    images = heard.index("Alert: Do not view, copy or share images: phone 101, or 999 if in danger.")
    assert images < heard.index(
        "Now Red. Phone 999 in danger, else the Children & Families' Hub on 0345 603 7627"
    )


def test_a_yellow_mark_phones_nobody(home: Path) -> None:
    assert "Phone 999" not in talk(home, *AT_YELLOW, "y")


# Harm, from a factor


def test_harm_says_whom_to_phone_before_it_asks_the_day(home: Path) -> None:
    heard = after(talk(home, *AT_YELLOW, "harm", "y", "quit"), "3. No\n1 to 3? [Leave it not answered]")
    assert heard.index("Phone now: 999 in danger, else the Children & Families' Hub on 0345 603 7627") < (
        heard.index("On which day was it seen or told?")
    )
    assert kept(home).harm_today


def test_risk_that_is_answered_on_the_phone_says_999_before_it_goes_on(home: Path) -> None:
    heard = after(talk(home, *AT_YELLOW, "r1", "s", "phone", "1"), "2. No, I have checked\n")
    assert heard.index("Alert: The child is at immediate risk. Phone 999 now. Then ") < (
        heard.index("Did you see, or were you told of, harm today?")
    )


# Where a screening is met again


def test_a_red_one_says_so_with_its_numbers_as_it_is_opened_and_in_review(home: Path) -> None:
    talk(home, *AT_YELLOW, "risk", "y", "stop")
    heard = talk(home, "", "go review")
    opened, review = after(heard, "Opened where you left it. Red.\n").split("10 Review.", 1)
    for said in (opened, review):
        first = next(line for line in said.split("\n") if line.strip())
        assert first.startswith("Alert: The child is at immediate risk. Phone 999 now. Then ")
    assert review.index("Result: RED") < review.index("Left open:")


def test_an_empty_one_is_opened_without_a_word_of_a_result(home: Path) -> None:
    talk(home, *AT_START)
    assert "Result:" not in talk(home, "")


def test_on_red_the_steps_come_after_alerts_tier_and_what_is_not_answered(home: Path) -> None:
    heard = after(talk(home, *AT_YELLOW, "r1", "s", "go result"), "8 Result.")
    lines = heard.split("\n")[1:]
    assert lines[0] == "Ask the service before the family is told (not answered here)."
    assert lines[1].startswith("Result: RED:")
    assert lines[2].startswith("Not answered: immediate risk, harm told, ")
    assert lines[3] == "Yellow and Amber not looked at."
    assert lines[4] == "What to do in Essex:" and lines[5].startswith("1. Phone 999 ")
    assert heard.index("2. Phone ") < heard.index(" more. Enter goes on")


def test_the_family_stands_before_any_sentence_on_consent_in_details_too(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "r1", "s", "go details", *[""] * 12)
    details = after(heard, "9 Details.")
    assert details.index("Ask the service before the family is told") < details.index("Consent: what has")


# What is no answer


@pytest.mark.parametrize("none", ["no", "None", "n/a", "-"])
def test_no_is_no_council(home: Path, none: str) -> None:
    talk(home, *AT_START, "", "", "", none)
    assert kept(home).placed_by == ""


def test_a_council_is_one(home: Path) -> None:
    talk(home, *AT_START, "", "", "", "Norfolk")
    assert kept(home).placed_by == "Norfolk"


def test_a_day_that_was_refused_is_not_passed_over_in_silence(home: Path) -> None:
    heard = talk(home, *AT_START, "", "", "", "", "1", "30 2 2026", "")
    assert "What you typed is kept, but it is not taken: until it is, " in heard
    assert " stands.\n4 Yellow." in heard


@pytest.mark.parametrize("day", ["today", "Yesterday"])
def test_today_and_yesterday_are_days(home: Path, day: str) -> None:
    heard = talk(home, *AT_YELLOW, "harm", "y", day, "he hits me", "")
    assert "must be" not in heard
    harm = kept(home).harm
    assert harm.words == "he hits me" and len(harm.on) == len("2026-11-25")


def test_a_reason_that_is_too_short_is_asked_again_at_once(home: Path) -> None:
    talk(home, *AT_YELLOW, "a1", "s", "go result", "stop", "yellow", "ok", "Talked with my lead", "")
    answers = kept(home)
    assert answers.decision.reason == "Talked with my lead"
    assert answers.practitioner.name == ""


@pytest.mark.parametrize(("typed", "said"), [
    ("R03", "There is no R03 in this pathway. R3 is there: type R3 to go to it. Type y or n"),
    ("r99", "There is no R99 in this pathway. Type y or n"),
])  # fmt: skip
def test_an_id_that_is_none_is_named_and_nothing_is_taken_for_another(
    home: Path, typed: str, said: str
) -> None:
    assert said in talk(home, *AT_YELLOW, typed)
    assert kept(home).marks == {}


@pytest.mark.parametrize("word", ["mark", "b", "/tmp/a-file.pdf"])
def test_while_something_is_read_out_a_stray_word_reads_nothing_on(home: Path, word: str) -> None:
    heard = talk(home, *AT_YELLOW, "a1", "list all", word, "stop")
    assert "This is being read out. Enter goes on; stop ends it" in heard


def test_a_command_that_a_text_field_takes_is_said_to_be_taken_as_text(home: Path) -> None:
    assert "Taken as text" in talk(home, *AT_YELLOW, "go details", "go back to her old school")


def test_clearing_a_danger_says_that_it_is_not_answered_any_more(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "r3", "s", "", "risk", "yes", "stop", "go start", "clear", "y", "quit")
    assert "Immediate risk: not answered." in heard
