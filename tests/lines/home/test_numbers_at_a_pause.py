"""A list that is read in parts: whoever has heard the number that they want types it at the pause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from support.people import office
from support.people.conversation import CONFIG, listen
from support.people.followed_up import NOON, RED, at_noon, screening_with

MANY = 14


@pytest.fixture(autouse=True)
def _hub(home: Path) -> None:
    office.hub(home)
    for _ in range(MANY):
        screening_with(home, RED)


def bens(home: Path, *lines: str) -> str:
    """What Ben hears who signs in, and types."""
    return listen(home, office.BEN, office.SECRET, *lines, now=NOON)


def numbered(heard: str) -> dict[str, str]:
    """The references by the numbers that were said before them."""
    return dict(re.findall(r"^(\d+)\. (CE-\w{4}-\w{2})", heard, re.MULTILINE))


@pytest.mark.parametrize("listing", ["due", "list", f"find {office.CHILD}"])
def test_a_number_that_was_just_heard_opens_it_at_the_pause(home: Path, listing: str) -> None:
    heard = bens(home, listing, "2", "where")
    read, pause, after = heard.partition(" more. Enter goes on, stop ends. [go on]\n")
    assert pause and f"\n{numbered(read)['2']}, draft. " in f"\n{after}"
    assert "This is being read out" not in after and not numbered(after)


@pytest.mark.parametrize("listing", ["due", "list"])
def test_a_number_that_was_not_read_yet_is_none(home: Path, listing: str) -> None:
    heard = bens(home, listing, *(str(MANY), "") * 5)
    before, _, after = heard.partition("This is being read out. Enter goes on; stop ends it")
    assert str(MANY) not in numbered(before) and ", draft. " not in before
    assert f"\n{numbered(after)[str(MANY)]}, draft. " in after, "once it was read it is"


def test_a_reference_is_taken_there_too_and_the_hint_says_so(home: Path) -> None:
    ref = numbered(bens(home, "list", "stop"))["1"]
    heard = bens(home, "due", "?", ref.lower())
    assert "The number of a row that was read already, or a reference, is taken here as at the end" in heard
    assert f"{ref}, draft. " in heard


def test_while_due_is_heard_once_more_and_at_list_there_too(home: Path) -> None:
    for again in ("due", "list all"):
        heard = bens(home, "due", "stop", again, "3")
        ref = numbered(heard)["3"]
        assert f"{ref}, draft. " in heard.rpartition("Enter goes on, stop ends. [go on]\n")[2]


def test_a_list_that_is_asked_for_at_its_first_pause_is_what_is_due(home: Path) -> None:
    heard = bens(home, "due", "list all", "stop", "1")
    read, _, again = heard.partition(" more. Enter goes on, stop ends. [go on]\n")
    assert numbered(read)["1"] == numbered(again)["1"] and "1. " + numbered(again)["1"] + ", Red" in again
    assert "screened 2" not in again.partition("What was done")[0], "not Home's"


def test_at_another_question_the_same_number_is_no_answer(home: Path) -> None:
    heard = bens(home, "find", "list all", "2", "stop", "nothing of the kind")
    assert "This is being read out. Enter goes on" in heard and "No screenings found." in heard


def test_of_children_known_here_a_number_is_asked_about_at_the_pause(home: Path) -> None:
    casebook = at_noon(home)
    child = Child(name=office.CHILD)
    answers = Answers(pathway=CONFIG.pathways().current.id, locality="essex", child=child)
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(screening)
    casebook.close()
    heard = bens(home, screening.ref, "go child", "2", "open")
    read, _, after = heard.partition(" more. Enter goes on, stop ends. [go on]\n")
    ref = numbered(read)["2"]
    assert f"{ref}. Perhaps the same child" in after and "1. Open it\n" in after
    assert f"{ref}, draft. " in after
