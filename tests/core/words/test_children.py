"""What a list says of a child: the name, initials that never give it away, or nothing."""

from __future__ import annotations

import pytest

from ce_tui.core.words.plain import CHILDREN_BY, INITIALS, NAMES, REFERENCES, initials, listed_child


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zephyrine Quillfeather", "Z. Q."),
        ("zephyrine  van der quill", "Z. V. D. Q."),
        ("Zephyrine", "Z."),
        ("Bo", "B."),
        ("Anne-Marie O'Quill", "A. M. O."),
        ("Anne\u2011Marie Quill", "A. M. Q."),
        ("Quill,Zephyrine", "Q. Z."),
        ("J.R. Quill", "J. R. Q."),
        ("(known as) “Zeph” 2", "K. A. Z."),
        ("Élodie Ångström", "É. Å."),
        ("E\u0301lodie", "É."),
        ("ßtrange Name", "S. N."),
        ("Йван Петров", "Й. П."),
        ("Ελένη", "Ε."),
        ("محمد علي", "م. ع."),
    ],
)
def test_initials_are_of_each_word(name: str, said: str) -> None:
    assert initials(name) == said


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "X Y",
        "X.",
        "x-y",
        "李",
        "李小龙",
        "李 小龙",
        "김민수",
        "さくら",
        "李小龙 Lee",
        "Ｘ",
        "7",
        "???",
        "  ",
    ],
)
def test_a_name_that_initials_would_give_away_is_left_to_the_reference(name: str) -> None:
    assert initials(name) == ""


@pytest.mark.parametrize("name", ["Zephyrine Quillfeather", "Zeph", "Йван", "李小龙", "X", "Ab Cd-Ef"])
def test_no_way_but_names_says_a_word_of_the_name(name: str) -> None:
    assert listed_child(name, NAMES) == name
    said = listed_child(name, INITIALS)
    assert not any(word in said for word in name.split() if len(word) > 1) and name not in said
    assert listed_child(name, REFERENCES) == ""


def test_a_name_that_is_not_there_says_so_but_for_references() -> None:
    assert [listed_child("", by) for by in CHILDREN_BY] == ["child's name not given"] * 2 + [""]


def test_what_nobody_has_heard_of_shows_no_name() -> None:
    assert listed_child("Zephyrine", "nicknames") == ""


def test_the_ways_are_called_as_a_configuration_calls_them() -> None:
    assert CHILDREN_BY == ("names", "initials", "references")
