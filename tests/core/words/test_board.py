"""The tiers at a glance in words and signs, as paper and screen have them."""

from __future__ import annotations

from hypothesis import given

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from support.documents.boards import EDITIONS, answered, board_of, some_answers, wanted


@given(some_answers())
def test_every_factor_of_the_edition_stands_there_once_with_the_sign_of_its_mark(
    made: tuple[Answers, Pathway],
) -> None:
    answers, pathway = made
    board = board_of(answers, pathway)
    assert [tier.title for tier in board.tiers] == [tier.title for tier in pathway.tiers]
    assert [(each.id, each.sign) for tier in board.tiers for each in tier.factors] == wanted(answers, pathway)


@given(some_answers())
def test_each_sign_that_stands_there_is_explained_and_no_sign_twice(made: tuple[Answers, Pathway]) -> None:
    board = board_of(*made)
    explained = [sign for signs in board.legend.values() for sign in signs]
    assert len(explained) == len(set(explained))
    for tier in board.tiers:
        for each in tier.factors:
            assert each.sign in board.legend[each.meaning]


def test_what_can_be_marked_is_explained_before_anything_is() -> None:
    for pathway in EDITIONS:
        open_ = board_of(answered(pathway), pathway).legend
        assert list(open_) == ["yes", "noted", "suspected", "reasonably believe", "not marked"]
        closed = board_of(answered(pathway, known_to_practitioner=False), pathway).legend
        assert list(closed) == ["yes", "noted", "not marked", "not asked"]
        assert [*open_.values()][:4] == [("Y",), ("N",), ("S",), ("B",)]


def test_a_tier_is_told_in_words_with_its_factors() -> None:
    marks = {"Y1": "yes", "V4": "noted", "R2": "suspected"}
    board = board_of(answered(marks=marks, looked_at=("yellow",)))
    assert [tier.said for tier in board.tiers] == [
        "Yellow: 1 yes, 1 noted (Y1 yes, V4 noted).",
        "Amber: Not looked at.",
        "Red: 1 suspected (R2 suspected).",
    ]


def test_what_was_set_aside_stands_with_not_asked_whatever_room_there_is() -> None:
    aside = {"R6": "suspected", "R2": "suspected", "A3": "reasonably believe"}
    board = board_of(answered(known_to_practitioner=False, set_aside=aside, looked_at=("yellow",)))
    assert [tier.beside for tier in board.tiers] == [
        ("Nothing marked",),
        ("Not asked (first meeting). Set aside: A3", "Set aside: A3", "1 set aside"),
        ("Not asked (first meeting). Set aside: R2 and R6", "Set aside: R2 and R6", "2 set aside"),
    ]
    assert board.legend["set aside"] == ("s", "b")
