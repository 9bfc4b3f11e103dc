"""Text on its way to a terminal: nothing harmful, and as wide as Textual thinks it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment

from ce_tui.terminal.cells import StyleTable, encodable, graphemes, harmless
from ce_tui.terminal.sparse import Abilities, SparseTerminal
from support.terminal.raw_output import strays

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=[]))


@given(ANY_TEXT)
def test_what_is_harmless_can_be_sent_and_is_as_wide_as_before(text: str) -> None:
    clean = harmless(text)
    assert strays(clean.encode("utf-8")) == []
    assert harmless(clean) == clean
    if not set(text) & {"\u200d", "\ufe0f"}:  # these change the width of what stands beside them
        assert cell_len(clean) == cell_len(text)


@given(ANY_TEXT)
def test_a_line_of_anything_fills_its_cells_and_no_more(text: str) -> None:
    terminal = SparseTerminal(20, 2, StyleTable("256"), Abilities.of("xterm"), "utf-8")
    terminal.frame.paint(3, 1, [Segment(text)])
    for row in terminal.frame.rows:
        assert len(row.characters) == len(row.looks) == 20
    assert strays(terminal.differences((0, 0)).encode()) == []


UNSEEN = "\u3164\u115f\u1160\uffa0\u2800\ufe00\ufe0e\U000e0101\u034f\u0600\U00013430\U0001bca0\U0001d173"
NAMES = (
    "می\u200cخواهم",
    "क्\u200dष",
    "ক্\u200cষ",
    "שָׁלוֹם",
    "Nguyễn Thị Hà",
    "สมชาย",
    "\u1112\u1161\u11ab",
    "محمد",
    "Ελένη",
    "Олена",
)


@pytest.mark.parametrize("character", UNSEEN)
def test_a_letter_that_shows_nothing_is_not_sent_and_leaves_its_cells(character: str) -> None:
    clean = harmless(f"Ann{character} Lee")
    assert character not in clean and clean.replace(" ", "") == "AnnLee"
    assert cell_len(clean) == cell_len(f"Ann{character} Lee")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_are_sent_as_they_are_spelt(name: str) -> None:
    assert harmless(name) == name


@pytest.mark.parametrize(
    "emoji", ["\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f3f3\ufe0f\u200d\U0001f308", "\u260e\ufe0f 01632"]
)
def test_an_emoji_is_sent_without_its_selector_and_takes_as_many_cells(emoji: str) -> None:
    assert "\ufe0f" not in harmless(emoji) and cell_len(harmless(emoji)) == cell_len(emoji)
    assert emoji[0] in harmless(emoji)


def test_marks_without_end_take_no_more_than_their_cell() -> None:
    ((grapheme, width),) = graphemes("e" + "\u0301" * 1000)
    assert width == 1 and len(grapheme) <= 9


@pytest.mark.parametrize(
    ("grapheme", "width", "shown"),
    [
        ("é", 1, "é"),
        ("─", 1, "-"),
        ("│", 1, "|"),
        ("┌", 1, "+"),
        ("’", 1, "'"),
        ("ł", 1, "l"),
        ("漢", 2, "??"),
        ("ő", 1, "o"),
        ("ж", 1, "?"),
        ("≠", 1, "?"),
        ("²", 1, "²"),
    ],
)
def test_what_a_latin_1_terminal_lacks_has_a_stand_in(grapheme: str, width: int, shown: str) -> None:
    assert encodable(grapheme, width, "iso8859-1") == shown
    terminal = SparseTerminal(10, 1, StyleTable("256"), Abilities.of("xterm"), "iso8859-1")
    terminal.frame.paint(0, 0, [Segment(f"a{grapheme}b")])
    assert f"a{shown}b" in terminal.differences((0, 0))
    terminal.differences((0, 0)).encode("iso8859-1")
