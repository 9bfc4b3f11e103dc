"""What the notes cite is marked by ear: `back` leads to the one before, and what was marked is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")

MARK = ("new", "", "notes", "Seen: A3 and A5.", "", "result", "stop", "mark")


def test_back_leads_to_the_one_before_which_can_be_marked_otherwise(home: Path) -> None:
    heard = talk(home, *MARK, "1", "back", "2", "1", "quit")
    assert heard.count("Your notes cite A3, which") == 2 and heard.count("Your notes cite A5, which") == 2
    assert heard.count("Marked: A3 and A5.") == 1
    assert kept(home).marks == {"A3": "reasonably believe", "A5": "suspected"}


def test_who_goes_back_can_leave_it_unmarked_after_all(home: Path) -> None:
    heard = talk(home, *MARK, "1", "back", "3", "", "quit")
    assert "Marked:" not in heard and kept(home).marks == {}


def test_back_at_the_first_leaves_them_and_says_once_what_is_marked(home: Path) -> None:
    heard = talk(home, *MARK, "1", "back", "back", "quit")
    assert heard.count("Marked: A3.") == 1
    assert kept(home).marks == {"A3": "suspected"}
