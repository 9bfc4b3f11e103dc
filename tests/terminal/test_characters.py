"""Text on its way to a terminal: nothing harmful, and as wide as Textual thinks it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment

from ce_tui.terminal.characters import encodable, graphemes, harmless
from ce_tui.terminal.looks import LookBook
from ce_tui.terminal.pen import Abilities
from ce_tui.terminal.sparse import SparseTerminal
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
    terminal = SparseTerminal(20, 2, LookBook("256"), Abilities.of("xterm"), "utf-8")
    terminal.frame.paint(3, 1, [Segment(text)])
    for row in terminal.frame.rows:
        assert len(row.characters) == len(row.looks) == 20
    assert strays(terminal.differences((0, 0)).encode()) == []


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
        ("ł", 1, "?"),
        ("漢", 2, "??"),
        ("ő", 1, "o"),
    ],
)
def test_what_a_latin_1_terminal_lacks_has_a_stand_in(grapheme: str, width: int, shown: str) -> None:
    assert encodable(grapheme, width, "iso8859-1") == shown
    terminal = SparseTerminal(10, 1, LookBook("256"), Abilities.of("xterm"), "iso8859-1")
    terminal.frame.paint(0, 0, [Segment(f"a{grapheme}b")])
    assert f"a{shown}b" in terminal.differences((0, 0))
    terminal.differences((0, 0)).encode("iso8859-1")
