"""`find` and words, wherever one is: what is useful there is looked through, and a number leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people import office
from support.people.conversation import Conversation, listen, talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")
NEW = ("new", "")
COUNCIL = "Which council placed the child here, if another one did?"


def test_in_each_section_its_own_is_found_and_a_number_or_an_id_goes_there(home: Path) -> None:
    with Conversation(home) as talking:
        for question, line in (
            ("Your name?", "Made-up Practitioner"),
            ("Passphrase?", "imaginary words for tests only"),
            ("number? [new]", "new"),
            ("1 to 4? [Essex]", ""),
            ("I have checked? Now: not answered.", "find MISSING now"),
            ("1 found in 3 Start.\n1. Is the child missing now? not answered.\nGo to which? [stay]", "1"),
            ("Is the child missing now? Yes or no? Now: not answered.", "next"),
            ("Y1 of 15. ", "find school"),
            ("2 found in 4 Yellow.\n1. Y8: not marked. Problems at school", "v3"),
            ("V3, 12 of 15. ", "find holding drugs"),
            (
                "Nothing is found in 4 Yellow. In the rest of this screening: 1.\n1. 6 Red: R2: not marked.",
                "1",
            ),
            ("6 Red.\nR2 of 11. ", "go details"),
            ("Your name? Now: empty.", "find"),
            ("Find which words? [none]", "child's name"),
            ("1 found in 9 Details.\n1. Child's name: empty.\nGo to which? [stay]", "1"),
            ("Child's name? Now: empty.", "go review"),
            ("[go on to Home]", "find protect"),
            (". Protect the PDF with a passphrase", ""),
        ):
            talking.answer(question, line)
        talking.hear("Home.")
        talking.hang_up()
        assert talking.end() == 0


def test_of_what_was_found_none_need_be_gone_to_and_other_words_can_be_looked_for_at_once(home: Path) -> None:
    heard = talk(home, *NEW, "go yellow", "find school", "find missing", "9", "back", "find nowhere", "y")
    assert "Type a number from 1 to 1, or Enter." in heard
    assert "Nothing is found here.\nY1. Yes or no? Now: not marked.\nY1: yes." in heard
    assert heard.count("Go to which?") == 3


def test_lists_are_looked_through_with_the_numbers_that_they_have(home: Path) -> None:
    office.hub(home)
    heard = listen(
        home,
        *(office.ADMIN, office.SECRET, "accounts", f"find {office.BEN}", "", "log", "find signed in", ""),
        *("keeping", "find nobody", "", "account", "find locks", "", "contacts", "find c-spoc", "back"),
        *("guidance", "find consent from the family", "1", "stop", "find", ""),
    )
    assert f"1 found.\n3. {office.BEN}" in heard
    assert "2 found.\nEntry 8, " in heard
    assert "Nothing is found here.\nKeeping:" in heard
    assert "1 found.\n2. Time until it locks by itself.\n" in heard
    assert "1 found.\nSouthend: C-SPOC, 01702 215007" in heard
    assert "6 paragraphs found." in heard and "\nSouthend CE Procedures.\nSeek support" in heard


def test_before_the_sign_in_there_is_nothing_but_the_document_and_the_numbers(home: Path) -> None:
    heard = listen(home, "find", "guidance", "find tier", "", "back", "contacts", "find mash", "")
    assert "There is nothing to look through here." in heard
    assert "Thurrock: Thurrock MASH, 01375 652 802" in heard


# In a text


@pytest.mark.parametrize(
    ("typed", "answer", "stands"),
    [
        ("find the council", "", ""),
        ("find the council", "y", "find the council"),
        ("Find out which council it was", "", "Find out which council it was"),
        ("Find out which council it was", "n", ""),
        ("=find it", "", "find it"),
    ],
)
def test_what_begins_so_in_a_text_is_asked_about_and_never_lost(
    home: Path, typed: str, answer: str, stands: str
) -> None:
    heard = talk(home, *NEW, "", "", "", typed, answer, "quit")
    assert kept(home).placed_by == stands
    assert (f"Is this your answer: {typed}?" in heard) is not typed.startswith("=")
    if not stands:
        words = typed.partition(" ")[2]
        assert f"it is looked for here: {words}. Yes or no?" in heard
        assert f"Nothing is found here.\n{COUNCIL} Now: empty.\n" in heard or "Go to which? [stay]\n" in heard


def test_in_the_notes_it_is_taken_as_text_which_is_said_and_alone_it_looks_through_them(home: Path) -> None:
    heard = talk(home, *NEW, "notes", "Find out who met him.", "find", "MET", "find", "", "quit")
    assert kept(home).notes == "Find out who met him."
    assert "Taken as text. To look for words: find alone, which asks for them.\n" in heard
    assert "1 found in 7 Notes.\n1. Find out who met him.\n" in heard
