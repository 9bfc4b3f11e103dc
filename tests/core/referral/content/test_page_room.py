"""How high parts of the first page are taken to be, in points: each kind of block, each frame, where lines end."""

from __future__ import annotations

import pytest

from ce_tui.core.referral.content.result import height, room_after
from ce_tui.core.referral.content.shapes import (
    Block,
    Bullets,
    Division,
    ListItem,
    Para,
    Prose,
    Rows,
    Table,
    Tone,
)

HEADING, LINE = 28.0, 14.4


def high(*blocks: Block) -> float:
    """A part's height without its heading."""
    return round(height(Division("Title", blocks)) - HEADING, 3)


def in_panel(*blocks: Block) -> float:
    return round(height(Division("Title", blocks, panel="result")) - 34.0, 3)


def test_a_heading_and_a_frame_have_their_own_height_and_less_where_lines_stand_close() -> None:
    heights = {
        (panel, close): height(Division("Title", (Prose("one"),), panel=panel, close=close))
        for panel in ("", "result", "asked", "who")
        for close in (False, True)
    }
    assert {key: round(each, 3) for key, each in heights.items()} == {
        ("", False): 28 + 5 + 14.4,
        ("", True): 22 + 5 + 13.2,
        ("result", False): 34 + 5 + 14.4,
        ("result", True): 28 + 5 + 13.2,
        ("asked", False): 34 + 5 + 14.4,
        ("asked", True): 28 + 5 + 13.2,
        ("who", False): 28 + 5 + 14.4,
        ("who", True): 22 + 5 + 13.2,
    }


@pytest.mark.parametrize(
    ("tone", "around", "letters", "framed"),
    [
        ("plain", 2.5, 96, 91),
        ("strong", 2.5, 90, 85),
        ("danger", 4.0, 87, 82),
        ("warning", 11.0, 93, 88),
        ("small", 2.5, 96, 91),
    ],
)
def test_a_paragraph_takes_a_line_for_so_many_letters(
    tone: Tone, around: float, letters: int, framed: int
) -> None:
    for found, most in ((high, letters), (in_panel, framed)):
        assert found(Para("x" * most, tone)) == round(around + LINE, 3)
        assert found(Para("x" * (most + 1), tone)) == round(around + 2 * LINE, 3)


def test_what_was_written_takes_each_of_its_lines_the_empty_ones_too() -> None:
    assert high(Prose("one\n\nthree")) == round(5 + 3 * LINE, 3)
    assert high(Prose("x" * 96)) == round(5 + LINE, 3)
    assert high(Prose("x" * 97)) == round(5 + 2 * LINE, 3)


def test_an_entry_of_a_list_is_measured_with_its_label() -> None:
    assert high(Bullets((ListItem("x" * 93), ListItem("y")))) == round(10 + 3 + 2 * LINE, 3)
    assert high(Bullets((ListItem("x" * 94),))) == round(10 + 1.5 + 2 * LINE, 3)
    assert high(Bullets((ListItem("x" * 90, label="A"),))) == round(10 + 1.5 + LINE, 3)
    assert high(Bullets((ListItem("x" * 91, label="A"),))) == round(10 + 1.5 + 2 * LINE, 3)


def test_a_row_has_the_room_that_its_label_leaves_and_in_who_the_labels_are_narrow() -> None:
    def rows(letters: int) -> tuple[Block, ...]:
        return (Rows("Caption", (("Label", "x" * letters), ("Label", "y"))),)

    assert high(*rows(71)) == round(7 + 6 + 2 * LINE, 3)
    assert high(*rows(72)) == round(7 + 6 + 3 * LINE, 3)
    for letters, lines in ((81, 2), (82, 3)):
        who = height(Division("Who", rows(letters), panel="who")) - HEADING
        assert round(who, 3) == round(7 + 6 + lines * LINE, 3)


def test_what_is_left_of_the_page_is_less_by_the_title_the_banner_and_each_part() -> None:
    parts = (Division("One", (Prose("x"),)), Division("Two", (Prose("x"),)))
    title, part = 23 + 1 + 2 * LINE, 28 + 5 + LINE
    assert round(room_after("", parts), 3) == round(762 - title - 2 * part, 3)
    assert round(room_after("", ()), 3) == round(762 - title, 3)
    assert round(room_after("x" * 90, ()), 3) == round(762 - title - 26 - 15.6, 3)
    assert round(room_after("x" * 91, ()), 3) == round(762 - title - 26 - 2 * 15.6, 3)


def test_what_never_stands_on_the_first_page_is_not_measured() -> None:
    with pytest.raises(TypeError, match="Table"):
        high(Table("Caption", ("One",), (), (100,)))
