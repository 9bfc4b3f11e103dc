"""Whether a child is known here already, heard line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.words.comparison import KNOWN_HERE, NOTHING_FOUND
from ce_tui.session.words.known import ASK, TOO_LITTLE
from support.people import office
from support.people.conversation import CONFIG, PASSPHRASE, Conversation, listen, talk
from support.people.conversation import NAME as NAME_OF_ACCOUNT
from support.people.screens import second_terminal

pytestmark = pytest.mark.usefixtures("store")

NAME, BORN = "Zephyrine Quillfeather", "3 apr 2011"
QUESTION = "A number, to open it or to say whether it is the same child? [back]"
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
    heard = talk(home, *AT_THE_NAME, NAME, BORN, "", "", "", "", "child", "list", "nonsense", "99", "1", "1")
    assert "This child may be known: 1 screening (1 perhaps). go child says why." in heard
    assert "This child may be known: 1 screening (1 probably). go child says why." in heard
    assert f"1. {ref}: " in heard
    assert "Probably the same child (birth date: the same; forename: the same; surname: the same). " in heard
    assert ASK in heard and QUESTION in heard
    assert heard.count("Type a number from the list, or a reference.") == 2
    assert f"{ref}, draft" in heard.rpartition(QUESTION)[2]


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


AT_THE_LIST = (*AT_THE_NAME, NAME, BORN, "", "", "", "", "child")


def test_a_number_asks_what_to_do_and_what_is_said_is_read_anew(home: Path) -> None:
    ref = also_screened(home)
    heard = talk(home, *AT_THE_LIST, "?", "1", "2", "yes", "1", "take back", "1", "3")
    assert "At once: open, same, not same or take back, and a number." in heard
    assert "1. Open it\n2. It is the same child\n3. It is not the same child\n1 to 3? [none]" in heard
    in_order = (
        "Both stay as they are.",
        f"{ref} are of the same child now. It can be taken back in the same place.",
        f"1. {ref}: The same child, as ",
        "Taken back: it is open again whether ",
        f"1. {ref}: Probably the same child",
        f"{ref} are not of the same child. ",
        f"1. {ref}: Not the same child, as ",
    )
    for words in in_order:
        _, found, heard = heard.partition(words)
        assert found, words


def test_it_is_said_at_once_with_a_word_and_a_number(home: Path) -> None:
    ref = also_screened(home)
    heard = talk(
        home, *AT_THE_LIST, "same 1", "no", "same 1", "yes", "take back 1", f"not same {ref}", "open 1"
    )
    assert heard.count("Both stay as they are.") == 2 and "Nothing was changed." in heard
    for words in (f"{ref} are of the same child now.", "Taken back: ", f"{ref} are not of the same child."):
        assert heard.count(words) == 1
    assert f"{ref}, draft" in heard.rpartition(QUESTION)[2]


def test_a_number_stays_what_it_was_until_the_list_is_read_again(home: Path) -> None:
    first = also_screened(home)
    with Conversation(home) as heard:
        for line in (NAME_OF_ACCOUNT, PASSPHRASE, *AT_THE_LIST):
            heard.type(line)
        heard.hear(QUESTION)
        second = also_screened(home)
        assert f"1. {first}" in heard.text and second not in heard.text
        heard.type("not same 1")
        said = heard.hear(QUESTION)
        assert f"{first} are not of the same child." in said and f"1. {second}: Probably" in said
        heard.type("quit")


def test_what_was_said_is_read_where_too_little_is_typed_to_look(home: Path) -> None:
    ref = also_screened(home)
    heard = talk(home, *AT_THE_NAME, "Zephyrine", *[""] * 5, "child", "")
    assert QUESTION not in heard
    casebook = second_terminal(home)
    [open_one] = [each.ref for each in casebook.index.all() if each.ref != ref]
    casebook.pairings.say(open_one, ref, same=True)
    casebook.close()
    heard = talk(home, open_one, "go child", "")
    assert TOO_LITTLE in heard and f"1. {ref}: The same child, as " in heard and QUESTION in heard


def test_list_says_of_each_row_who_said_that_it_is_the_same_child_or_that_it_only_may_be(home: Path) -> None:
    for _ in range(3):
        also_screened(home)
    heard = talk(home, *AT_THE_LIST, "same 1", "yes", "not same 3", "list", "quit")
    listed = [line for line in heard.splitlines() if line[:3] in ("1. ", "2. ", "3. ")][-3:]
    said = f"as {NAME_OF_ACCOUNT} said on 25 November 2026."
    same, perhaps, apart = (line.partition(": ")[2] for line in listed)
    assert same.startswith(f"The same child, {said}") and apart.startswith(f"Not the same child, {said}")
    assert perhaps.startswith("Probably the same child (birth date: the same;")
