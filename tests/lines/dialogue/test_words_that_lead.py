"""A command's word typed where a text is asked for: it leads where it can, and is never taken for an answer unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import NAME, PASSPHRASE, Conversation, talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")

AT_START = ("new", "")  # at the question on immediate risk
AT_PLACED_BY = (*AT_START, "", "", "")
PLACED_BY = "Which council placed the child here, if another one did?"


@pytest.mark.parametrize("answer", ["no", ""])
def test_stop_is_no_council_unless_it_is_said_to_be(home: Path, answer: str) -> None:
    heard = talk(home, *AT_PLACED_BY, "stop", answer)
    assert f"stop is no command here. Is it your answer? Yes or no? [no]\n{PLACED_BY} Now: empty.\n" in heard
    assert kept(home).placed_by == ""


def test_what_is_meant_is_taken_after_the_question_or_at_once_with_the_sign(home: Path) -> None:
    heard = talk(home, *AT_PLACED_BY, "Stop", "yes", "back", "=home")
    assert heard.count("Is it your answer?") == 1 and "Taken as text" not in heard
    assert kept(home).placed_by == "home"


def test_a_word_that_go_leads_to_is_said_to_be_one(home: Path) -> None:
    heard = talk(home, *AT_PLACED_BY, "phone", "", "Made-up Council")
    assert "phone is a command: go phone does it here. Is it your answer? Yes or no? [no]" in heard
    assert kept(home).placed_by == "Made-up Council"


@pytest.mark.parametrize(
    ("typed", "replies", "stands"),
    [
        ("go child's surname", [""], "Made-up Council"),
        ("go child's surname", ["y"], "go child's surname"),
        ("Go on as the council of Nowhere", [], "Go on as the council of Nowhere"),
        ("=go child's surname", [], "go child's surname"),
        ("go details 40", [], "Made-up Council"),
    ],
)
def test_a_place_that_there_is_not_takes_the_place_of_no_answer_unasked(
    home: Path, typed: str, replies: list[str], stands: str
) -> None:
    heard = talk(home, *AT_PLACED_BY, "Made-up Council", "back", typed, *replies, "quit")
    assert kept(home).placed_by == stands
    asked = f"No question is called {typed.partition(' ')[2]}. Is this your answer: {typed}? Yes or no? ["
    assert (asked in heard) is bool(replies)
    assert ("There is no question details 40 now." in heard) is (typed == "go details 40")


def test_in_the_question_itself_every_command_works(home: Path) -> None:
    heard = talk(home, *AT_PLACED_BY, "stop", "back")
    assert heard.rpartition("Is it your answer?")[2].startswith(" Yes or no? [no]\nIs the child missing now?")
    assert kept(home).placed_by == ""


def test_the_one_line_of_a_harm_is_asked_the_same(home: Path) -> None:
    heard = talk(home, *AT_START, "harm", "y", "", "stop", "no", "He said stop.")
    assert "stop is no command here. Is it your answer?" in heard
    assert kept(home).harm.words == "He said stop."


def test_a_line_that_breaks_off_in_that_question_leaves_nothing_in_the_field(home: Path) -> None:
    with Conversation(home) as conversation:
        conversation.type(NAME, PASSPHRASE, *AT_PLACED_BY, "stop")
        conversation.hear("Is it your answer?")
        conversation.hang_up()
        assert conversation.end() == 0
    assert kept(home).placed_by == ""


# Result and Review


@pytest.mark.parametrize(("word", "there"), [("result", "8 Result"), ("review", "10 Review")])
@pytest.mark.parametrize("place", [AT_START, AT_PLACED_BY, (*AT_START, "go yellow"), (*AT_START, "notes")])
def test_result_and_review_lead_there_from_anywhere(
    home: Path, word: str, there: str, place: tuple[str, ...]
) -> None:
    heard = talk(home, *place, word)
    assert f"\n{there}.\n" in heard
    assert kept(home).notes == "" and kept(home).placed_by == ""


def test_in_review_they_lead_on_too_and_where_no_screening_is_open_it_is_said(home: Path) -> None:
    heard = talk(home, "review", *AT_START, "review", "result", "review")
    assert "review needs an open screening" in heard
    assert heard.count("\n10 Review.\n") == 2 and heard.count("\n8 Result.\n") == 1


def test_they_stand_in_the_help_of_a_screening_alone(home: Path) -> None:
    heard = talk(home, "help", *[""] * 9, *AT_START, "help", *[""] * 9)
    at_home, _, in_it = heard.partition("Begun: ")
    assert "result: The result" not in at_home
    assert "result: The result" in in_it and "review: Review and export" in in_it


def test_a_number_of_the_list_is_no_name_unless_it_is_said_to_be(home: Path) -> None:
    heard = talk(home, "new", "", "go details", "2", "", "Pat Example", "7", "y", "=2", "quit")
    assert "This asks for words. Is 2 your answer? Yes or no? [no]" in heard
    details = kept(home).practitioner
    assert details.name == "Pat Example" and details.organisation == "7" and details.phone == "2"


@pytest.mark.parametrize(
    ("word", "there"), [("go 4", "4 Yellow."), ("next", "4 Yellow."), ("go 1", "Is the child at")]
)
def test_a_question_on_danger_that_a_word_leads_away_from_says_that_it_is_not_answered(
    home: Path, word: str, there: str
) -> None:
    heard = talk(home, *AT_START, "harm", word).partition("1 to 3? [Leave it not answered]\n")[2]
    left, leads = heard.splitlines()[:2]
    assert left == "Left not answered: whether you saw or were told of harm today."
    assert leads.startswith(there)
    assert kept(home).harm_today is None
