"""Blocks of words in rows: how they follow one another, what is left out, what is never parted."""

from __future__ import annotations

import pytest

from ce_tui.core.words.blocks import TextBlock, TextEntry
from ce_tui.widgets.room import body_columns, panes_beside
from ce_tui.widgets.side_rows import SideRow, panes

PHONES = TextBlock(
    "Whom to phone",
    (
        TextEntry(
            "01632 960 001  The Hub: should be open. Ask for the Priority Line", "whole", "01632 960 001"
        ),
        TextEntry("01632 960 002 (by night)  The night line: closed until 5:30pm today", "whole"),
        TextEntry("999  In danger", "whole", "999"),
    ),
)
ABOUT = TextBlock(
    "About it",
    (
        TextEntry("One two three."),
        TextEntry("Said in full", "heading"),
        TextEntry("Four."),
        TextEntry("five", "bullet"),
    ),
)


def texts(rows: list[SideRow]) -> list[str]:
    return ["----" if row.is_rule else row.text.rstrip() for row in rows]


def test_blocks_follow_one_another_below_a_rule_with_their_headings_in_a_tone_of_their_own() -> None:
    (pane,) = panes([ABOUT, PHONES], 30, 40, 1)
    assert texts(pane) == [
        "About it",
        "One two three.",
        "",
        "Said in full",
        "Four.",
        "- five",
        "----",
        "Whom to phone",
        "01632 960 001  The Hub:",
        "  should be open. Ask for the",
        "  Priority Line",
        "01632 960 002 (by night)",
        "  The night line: closed until",
        "  5:30pm today",
        "999  In danger",
    ]
    assert [row.text for row in pane if row.tone == "heading" and not row.lead] == [
        "About it",
        "Said in full",
        "Whom to phone",
    ]
    assert [row.lead for row in pane if row.lead] == ["01632 960 001", "999"]


@pytest.mark.parametrize("height", range(1, 12))
def test_whom_to_phone_is_left_out_as_a_whole_and_it_says_so(height: int) -> None:
    (pane,) = panes([PHONES], 30, height, 1)
    shown = texts(pane)
    assert len(shown) <= height
    whole = [
        ["01632 960 001  The Hub:", "  should be open. Ask for the", "  Priority Line"],
        ["01632 960 002 (by night)", "  The night line: closed until", "  5:30pm today"],
        ["999  In danger"],
    ]
    rows = shown[1:] if shown[0] == PHONES.heading else shown
    for entry in whole:
        if rows[: len(entry)] == entry:
            rows = rows[len(entry) :]
    assert rows == (["..."] if height < 8 else []), shown


def test_a_block_goes_on_in_the_next_pane_and_says_which_it_is() -> None:
    first, second = panes([ABOUT, PHONES], 30, 9, 2)
    assert texts(first)[-1] == "- five", "a heading does not stand alone at the foot of a pane"
    assert texts(second) == [*texts(panes([PHONES], 30, 40, 1)[0])]
    first, second = panes([PHONES], 30, 6, 2)
    assert texts(second)[0] == "Whom to phone (goes on)" and texts(second)[-1] == "999  In danger"


def test_at_the_foot_of_the_last_pane_it_says_that_there_is_more() -> None:
    words = TextBlock("Long", (TextEntry(" ".join(["word"] * 200)),))
    first, second = panes([words], 20, 10, 2)
    assert (len(first), len(second)) == (10, 10)
    assert texts(second)[-1] == "..." and "..." not in texts(first)
    (pane,) = panes([words], 20, 200, 1)
    assert "..." not in texts(pane)


def test_rows_that_are_not_theirs_take_room_from_the_first_pane_alone() -> None:
    words = TextBlock("Long", (TextEntry(" ".join(["word"] * 200)),))
    first, second = panes([words], 20, 10, 2, above=4)
    assert (len(first), len(second)) == (6, 10)
    (only,) = panes([words], 20, 10, 1, above=4)
    assert len(only) == 6 and texts(only)[-1] == "..."


@pytest.mark.parametrize("width", range(27, 60))
@pytest.mark.parametrize("number", ["01632 960001", "01632 960 001", "0345 603 7627", "016 3296 0001"])
def test_a_number_is_never_parted_at_any_width(width: int, number: str) -> None:
    for at in range(width):
        text = f"{'x' * at} {number} the line"
        block = TextBlock("Call", (TextEntry(text, "whole"), TextEntry(f"Phone {text}")))
        (pane,) = panes([block], width, 99, 1)
        assert sum(number in row.text for row in pane) == 2
        assert all(len(row.text) <= width for row in pane)


@pytest.mark.parametrize(
    ("window", "beside", "body"),
    [
        (60, 0, 60),
        (80, 0, 80),
        (109, 0, 109),
        (110, 1, 80),
        (120, 1, 84),
        (140, 1, 90),
        (159, 1, 90),
        (160, 2, 84),
        (180, 2, 90),
        (200, 2, 90),
        (300, 2, 90),
    ],
)
def test_from_110_columns_one_pane_stands_beside_the_body_from_160_two(
    window: int, beside: int, body: int
) -> None:
    assert (panes_beside(window), body_columns(window)) == (beside, body)
