"""A block of words in rows: what is left out, what is never parted."""

from __future__ import annotations

from itertools import chain

import pytest

from ce_tui.core.words.plain import TextBlock, TextEntry
from ce_tui.widgets.room import body_columns
from ce_tui.widgets.tier_board import pane_rows
from ce_tui.widgets.wrapping import Row
from support.documents import boards

PHONES = TextBlock(
    "Whom to phone",
    (
        TextEntry(
            "01632 960 001  The Hub: should be open. Ask for the Priority Line", "01632 960 001", whole=True
        ),
        TextEntry("01632 960 002 (by night)  The night line: closed until 5:30pm today", whole=True),
        TextEntry("999  In danger", "999", whole=True),
        TextEntry("One two three."),
        TextEntry("Four."),
    ),
)
WHOLE = [
    ["01632 960 001  The Hub:", "  should be open. Ask for the", "  Priority Line"],
    ["01632 960 002 (by night)", "  The night line: closed until", "  5:30pm today"],
    ["999  In danger"],
]
PARAGRAPHS = ["", "One two three.", "", "Four."]


def texts(rows: list[Row]) -> list[str]:
    return [text.rstrip() for text in boards.texts(rows)]


def test_a_block_has_its_heading_and_its_numbers_in_a_tone_and_paragraphs_apart() -> None:
    rows = pane_rows(PHONES, 30, 40)
    assert texts(rows) == ["Whom to phone", *chain(*WHOLE), *PARAGRAPHS]
    pieces = [piece for row in rows if not isinstance(row, str) for piece in row]
    assert [text for text, tone in pieces if tone == "heading" and text] == [
        "Whom to phone",
        "01632 960 001",
        "999",
    ]


@pytest.mark.parametrize("height", range(1, 14))
def test_whom_to_phone_is_left_out_as_a_whole_and_it_says_so(height: int) -> None:
    shown = texts(pane_rows(PHONES, 30, height))
    assert len(shown) <= height
    rows = shown[1:] if shown[0] == PHONES.heading else shown
    for entry in WHOLE:
        if rows[: len(entry)] == entry:
            rows = rows[len(entry) :]
    assert rows in (["..."], ["", "One two three.", "..."], PARAGRAPHS), shown
    assert (height >= 12) == ("..." not in shown)


@pytest.mark.parametrize("width", range(27, 60))
@pytest.mark.parametrize("number", ["01632 960001", "01632 960 001", "0345 603 7627", "016 3296 0001"])
def test_a_number_is_never_parted_at_any_width(width: int, number: str) -> None:
    for at in range(width):
        text = f"{'x' * at} {number} the line"
        block = TextBlock("Call", (TextEntry(text, whole=True), TextEntry(f"Phone {text}")))
        rows = texts(pane_rows(block, width, 99))
        assert sum(number in row for row in rows) == 2
        assert all(len(row) <= width for row in rows)


@pytest.mark.parametrize(
    ("window", "body"),
    [(60, 60), (80, 80), (109, 109), (110, 80), (120, 84), (140, 90), (159, 90), (200, 90), (300, 90)],
)
def test_from_110_columns_on_the_body_leaves_room_for_it(window: int, body: int) -> None:
    assert body_columns(window) == body
