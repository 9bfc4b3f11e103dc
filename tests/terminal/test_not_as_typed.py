"""What a screen reader would take for typing, or for a shell's history, is told in another way."""

from __future__ import annotations

import re

import pyte
from rich.segment import Segment
from rich.style import Style

from ce_tui.terminal.cells import StyleTable
from ce_tui.terminal.sparse import Abilities, SparseTerminal

WIDTH, HEIGHT = 30, 8


class Shown:
    """A screen of ours, and an emulator that is sent it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        self._ours = SparseTerminal(WIDTH, HEIGHT, StyleTable("256"), Abilities.of("xterm"), "utf-8")

    def show(self, words: str, cursor: tuple[int, int], *, exactly: bool = False) -> tuple[int, int]:
        """Rows of numbered words: where the cursor is then."""
        for y in range(1, HEIGHT):
            text = f"{words} {y}"
            self._ours.frame.paint(0, y, [Segment(text.ljust(WIDTH), Style())])
        self._stream.feed(self._ours.differences(cursor, exactly=exactly))
        return self.screen.cursor.x, self.screen.cursor.y

    def corner(self) -> tuple[str, bool, str]:
        cell = self.screen.buffer[0][0]
        return cell.data, cell.bold, cell.fg


def test_beside_other_words_a_cursor_goes_right_by_more_than_a_letter_until_the_next_move() -> None:
    ours = Shown()
    assert ours.show("one", (2, 3)) == (2, 3)
    assert ours.show("two", (4, 3)) == (6, 3)
    assert ours.show("two", (4, 3)) == (6, 3), "nothing moves where nothing changed"
    assert ours.show("two!", (4, 4)) == (4, 4)
    assert ours.show("two!", (6, 4)) == (6, 4), "by itself it may: no words change"
    assert ours.show("three", (15, 4)) == (15, 4)


def test_where_something_is_typed_the_cursor_is_where_it_belongs() -> None:
    ours = Shown()
    ours.show("one", (2, 3))
    assert ours.show("two", (4, 3), exactly=True) == (4, 3)
    assert ours.show("three", (2, 3)) == (2, 3), "back to where it was before it was typed in"


def test_a_list_that_moves_past_the_cursor_changes_a_look_that_nobody_sees() -> None:
    ours = Shown()
    ours.show("one", (2, 3))
    seen = {ours.corner()}
    for words in ("two", "three", "four"):
        before = ours.corner()
        ours.show(words, (2, 3))
        assert ours.corner() != before
        seen.add(ours.corner())
        assert re.match(rf"{words} 3 ", ours.screen.display[3])
    assert {data for data, _, _ in seen} == {" "}
