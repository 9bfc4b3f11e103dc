"""Screening a child again, line by line: from Review of the one before, with what it marked said with each factor."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.children.matching import Person
from support.people.conversation import CONFIG, talk
from support.people.screens import second_terminal

pytestmark = pytest.mark.usefixtures("store")

ZEPHYRINE = Child(name="Zephyrine Quillfeather", date_of_birth="2011-04-03", address="1 Example Street")


@pytest.fixture
def earlier(home: Path) -> str:
    """A completed screening of 3 October: its reference."""
    casebook = second_terminal(home)
    screening = casebook.screenings.begin(
        Answers(
            pathway=CONFIG.pathways().current.id,
            locality="thurrock",
            screened_on="2026-10-03",
            known_to_practitioner=True,
            child=ZEPHYRINE,
            marks={"A3": "suspected", "A8": "suspected"},
            notes="What was seen: nothing yet.",
        )
    )
    casebook.screenings.leave(casebook.screenings.complete(screening))
    casebook.close()
    return screening.ref


AGAIN = ("go review", "rescreen")


def test_the_next_screening_begins_with_who_the_child_is_and_each_factor_says_what_it_was(
    home: Path, earlier: str
) -> None:
    to_amber = ("", "go amber", "A3", "s", "list all")
    to_result = ("go details", *["skip"] * 5, "go result")
    heard = talk(home, earlier, "go review", "?", "rescreen", *to_amber, *to_result)
    assert "Screen this child again: a new screening, who they are comes along" in heard
    assert "Where does the child live?" in heard and "[Thurrock]" in heard
    assert f"A new screening of the child of {earlier}." in heard
    assert "Before, 3 October 2026: suspected, not confirmed. Suspected, believe or no? [not marked]" in heard
    assert "As in the screening before, 3 October 2026: are these details still right?" in heard
    assert "on 3 October 2026 it was said that someone in it may be involved" in heard
    found = second_terminal(home)
    new = next(each for each in found.index.all() if each.ref != earlier)
    screening = found.screenings.read(new.ref)
    assert (screening.answers.child, screening.answers.marks) == (ZEPHYRINE, {"A3": "suspected"})
    assert screening.answers.locality == "thurrock" and screening.answers.family_before == "2026-10-03"
    assert [each.screening.ref for each in found.children.find(Person(ZEPHYRINE.name), new.ref).same] == [
        earlier
    ]
    found.close()


def test_whoever_goes_back_from_the_area_is_in_review_and_nothing_was_begun(home: Path, earlier: str) -> None:
    heard = talk(home, earlier, *AGAIN, "back", "where")
    assert "Review" in heard.rpartition("Where does the child live?")[2]
    found = second_terminal(home)
    assert [each.ref for each in found.index.all()] == [earlier]
    found.close()
