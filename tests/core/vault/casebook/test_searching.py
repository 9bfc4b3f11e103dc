"""What a search shows of a screening: the one thing that it was found by, as a person would read it out."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Decision, Practitioner
from ce_tui.core.vault.casebook.records import excerpt, searchable
from support.documents.made_up import answers

REF = "CE-7K3M-2Q"
LONG = (
    "On Friday Made-up Child was seen at the arcade with two older men, and again on Sunday at the station."
)


def found(typed: str, said: Answers) -> str:
    return excerpt(searchable(REF, said), typed, (REF, said.child.name))


WHOLE = answers(
    child=Child(name="Made-up Child", date_of_birth="2010-04-03", phone="01632 960123"),
    notes=f"She likes art.\n{LONG}\nLast line.",
    decision=Decision("amber", "Talked with the art teacher"),
    practitioner=Practitioner(name="Pat Practitioner"),
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("talked", "Talked with the art teacher"),
        ("last", "Last line."),
        ("art", "She likes art."),
        ("art talked", "Talked with the art teacher"),
        ("3 april", "3 April 2010"),
        ("2010-04-03", "3 April 2010"),
        ("960123", "01632 960123"),
    ],
)
def test_it_is_the_one_thing_that_holds_most_of_the_words_and_nothing_that_stands_beside_it(
    typed: str, shown: str
) -> None:
    assert found(typed, WHOLE) == shown


@pytest.mark.parametrize("typed", [REF, REF.lower(), "made-up child", "MADE"])
def test_what_the_list_says_already_is_not_said_again(typed: str) -> None:
    assert found(typed, WHOLE) == ""


def test_a_long_one_is_cut_between_words_about_the_word() -> None:
    shown = found("arcade", WHOLE)
    assert shown == "... was seen at the arcade with two older men, and again on Sunday at the station."
    assert (
        found("friday", WHOLE)
        == "On Friday Made-up Child was seen at the arcade with two older men, and again on ..."
    )
    assert found("station", WHOLE).endswith("again on Sunday at the station.")


def test_a_word_without_an_end_is_cut_all_the_same() -> None:
    shown = found("x", answers(notes="x" * 300))
    assert shown == "x" * 80 + " ..."


def test_each_of_the_childs_details_is_found() -> None:
    details = {name: f"Made-up {name}" for name in Child.__struct_fields__}
    assert searchable(REF, answers(child=Child(**details))).split("\n")[1 : 1 + len(details)] == [
        *details.values()
    ]
