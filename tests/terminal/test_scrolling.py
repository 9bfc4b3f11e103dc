"""A list that is scrolled is scrolled by the terminal: it shows the same for less, and no scrollback gets anything."""

from __future__ import annotations

import random

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from ce_tui.terminal.cells import StyleTable
from ce_tui.terminal.sparse import Abilities, SparseTerminal

WIDTH, HEIGHT = 40, 14
LOOKS = [Style(), Style(reverse=True), Style(color="#101010", bgcolor="#eeeeee")]
LINES = st.lists(
    st.tuples(st.text("abc é漢", max_size=WIDTH // 2), st.sampled_from(LOOKS)), min_size=40, max_size=40
)


class FenrirsScreen(pyte.Screen):
    """As pyte 0.8.0 has it, which Debian's Fenrir reads: where no margins are given, the lower one stays."""

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        kept = self.margins or pyte.screens.Margins(0, self.lines - 1)
        super().set_margins(top or 1, bottom or kept.bottom + 1)


class Terminal:
    """Ours beside an emulator that knows only what it was sent."""

    def __init__(self, term: str, screen: type[pyte.Screen] = pyte.Screen) -> None:
        self.screen = screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        self._ours = SparseTerminal(WIDTH, HEIGHT, StyleTable("256"), Abilities.of(term), "utf-8")
        self.sent: list[str] = []

    def show(self, lines: list[tuple[str, Style]]) -> str:
        for y, (text, style) in enumerate(lines[:HEIGHT]):
            segment = Segment(text, style)
            self._ours.frame.paint(0, y, [segment, Segment(" " * (WIDTH - segment.cell_length), Style())])
        self.sent.append(self._ours.differences((0, 0)))
        self._stream.feed(self.sent[-1])
        return self.sent[-1]

    def seen(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def reversed_cells(self) -> list[tuple[int, int]]:
        return [(y, x) for y in range(HEIGHT) for x in range(WIDTH) if self.screen.buffer[y][x].reverse]


@pytest.mark.parametrize(
    ("term", "screen"),
    [
        ("xterm-256color", pyte.Screen),
        ("xterm-256color", FenrirsScreen),
        ("linux", FenrirsScreen),
        ("screen", pyte.Screen),
        ("vt100", pyte.Screen),
        ("ansi", pyte.Screen),
    ],
)
@given(lines=LINES, places=st.lists(st.integers(0, 26), min_size=2, max_size=5), fixed=st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_list_that_is_scrolled_to_and_fro_shows_what_a_fresh_screen_shows(
    term: str, screen: type[pyte.Screen], lines: list[tuple[str, Style]], places: list[int], fixed: int
) -> None:
    ours = Terminal(term, screen)
    for place in places:
        shown = [*lines[:fixed], *lines[place + fixed : place + HEIGHT]]
        ours.show(shown)
        fresh = Terminal("vt100")
        fresh.show(shown)
        assert ours.seen() == fresh.seen()
        assert ours.reversed_cells() == fresh.reversed_cells()


def line(number: int) -> str:
    """Lines that have little in common, as texts have."""
    return f"{number} " + "".join(random.Random(number).choices("abcdefghij ", k=WIDTH - 10))


def page(first: int) -> list[tuple[str, Style]]:
    """A heading that stays, a list from its line `first` on, a last line that stays."""
    listed = [(line(n), Style()) for n in range(first, first + HEIGHT - 2)]
    return [("heading", Style()), *listed, ("keys", Style())]


def test_a_line_more_costs_a_line_and_not_a_screen() -> None:
    ours = Terminal("xterm-256color")
    whole = len(ours.show(page(0)))
    assert len(ours.show(page(1))) < whole / 4
    assert len(ours.show(page(0))) < whole / 4
    assert ours.seen()[1].startswith("0 ")


def regions(sent: str) -> list[str]:
    return [part for part in sent.split("\x1b") if part.startswith("[") and part.endswith("r")]


@pytest.mark.parametrize("term", ["ansi", "tmux-256color", "screen", "screen.xterm-256color"])
def test_nothing_is_scrolled_where_it_is_not_known_or_might_be_kept_in_a_scrollback(term: str) -> None:
    ours = Terminal(term)
    ours.show(page(0))
    ours.show(page(1))
    assert not any(regions(sent) for sent in ours.sent)
    assert ours.seen()[1].startswith("1 ")


def test_the_first_line_is_never_scrolled_for_what_leaves_it_may_be_kept_in_a_scrollback() -> None:
    ours = Terminal("xterm-256color")
    for first in (0, 1, 3, 2, 9, 4):
        ours.show([*page(first)[1:], ("keys", Style())])  # a list that begins on the first line
    told = [region for sent in ours.sent for region in regions(sent)]
    assert told
    taken_back = (f"[1;{HEIGHT}r", "[r")
    assert not any(region.startswith(("[1;", "[;")) for region in told if region not in taken_back)
    assert tuple(told[1:3]) == taken_back, "before anything else is drawn"


def test_what_changes_below_a_list_after_it_was_scrolled_stands_where_it_belongs_for_fenrir_too() -> None:
    ours = Terminal("xterm-256color", FenrirsScreen)
    for first in (0, 1, 2, 3, 2, 0):
        status = [(f"{word} {first}", Style()) for word in ("one", "two", "three")]
        shown = [*page(first)[: HEIGHT - 3], *status]
        ours.show(shown)
        assert ours.seen() == [words.rstrip() for words, _ in shown]


def test_the_margins_are_taken_back_in_a_window_that_grew_meanwhile_too() -> None:
    ours = Terminal("xterm-256color")
    ours.show(page(0))
    ours.screen.resize(HEIGHT + 6, WIDTH)
    ours.show(page(1))
    assert ours.screen.margins is None
