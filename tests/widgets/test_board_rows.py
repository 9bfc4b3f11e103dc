"""The tiers at a glance: whatever is marked and whatever room there is, each factor stands there once, or none does."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.widgets.tier_board import board_rows
from ce_tui.widgets.wrapping import cells
from support.documents.boards import SET, answered, board_of, read, some_answers, texts, wanted
from support.documents.made_up import factor

ALL_KINDS = {"Y1": "yes", "V4": "noted", "A3": "suspected", "R2": "reasonably believe"}
ASIDE = {"R6": "suspected", "A3": "reasonably believe"}
SEEN = ("yellow", "amber", "red")


def drawn(width: int, rows: int, **fields: Any) -> list[str]:
    return texts(board_rows(board_of(answered(**fields)), width, rows))


@given(some_answers(), st.integers(80, 200), st.integers(0, 14))
def test_each_factor_stands_there_once_with_its_mark_or_none_does(
    made: tuple[Answers, Pathway], width: int, room: int
) -> None:
    answers, pathway = made
    board = board_of(answers, pathway)
    rows = texts(board_rows(board, width, room))
    assert len(rows) <= room and all(cells(row) <= width for row in rows)
    if not rows:
        assert room < 3, "three rows are enough for any of these"
        return
    signs, beside = read(rows, pathway)
    assert signs == wanted(answers, pathway), "\n".join(rows)
    said = [words for tier in board.tiers for words in tier.beside]
    legend = " ".join(each for each in beside if each not in said)
    meanings = " ".join(board.legend)
    assert all(word in meanings.split() or len(word.strip("()")) == 1 for word in legend.split()), beside


@pytest.mark.parametrize("width", [80, 120, 200])
def test_where_there_is_room_the_boxes_stand_below_their_numbers(width: int) -> None:
    rows = drawn(width, 4, marks=ALL_KINDS, looked_at=SEEN)
    ruler, yellow, amber, red = rows
    assert ruler == "         1  2  3  4  5  6  7  8  9 10 11  V1 V2 V3 V4 V5 V6 "
    assert yellow.startswith(" Yellow [Y] ·  ·  ·  ·  ·  ·  ·  ·         ·  ·  · [N] ·  · ")
    assert amber.startswith(" Amber   ·  · [S] ·  ·  ·  ·  ·  ·  ·  · ")
    assert red.startswith(" Red     · [B] ·  ·  ·  ·  ·  ·  ·  ·  · ")


def test_a_tier_s_state_stands_beside_it_as_far_as_it_fits_and_in_one_column_where_all_do() -> None:
    for width in (80, 100):
        _, yellow, amber, red = drawn(width, 4, marks=ALL_KINDS, looked_at=SEEN)
        for row, words in ((yellow, "1 yes, 1 noted"), (amber, "1 suspected"), (red, "1 reasonably believe")):
            assert row.endswith(f"  {words}")
    assert yellow.index("1 yes") == amber.index("1 suspected") == red.index("1 reasonably")
    assert drawn(80, 4, marks={}, looked_at=("yellow",))[2].endswith("  Not looked at")


def test_what_the_signs_mean_stands_below_where_there_is_a_row_more() -> None:
    assert drawn(80, 5, marks=ALL_KINDS)[-1] == (
        " Y yes  N noted  S suspected  B reasonably believe  · not marked"
    )
    assert drawn(80, 2)[-1] == " Y yes  N noted  S suspected  B reasonably believe  · not marked"
    everything = {item_id: each.marks[-1] for item_id, each in SET.factors.items()}
    assert drawn(80, 5, marks=everything)[-1].endswith("  B reasonably believe"), "nothing is left unmarked"


def test_a_first_meeting_has_dashes_and_what_it_set_aside_is_never_not_asked_alone() -> None:
    first = {"known_to_practitioner": False, "marks": {"Y1": "yes"}, "looked_at": ("yellow",)}
    _, _, amber, red, legend = drawn(80, 5, **first)
    assert amber == f" Amber  {' - ' * 11}  Not asked (first meeting)"
    assert legend == " Y yes  N noted  · not marked  - not asked"
    for width, rows in ((80, 4), (80, 3), (120, 4), (160, 3)):
        shown = [
            row for row in drawn(width, rows, set_aside=ASIDE, **first) if row.startswith((" Amber", " Red"))
        ]
        assert [
            row.endswith(f"et aside: {item_id}") for row, item_id in zip(shown, ("A3", "R6"), strict=True)
        ] == [True] * 2
    _, _, amber, red, legend = drawn(80, 5, set_aside=ASIDE, **first)
    assert amber.startswith(" Amber   -  - (b) - ") and red.startswith(" Red     -  -  -  -  - (s) - ")
    assert legend.endswith("  - not asked  (s) (b) set aside")
    assert drawn(80, 1, set_aside=ASIDE, **first) == [
        " Yellow Y········ ······  Amber --b--------  Red -----s-----"
    ]


def test_with_less_room_there_are_fewer_rows() -> None:
    assert drawn(80, 0) == []
    assert drawn(80, 1, marks=ALL_KINDS) == [" Yellow Y········ ···N··  Amber ··S········  Red ·B·········"]
    assert drawn(80, 3, marks=ALL_KINDS, looked_at=SEEN) == [
        " Yellow Y········ ···N··  1 yes, 1 noted",
        " Amber  ··S········       1 suspected",
        " Red    ·B·········       1 reasonably believe",
    ]


def test_below_80_columns_it_is_words_alone() -> None:
    first = {"known_to_practitioner": False, "marks": {"Y1": "yes", "V4": "noted"}}
    assert drawn(79, 3, set_aside=ASIDE, **first) == [
        " Yellow: 1 yes, 1 noted (Y1 yes, V4 noted).",
        " Amber: Not asked (first meeting). Set aside: A3.",
        " Red: Not asked (first meeting). Set aside: R6.",
    ]
    assert drawn(79, 2, set_aside=ASIDE, **first) == [], "half a board would say less than was marked"


@given(some_answers(), st.integers(20, 79), st.integers(0, 60))
def test_in_words_each_mark_stands_there_once_or_none_does(
    made: tuple[Answers, Pathway], width: int, room: int
) -> None:
    board = board_of(*made)
    rows = texts(board_rows(board, width, room))
    assert len(rows) <= room and all(cells(row) <= width for row in rows)
    said = " ".join(" ".join(rows).split())
    for tier in board.tiers:
        assert not rows or f"{tier.title}: {tier.words}" in said
        for each in tier.factors:
            assert not rows or not each.counts or said.count(f"{each.id} {each.meaning}") == 1, said
            assert not rows or not each.aside or re.search(rf"Set aside: [^.]*\b{each.id}\b", said), said


def test_what_is_marked_has_its_tier_s_tone_and_what_was_set_aside_has_none() -> None:
    marked = board_rows(board_of(answered(marks=ALL_KINDS)), 80, 4)
    tones = {text: tone for row in marked for text, tone in row if tone not in ("", "hint")}
    assert tones == {
        "Yellow": "yellow", "[Y]": "yellow", "[N]": "yellow", "Amber": "amber", "[S]": "amber", "Red": "red",
        "[B]": "red",
    }  # fmt: skip
    aside = board_rows(board_of(answered(known_to_practitioner=False, set_aside=ASIDE)), 80, 4)
    assert {tone for row in aside for _, tone in row} == {"", "hint"}


def test_a_pathway_of_many_factors_and_long_titles_names_each() -> None:
    """As many as an edition can have of one letter."""
    many = tuple(factor(f"A{number}", f"key-{number}", "A made-up sign") for number in range(1, 100))
    yellow, amber, red = SET.tiers
    tiers = (
        yellow,
        msgspec.structs.replace(amber, factors=many, title="A title that is longer than it need be"),
        red,
    )
    pathway = msgspec.structs.replace(SET, tiers=tiers)
    answers = answered(pathway, marks={"A97": "suspected", "R2": "suspected"}, looked_at=SEEN)
    board = board_of(answers, pathway)
    for width, room in product(range(80, 200, 7), (3, 5, 60)):
        rows = texts(board_rows(board, width, room))
        assert len(rows) <= room and all(cells(row) <= width for row in rows)
        assert rows or room < 60
        if rows:
            title = tiers[1].title
            assert title in " ".join(" ".join(rows).split())
            signs, _ = read(rows, pathway)
            assert signs == wanted(answers, pathway), "\n".join(rows)
