"""The phone script, heard: what nobody answered is asked where it is read, and y, no or Enter answer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")

RED = ("new", "", "", "", "", "", "1", "", "r3", "s", "")  # under 13 is asked at the mark, and left
GOES_ON = ""
"""At the pause before what is said of consent."""
QUESTIONS = (
    "Is the child at immediate risk?",
    "Did you see, or were you told of, harm today?",
    "Is the child missing now?",
    "Is the child under 13?",
    "Could someone in the family or household, or a parent's partner, be involved?",
)


def phoned(home: Path, *typed: str) -> str:
    """What is heard from the script on."""
    return talk(home, *RED, "phone", *typed).partition("Who to phone:")[2]


def test_every_question_is_asked_where_the_script_comes_to_it(home: Path) -> None:
    heard = phoned(home, "", "", "", "", "", "", "")
    at = [heard.index(f"{question}\n1. Yes\n2. No") for question in QUESTIONS]
    assert at == sorted(at)
    assert heard.index("Danger:") < at[0] and at[3] < heard.index("The child:")
    assert heard.index("Consent:") < at[4] < heard.index("Before you hang up:")
    answers = kept(home)
    assert answers.immediate_risk is answers.missing_now is answers.family_involved is None


@pytest.mark.parametrize(("typed", "value"), [("y", True), ("no", False), ("2", False), ("No", False)])
def test_y_no_and_the_number_answer_them(home: Path, typed: str, value: bool) -> None:
    phoned(home, "no", "2", typed, typed, GOES_ON, typed, "stop")
    answers = kept(home)
    assert (answers.immediate_risk, answers.harm_today) == (False, False)
    assert (answers.missing_now, answers.under_13, answers.family_involved) == (value, value, value)


def test_back_leads_to_the_question_before_whose_answer_is_left_changed_or_taken_back(home: Path) -> None:
    back_at_harm = phoned(home, "yes", "back", "", "stop")
    again = f"{QUESTIONS[0]}\n1. Leave it as it is: Yes\n2. Yes\n3. No, I have checked\n4. Take it back: not answered\n"
    assert again in back_at_harm and kept(home).immediate_risk is True


def test_back_takes_an_answer_back(home: Path) -> None:
    heard = phoned(home, "yes", "back", "4", "y", "stop")
    assert f"\nImmediate risk: not answered.\n{QUESTIONS[1]}" in heard
    answers = kept(home)
    assert answers.immediate_risk is None and answers.harm_today is True


def test_back_and_an_answer_changed_and_back_at_the_first(home: Path) -> None:
    heard = phoned(home, "back", "no", "no", "back", "back", "yes", "", "no", "stop")
    assert "This is the first question here. stop ends the reading." in heard
    answers = kept(home)
    assert (answers.immediate_risk, answers.harm_today, answers.missing_now) == (True, False, False)


def test_of_a_harm_told_on_the_phone_it_is_said_what_was_not_said(home: Path) -> None:
    heard = phoned(home, "no", "yes", "stop")
    assert "Harm is said and kept. Not said yet: what was seen or said" in heard


def test_n_alone_answers_none_of_them_since_it_may_mean_not_answered(home: Path) -> None:
    heard = phoned(home, "n", "not", "N", "")
    assert "Type 2 for No, I have checked; 3 for Not answered." in heard
    assert "Type 2 for No; 3 for Not answered." in heard
    answers = kept(home)
    assert answers.immediate_risk is answers.harm_today is None


def test_what_was_recorded_is_said_back_before_the_next_is_asked(home: Path) -> None:
    heard = phoned(home, "no", "2", "stop")
    assert f"\nNo, I have checked.\n{QUESTIONS[1]}" in heard
    assert f"\nNo.\n{QUESTIONS[2]}" in heard


def test_what_is_asked_at_a_mark_and_of_a_harm_is_said_back_too(home: Path) -> None:
    heard = talk(home, "new", "", "go R3", "s", "n", "no", "harm", "y", "", "", "n", "no", "stop", "quit")
    assert heard.count("Type 2 for No; 3 for Not answered.") == 1
    assert heard.count("Type 2 for No; 4 for Not answered.") == 1, "of the family one may not know"
    assert "\nNo.\nR4 of 11." in heard and "\nNo. Harm is said and kept." in heard
    answers = kept(home)
    assert answers.under_13 is answers.family_involved is False


@pytest.mark.parametrize(("command", "name"), [("risk", "immediate_risk"), ("harm", "harm_today")])
@pytest.mark.parametrize(
    ("typed", "value"), [("n", False), ("no", False), ("3", False), ("", None), ("1", None)]
)
def test_danger_asks_for_three_answers_and_enter_gives_none(
    home: Path, command: str, name: str, typed: str, value: bool | None
) -> None:
    heard = talk(home, "new", "", command, typed, "quit")
    assert "\n1. Leave it not answered\n2. Yes: " in heard and "\n3. No" in heard
    assert "1 to 3? [Leave it not answered]" in heard and "Yes or no? [no]" not in heard
    assert getattr(kept(home), name) is value


OPENING = "My name is (your name), of (your organisation)."


def test_after_a_yes_only_what_is_new_is_read_and_it_goes_on_below(home: Path) -> None:
    heard = phoned(home, "no", "", "", "yes", "stop")
    after = heard.partition("\nYes.\nAlert: Under 13 with a sexual indicator (R3): phone now")[2]
    new, _, on = after.partition("The child:\n")
    assert heard.count(OPENING) == 1 and "Who to phone" not in new
    assert "New under Danger:\nThe child is under 13, and there are signs of a sexual kind." in new
    assert "The child is not at immediate risk: I have checked.\n" in new
    assert "Is the child missing now?" not in new and "Images of the child" not in new, "these were read"
    assert "Name: not filled in" in on and on.index("Name: not") < on.index("Consent:")


def test_where_others_are_to_be_phoned_now_they_are_read_in_their_order(home: Path) -> None:
    yellow = ("new", "", "", "", "", "", "1", "", "y", "go result", "stop", "phone")
    heard = talk(home, *yellow, "", "yes", "", "", "stop")
    new = heard.rpartition("Alert: Immediate risk")[2]
    assert "Who to phone:\nEmergency: police, ambulance, 999: day and night.\n" in new
    assert (
        heard.count("My name is (your name)") == 1 and "New under Danger:\nThe child is at immediate" in new
    )


def test_at_a_question_what_the_call_taker_says_is_written_down_and_it_is_asked_again(home: Path) -> None:
    heard = phoned(home, "write", "1", "K. Worker", "", "yes", "stop")
    before, _, after = heard.partition("Written down: The person's name: K. Worker.\n")
    assert before.count(QUESTIONS[0]) == 1 and after.count(f"{QUESTIONS[0]}\n1. Yes") == 1
    assert after.index(QUESTIONS[0]) < after.index(QUESTIONS[1]) and kept(home).immediate_risk is True


def test_there_stop_leads_from_the_rows_out_of_the_reading(home: Path) -> None:
    heard = phoned(home, "write", "stop")
    assert "The reading is ended.\n" in heard and QUESTIONS[1] not in heard


def test_a_question_mark_names_write_and_stop_there(home: Path) -> None:
    heard = phoned(home, "?", "yes", "back", "?", "3", "stop").split("[Leave it as it is: Yes]")
    said = "write: writes down what the call taker says; then this is asked again.\nstop ends the reading.\n"
    assert said in heard[0] and said in heard[1]
    assert "stop ends the reading.\n" in phoned(home, "yes", "back", "3", "?", "stop")


def test_within_a_record_that_is_open_write_is_no_answer_there(home: Path) -> None:
    heard = talk(home, *RED, "record", "", "phone", "?", "write", "stop").partition("Danger:")[2]
    assert "write:" not in heard and "stop ends the reading.\n" in heard
    assert "That is none of them." in heard
