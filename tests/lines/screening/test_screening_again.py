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
    assert (
        "Before, 3 October 2026: suspected, not confirmed. Suspected, believe or no? Now: not marked."
        in heard
    )
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


def test_where_a_draft_of_the_child_is_there_already_enter_goes_on_with_it(home: Path, earlier: str) -> None:
    talk(home, earlier, *AGAIN, "", "yes")
    casebook = second_terminal(home)
    (draft,) = [each.ref for each in casebook.index.all() if each.ref != earlier]
    casebook.close()
    heard = talk(home, earlier, *AGAIN, "", "where").partition(
        f"{draft} is a draft of the same child already."
    )[2]
    assert f"1. Open {draft} and go on with it\n2. Begin another one\n" in heard
    assert f"{draft}, draft. Opened where you left it." in heard and "The child is at immediate risk" in heard
    heard = talk(home, earlier, *AGAIN, "back", "where").partition("already.")[2]
    assert "Nothing was begun." in heard and f"{draft}, draft" not in heard
    casebook = second_terminal(home)
    assert len(casebook.index.all()) == 2
    casebook.close()


TO_CHILD = ("", "go details", *["skip"] * 5)
NAME_AS_BEFORE = "Child's name? Now: Zephyrine Quillfeather, as before.\n"
CONFIRMED = "Child's name? Now: Zephyrine Quillfeather.\n"
BORN_AS_BEFORE = "Child's date of birth? Now: 3 April 2011, as before.\n"
LIVES_AS_BEFORE = "Now: 1 Example Street, as before.\n"
STILL_RIGHT = "As in the screening before, 3 October 2026: are these details still right?\n"


def test_each_detail_that_came_along_says_so_until_it_is_confirmed_or_changed(
    home: Path, earlier: str
) -> None:
    confirmed = ("?", "", "back", "", "4 apr 2011", "back")
    changed = ("skip", "skip", "skip", "skip", "2 Example Street", "back")
    heard = talk(home, earlier, *AGAIN, *TO_CHILD, *confirmed, *changed).partition(STILL_RIGHT)[2]
    hint = (
        "As before: as in the screening before. Enter says that it is still right; skip leaves that open.\n"
    )
    assert heard.count(NAME_AS_BEFORE) == 2 and hint in heard, "as it is asked, and once more after ?"
    assert heard.count(CONFIRMED) == 1, "Enter confirmed it"
    assert (
        heard.count(BORN_AS_BEFORE) == 2 and heard.count("Child's date of birth? Now: 4 April 2011.\n") == 1
    )
    assert heard.count(LIVES_AS_BEFORE) == 1 and heard.count("Now: 2 Example Street.\n") == 1
    assert "Now: empty, as before." not in heard


def test_what_is_only_passed_over_is_said_to_be_as_before_the_next_time_too(home: Path, earlier: str) -> None:
    heard = talk(home, earlier, *AGAIN, *TO_CHILD, "skip", "back")
    assert heard.count(NAME_AS_BEFORE) == 2


def test_once_all_of_it_is_confirmed_nothing_asks_whether_it_is_still_right(home: Path, earlier: str) -> None:
    heard = talk(home, earlier, *AGAIN, *TO_CHILD, *[""] * 6, "go details", *["skip"] * 6)
    assert heard.count(STILL_RIGHT) == 1 and heard.count(CONFIRMED) == 1


TO_AREA = ("go start", *["skip"] * 4)


@pytest.mark.parametrize(
    ("then", "as_before"),
    [
        (("skip", "skip"), 1),
        (("Quentin Featherstonehaugh", "skip"), 2),
        (("skip", "4 apr 2011"), 2),
        ((*TO_AREA, "2", "go details", *["skip"] * 7), 2),
    ],
    ids=["the same child", "another name", "another birth date", "another area"],
)
def test_an_address_that_was_confirmed_is_asked_about_again_once_it_is_anothers_or_elsewhere(
    home: Path, earlier: str, then: tuple[str, ...], as_before: int
) -> None:
    at_the_child = ("go details", *["skip"] * 5)
    heard = talk(home, earlier, *AGAIN, *TO_CHILD, *[""] * 6, *at_the_child, *then, *["skip"] * 4)
    assert heard.count(LIVES_AS_BEFORE) == as_before and CONFIRMED in heard


def test_what_is_no_date_is_not_said_to_be_as_before(home: Path, earlier: str) -> None:
    heard = talk(home, earlier, *AGAIN, *TO_CHILD, "", "31 feb", "quit")
    assert "Typed and not taken: “31 feb”." in heard and "“31 feb”, as before" not in heard


def test_of_a_child_whom_nobody_screened_before_nothing_is_as_before(home: Path, earlier: str) -> None:
    heard = talk(home, "new", *TO_CHILD, "Quentin Featherstonehaugh", "back")
    assert "Child's name? Now: Quentin Featherstonehaugh.\n" in heard and "as before" not in heard
