"""A child's name as it is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.children.names import how_alike, read_name

WORDS = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "first", "others", "family"),
    [
        ("Zephyrine Quillfeather", "zephyrine", "", "quillfeather"),
        ("Quillfeather, Zephyrine", "zephyrine", "", "quillfeather"),
        ("  zéphyrine   QUILLFEATHER ", "zephyrine", "", "quillfeather"),
        (
            "Anna-Maria Skye O'Lantern",
            "annamaria anna maria annamariaskye",
            "skye",
            "olantern skyeolantern skye",
        ),
        ("Ana De Souza", "ana anade", "de", "souza desouza de"),
        (
            "Peregrine Marsh-Mallow",
            "peregrine",
            "",
            "marshmallow marsh mallow",
        ),
        ("Łukasz Lantern (Łuki)", "lukasz", "luki", "lantern luki"),
        ("Jane Lantern formerly Quill", "jane", "quill", "lantern quill"),
        ("Miss Zephyrine Lantern Jr.", "zephyrine", "", "lantern"),
        ("Zephyrine", "zephyrine", "", ""),
        ("Anna-Maria", "annamaria anna maria", "", ""),
        ("Иван Маяк", "иван", "", "маяк"),
        ("Baby Lantern", "lantern", "", ""),
        ("Unknown", "", "", ""),
        ("not known", "", "", ""),
        ("", "", "", ""),
        ("12 - .", "", "", ""),
    ],
)
def test_its_words_without_accents_case_marks_and_titles(
    typed: str, first: str, others: str, family: str
) -> None:
    name = read_name(typed)
    assert (name.first, name.others, name.family) == tuple(
        tuple(each.split()) for each in (first, others, family)
    )


def test_a_name_of_many_words_is_whole_and_is_not_asked_of_the_hub() -> None:
    for asked, name in (
        (True, "Anna-Maria Skye Ottoline Lantern-Quill"),
        (False, "Anna Bella Cara Dora Elin Fay Gwen Lantern"),
        (False, "Anna " + "-".join(["Lantern"] * 6)),
    ):
        assert read_name(name).is_whole
        assert Person(name, "2011-04-03").is_whole is asked


def test_nothing_longer_is_compared_than_somebody_is_called() -> None:
    wide = read_name(" ".join(["a" * 400] * 50) + " " + "-".join(["bc"] * 300))
    assert max(map(len, (*wide.first, *wide.others, *wide.family))) <= 40
    assert len(wide.first) + len(wide.others) + len(wide.family) < 60


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("zephyrine", "zephyrine", "the same"),
        ("stephen", "stephan", "nearly the same"),
        ("daniel", "danielle", "sounds alike"),
        ("abigail", "abig", "short for the other"),
        ("lucas", "luke", "short for the other"),
        ("mohammed", "muhammad", "sounds alike"),
        ("catherine", "kathryn", "sounds alike"),
        ("siobhan", "shivaun", "sounds alike"),
        ("amy", "amie", "sounds alike"),
        ("rebecca", "becky", "short for the other"),
        ("becca", "becky", "short for the other"),
        ("alexander", "alex", "short for the other"),
        ("zephyrine", "peregrine", ""),
        ("иван", "олег", ""),
    ],
)
def test_how_two_words_are_alike(one: str, other: str, how: str) -> None:
    assert how_alike(one, other) == how_alike(other, one) == how


@given(WORDS, WORDS)
def test_whichever_comes_first(one: str, other: str) -> None:
    assert how_alike(one, other) == how_alike(other, one)
    assert how_alike(one, one) == "the same"


@given(st.text(max_size=60))
def test_whatever_was_typed_is_read(typed: str) -> None:
    name = read_name(typed)
    assert all(word and word.isalpha() for word in (*name.first, *name.others, *name.family))
    assert name.first or not name.family
