"""In the line mode a tier was looked at when its last factor was asked, or `list all` read to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk

pytestmark = pytest.mark.usefixtures("store")

AT_YELLOW = ("new", "", "", "", "", "", "1", "")
"""A new screening in the hub's usual area; the child is known from work."""
ALL = "So far: nothing marked. Yellow, Amber and Red not looked at."


def so_far(heard: str) -> str:
    """What the last `where` said of the tiers."""
    return [line for line in heard.splitlines() if line.startswith("So far: ")][-1]


def test_who_goes_on_at_the_first_question_of_each_has_looked_at_none(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "next", "next", "where", "go", "")
    assert so_far(heard) == ALL
    for said in ("4. Yellow: not looked at", "5. Amber: not looked at", "6. Red: not looked at"):
        assert said in heard
    assert ALL.removeprefix("So far: nothing marked. ") in talk(home, "1", "go result")


@pytest.mark.parametrize("leaves", ["next", "previous", "go result", "go notes"])
def test_whatever_leads_away_before_the_last_question_is_no_look(home: Path, leaves: str) -> None:
    heard = talk(home, *AT_YELLOW, "go amber", "", "", "a10", "skip", leaves, "where")
    assert "A11 of 11." in heard, "to the very last question: it was asked"
    assert so_far(heard) == "So far: nothing marked. Yellow and Red not looked at."
    heard = talk(home, *AT_YELLOW, "go amber", "", "", "a10", leaves, "where")
    assert "A11 of 11." not in heard
    assert so_far(heard) == ALL


def test_question_after_question_to_the_end(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "go red", *[""] * 9, "where", "", "where")
    assert heard.count(ALL) == 1, "R10 is asked"
    assert so_far(heard) == "So far: nothing marked. Yellow and Amber not looked at."
    assert "End of Red: nothing marked." in talk(home, "1", "go red", "r11", "")


def test_all_of_a_tier_read_out_to_its_end_is_a_look_and_less_is_none(home: Path) -> None:
    beginning = (*AT_YELLOW, "go amber")
    assert so_far(talk(home, *beginning, "list", "where")) == ALL
    assert so_far(talk(home, *beginning, "list all", "stop", "where")) == ALL
    heard = talk(home, *beginning, "list all", "", "where")
    assert "A11: not marked." in heard
    assert so_far(heard) == "So far: nothing marked. Yellow and Red not looked at."


def test_the_document_in_guidance_is_not_the_tier_asked_of_this_child(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "go amber", "explain", "", "", "", "where")
    assert "A11: " in heard
    assert so_far(heard) == ALL


def test_back_from_the_first_question_asks_the_last_of_the_tier_before(home: Path) -> None:
    heard = talk(home, *AT_YELLOW, "next", "back", "where")
    assert "V6, 15 of 15." in heard
    assert so_far(heard) == ALL, "it was stepped back to, and answered by nobody"
    heard = talk(home, *AT_YELLOW, "next", "back", "", "where")
    assert so_far(heard) == "So far: nothing marked. Amber and Red not looked at."
    heard = talk(home, *AT_YELLOW, "next", "back", "back", "", "where")
    assert so_far(heard) == "So far: nothing marked. Amber and Red not looked at.", "from the one before it"


def test_what_was_listed_of_a_closed_tier_is_no_look_at_it_once_it_is_open(home: Path) -> None:
    at_closed = ("new", "", "", "", "", "", "3", "", "go amber")
    heard = talk(home, *at_closed, "list all", "", "where", "known", "1", "where")
    assert "Yellow not looked at. Amber and Red not asked (first meeting)." in heard
    assert so_far(heard) == ALL


def test_a_completed_screening_is_only_read(home: Path) -> None:
    completed = ("y", "go review", "complete", "yes")
    talk(home, *AT_YELLOW, *completed)
    heard = talk(home, "completed", "1", "go amber", "a11", "where")
    assert "A11 of 11." in heard
    assert so_far(heard) == "So far: vulnerabilities raised. Amber and Red not looked at."


def test_of_a_completed_one_no_line_is_said_to_be_deleted(home: Path) -> None:
    talk(home, *AT_YELLOW, "go notes", "Met at school.", "go review", "complete", "yes")
    heard = talk(home, "completed", "1", "go notes", "delete 1", "read")
    refused = heard.partition("A line, read, or Enter to go on. Now: 1 line.\n")[2]
    assert refused.startswith("This screening is completed, so it is only shown.")
    assert "is deleted" not in heard and "1. Met at school.\n" in refused
