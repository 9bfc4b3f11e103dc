"""The numbers of Home's list, by ear: they open what they were said of until the list is said again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.people.conversation import talk

pytestmark = pytest.mark.usefixtures("store")

TWO = ("new", "2", "go y1", "y", "home", "new", "2", "go r2", "s", "", "home")
COMPLETED = ("complete", "y", "home")  # in the list it then stands last


def references(heard: str) -> list[str]:
    """In the order in which they are said after a number."""
    return re.findall(r"^\d\. (CE-\w{4}-\w{2})", heard, re.MULTILINE)


def opened(heard: str) -> list[str]:
    """The references of what was opened."""
    return re.findall(r"^(CE-\w{4}-\w{2}), (?:draft|completed)[.,]", heard, re.MULTILINE)


def test_a_number_opens_what_it_was_said_of_though_the_order_is_another_now(home: Path) -> None:
    heard = talk(home, *TWO, "list", "1", *COMPLETED, "1", "home", "2", "home", "list")
    first, second, *then = references(heard)
    assert then == [second, first], "the order is another"
    assert opened(heard) == [first, first, second]


def test_the_numbers_are_dealt_anew_when_the_list_is_said_again(home: Path) -> None:
    heard = talk(home, *TWO, "list", "1", *COMPLETED, "list", "1", "home")
    first, second, *_ = references(heard)
    assert opened(heard) == [first, second]


def test_a_number_that_was_not_said_opens_none(home: Path) -> None:
    heard = talk(home, *TWO, "list", "new", "2", "home", "3")
    assert "There is no number 3. list says the numbers." in heard


def test_what_is_opened_is_said_with_the_tier_that_is_acted_on(home: Path) -> None:
    heard = talk(home, *TWO, "list", "1", "home", "2", "home")
    assert "Opened where you left it. Red.\n" in heard
    assert "Opened where you left it. Yellow.\n" in heard
