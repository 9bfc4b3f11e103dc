"""An answer that is not right takes the place of none that is; that it stays is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")
BEGIN = ("new", "")


def test_what_stood_before_a_wrong_answer_stays_and_that_is_said(home: Path) -> None:
    heard = talk(
        home,
        *BEGIN,
        *("n", "maybe", "back", "perhaps", ""),
        *("go locality", "go where does the child live", "9"),
        *("go child's date of birth", "3 may 2012", "back", "31 feb 2012", ""),
        *("go a1", "s", "back", "yes", "zzz"),
        *("go consent: what has happened so far", "agreed", "back", "9"),
    )
    assert "Answer yes or no. Kept: no, I have checked.\n" in heard
    assert (
        "Date of birth must be a real date. Kept: 3 May 2012. For example, 3 4 2010 or 3 apr 2010." in heard
    )
    assert "Child's date of birth? Typed and not taken: “31 feb 2012”. Now: 3 May 2012.\n" in heard
    assert "A1 takes suspected or reasonably believe. Kept: suspected. Type s, b or n.\n" in heard
    assert "Kept: suspected. Type s, b or n, or ? for more.\n" in heard
    assert "Kept: Agreed.\n" in heard
    answers = kept(home)
    assert (answers.immediate_risk, answers.marks) == (False, {"A1": "suspected"})
    assert (answers.child.date_of_birth, answers.consent.status) == ("2012-05-03", "agreed")


@pytest.mark.parametrize(
    ("answer", "stands"), [("", "pat@example.org"), ("n", "pat@example.org"), ("y", "nonsense")]
)
def test_an_address_that_looks_wrong_takes_the_place_of_a_right_one_only_where_it_is_meant(
    home: Path, answer: str, stands: str
) -> None:
    heard = talk(home, *BEGIN, "go your email", "pat@example.org", "back", "nonsense", answer, "list")
    asked = (
        "This does not look like an email address. Take it in the place of pat@example.org? Yes or no? [no]\n"
    )
    assert asked in heard
    assert ("Kept: pat@example.org.\n" in heard) == (answer != "y")
    assert kept(home).practitioner.email == stands
    assert f"9.5 Your email: {stands}.\n" in heard


def test_where_nothing_stood_it_is_kept_as_it_was_typed(home: Path) -> None:
    heard = talk(home, *BEGIN, "go child's phone", "by her aunt")
    assert "There is no number in this. It is kept as you typed it." in heard
    assert kept(home).child.phone == "by her aunt"


def test_a_wrong_time_of_a_call_leaves_the_right_one(home: Path) -> None:
    to_the_time = ("record", "1", "1", "2", "more")
    heard = talk(home, *BEGIN, "go y1", *to_the_time, "yesterday 9:00", "back", "31 feb", "")
    assert "Kept: 24 November 2026, 09:00.\n" in heard
