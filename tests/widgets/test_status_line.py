"""The status line where not all of it fits: it says so, and cuts no number in two."""

from __future__ import annotations

import pytest

from ce_tui.widgets.status_line import _in_room
from ce_tui.widgets.wrapping import cells, wrap

PHONE = "Phone the Hub on 01632 960 123 now, else the Made-up MASH on 01632 960456, then 101. Nothing is recorded."
NUMBERS = ("01632 960 123", "01632 960456", "101")


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("width", range(24, 100))
def test_a_number_stands_in_it_whole_or_not_at_all(width: int, rows: int) -> None:
    shown = _in_room(wrap(PHONE, width), rows, width)
    assert len(shown) <= rows and all(cells(row) <= width for row in shown)
    left = " ".join(shown).removesuffix(" ...")
    for number in NUMBERS:
        left = left.replace(number, "")
    assert not any(character.isdigit() for character in left), shown


def test_what_is_left_out_is_said_and_a_long_word_shows_its_beginning() -> None:
    assert _in_room(wrap("Some words that go on", 12), 1, 12) == ["Some ..."]
    assert _in_room(wrap("a" * 30, 12), 1, 12) == ["aaaaaaaaa..."]
    assert _in_room(["All of it"], 1, 12) == ["All of it"]
