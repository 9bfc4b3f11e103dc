"""Whether a child is known here already, heard line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.words.matching import KNOWN_HERE, NOTHING_FOUND
from ce_tui.session.words.known import ASK, TOO_LITTLE
from support.people import office
from support.people.conversation import CONFIG, listen, talk
from support.people.screens import second_terminal

pytestmark = pytest.mark.usefixtures("store")

NAME, BORN = "Zephyrine Quillfeather", "3 apr 2011"
AT_THE_NAME = ("new", "", "go details", *["skip"] * 5)


def also_screened(home: Path) -> str:
    """The child, of another screening: its reference."""
    casebook = second_terminal(home)
    child = Child(name=NAME, date_of_birth="2011-04-03")
    answers = Answers(pathway=CONFIG.pathways().current.id, locality="essex", child=child)
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(screening)
    casebook.close()
    return screening.ref


def test_it_is_said_once_the_name_stands_and_again_with_the_birth_date(home: Path) -> None:
    ref = also_screened(home)
    heard = talk(home, *AT_THE_NAME, NAME, BORN, "", "", "", "", "child", "list", "nonsense", "99", "1")
    assert "This child may be known: 1 screening (1 perhaps). go child says why." in heard
    assert "This child may be known: 1 screening (1 probably). go child says why." in heard
    assert f"1. {ref}: " in heard
    assert "Probably the same child (birth date: the same; forename: the same; surname: the same). " in heard
    assert ASK in heard and "A number to open it? [back]" in heard
    assert heard.count("Type a number from the list, or a reference.") == 2
    assert f"{ref}, draft" in heard.rpartition("A number to open it?")[2]


def test_of_nobody_and_of_too_little_it_is_said_what_it_is(home: Path) -> None:
    also_screened(home)
    heard = talk(home, *AT_THE_NAME, "Zephyrine", *[""] * 5, "child")
    assert TOO_LITTLE in heard and "may be known" not in heard
    heard = talk(home, *AT_THE_NAME, "Peregrine Marshmallow", BORN, *[""] * 4, "child")
    assert NOTHING_FOUND in heard and "may be known" not in heard


def test_of_a_colleagues_only_that_the_hub_knows_one(home: Path) -> None:
    office.hub(home)
    also_screened(home)
    heard = listen(home, office.BEN, office.SECRET, *AT_THE_NAME, NAME, BORN, "", "", "", "", "child")
    assert heard.count(KNOWN_HERE) == 2 and "may be known" not in heard
