"""Areas, choices, numbers, factors and their marks: the small words that every place says the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARKS, Choice
from ce_tui.core.words import outcomes, plain
from support.documents.made_up import PATHWAY, factor


def test_an_area_is_named_and_elsewhere_is_another_councils() -> None:
    assert document.USUAL == "your hub's usual area"
    northmoor = PATHWAY.locality("northmoor")
    assert northmoor.as_choice == northmoor.in_sentence == "Northmoor"
    elsewhere = replace(northmoor, id="elsewhere", name="Elsewhere")
    assert elsewhere.as_choice == "Elsewhere: another council's area"
    assert elsewhere.in_sentence == "another council's area"
    assert document.naming(PATHWAY, []).area("northmoor") == "Northmoor"
    assert document.naming(PATHWAY, []).area("gone") == "gone"


def test_a_choice_is_listed_with_its_note_where_it_has_one() -> None:
    assert Choice("a", "Ask now").listed == "Ask now"
    assert Choice("a", "Ask now", "the usual").listed == "Ask now (the usual)"
    assert Choice("a", "Ask now").note == ""


@pytest.mark.parametrize(
    ("seconds", "span", "wait"),
    [
        (0, "1 second", "1 second"),
        (0.4, "1 second", "1 second"),
        (1, "1 second", "1 second"),
        (2.4, "2 seconds", "3 seconds"),
        (2.5, "3 seconds", "3 seconds"),
        (60, "1 minute", "60 seconds"),
        (61, "61 seconds", "61 seconds"),
        (99, "99 seconds", "99 seconds"),
        (100, "100 seconds", "2 minutes"),
        (121, "121 seconds", "3 minutes"),
        (180, "3 minutes", "3 minutes"),
    ],
)
def test_a_span_is_said_in_whole_units_and_a_wait_never_as_less_than_it_is(
    seconds: float, span: str, wait: str
) -> None:
    assert plain.say_seconds(seconds) == span
    assert plain.say_wait(seconds) == wait


def test_suspected_is_said_apart_from_what_is_believed_and_the_gravest_comes_first() -> None:
    assert [(mark, MARKS[mark].heading) for mark in GRAVEST_FIRST] == [
        ("reasonably believe", "Reasonably believe"),
        ("suspected", "Suspected, not confirmed"),
        ("yes", "Yes"),
        ("noted", "Noted besides"),
    ]


def test_a_mark_that_is_reported_stands_alone() -> None:
    said = ["reasonably believed", "suspected, not confirmed", "yes", "noted"]
    assert [MARKS[mark].reported for mark in GRAVEST_FIRST] == said


def test_a_factor_in_black_is_said_to_be_likely_known() -> None:
    assert outcomes.factor_words(factor("K1", "hurt", "Hurt outside the home")) == "Hurt outside the home"
    assert outcomes.factor_words(factor("K1", "hurt", "Hurt outside the home", known=True)) == (
        "Hurt outside the home (Marked so in the document: likely to be known to the authorities.)"
    )
