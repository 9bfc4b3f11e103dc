"""`go` leads to any question of the screening, from any of them: by its number, its name or a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.interview.questions import Question
from ce_tui.session.words.sharing import called
from support.people.conversation import talk
from support.people.kept import kept

BEGIN = ("new", "")
RISK = "Is the child at immediate risk? Yes, or no, I have checked? Now: not answered.\n"


def after(heard: str, words: str) -> str:
    return heard.partition(words)[2]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "begun_at", ["go start", "go y1", "go notes", "go result", "go child's name", "go review"]
)
def test_every_question_is_gone_to_from_each_section(home: Path, begun_at: str) -> None:
    heard = talk(
        home,
        *BEGIN,
        begun_at,
        "stop",
        "go 9.11",
        "go missing now",
        "go 4.12",
        "go 8.1",
        "go details 6",
        "go birth",
    )
    for words in (
        "Child's home address? Now: ",
        "Is the child missing now? Yes or no? Now: ",
        "V3, 12 of 15.",
        "What do you decide to do?\n",
        "Child's name? Now: ",
        "Child's date of birth? Now: ",
    ):
        assert words in heard
        heard = after(heard, words)


@pytest.mark.usefixtures("store")
def test_what_is_ambiguous_or_unknown_is_said_and_changes_nothing(home: Path) -> None:
    heard = talk(
        home, *BEGIN, "go email", "go phone number", "go 9.99", "go y99", "go zzz", "go consent", "where"
    )
    assert (
        f"email may be 9.5 Your email, or 9.10 Child's email. Type go and its number, or more of its name.\n{RISK}"
        in heard
    )
    assert (
        "There is no question 9.99 now. list all: the questions where you are, with their numbers.\n" in heard
    )
    assert "There is no Y99 in this pathway.\n" in heard
    assert (
        heard.count("There is no such place. go alone lists them all; = before it makes it an answer.\n") == 2
    )
    assert "consent may be 9.12 Consent: what has happened so far, or 9.13 Reason, where consent was" in heard
    assert "3 Start. Question 3.1, of 7: Is the child at immediate risk?" in heard


@pytest.mark.usefixtures("store")
def test_in_a_text_the_whole_name_is_gone_to_and_a_sentence_is_a_text(home: Path) -> None:
    heard = talk(
        home, *BEGIN, "go 9.1", "go child's home address", "1 Made-up Road", "go 9.2", "Go on with the school"
    )
    assert "Child's home address? Now: empty.\n" in heard
    answers = kept(home)
    assert answers.practitioner.organisation == "Go on with the school"
    assert answers.child.address == "1 Made-up Road"


@pytest.mark.usefixtures("store")
def test_places_and_the_numbers_of_the_list_lead_where_they_did(home: Path) -> None:
    heard = talk(home, *BEGIN, "go child's name", "go 6", "go details", "go contacts", "stop")
    assert "6 Red.\n" in heard and "9 Details.\n" in heard
    assert "Emergency: police, ambulance, 999: day and night." in heard


@pytest.mark.parametrize(
    ("label", "group", "name"),
    [
        ("Phone", "yours", "Your phone"),
        ("Phone", "child", "Child's phone"),
        ("Other", "child", "Child's other contact details"),
        ("E-mail", "yours", "Your e-mail"),
        ("NHS number", "child", "Child's NHS number"),
        ("Your name:", "yours", "Your name"),
        ("Child's date of birth:", "child", "Child's date of birth"),
        ("Date of the screening", "", "Date of the screening"),
        ("Consent: what has happened so far?", "consent", "Consent: what has happened so far?"),
    ],
)
def test_a_question_is_called_so_that_it_is_heard_whose_it_is(label: str, group: str, name: str) -> None:
    asked = Question(id="child.phone", label=label, kind="text", group=group)  # type: ignore[arg-type]
    assert called(asked) == name
