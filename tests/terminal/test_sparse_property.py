"""What we send shows, cell by cell, what Textual's own output shows."""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from ce_tui.terminal import sparse
from ce_tui.terminal.cells import Depth, StyleTable
from ce_tui.terminal.picture import pieces
from ce_tui.terminal.sparse import _FEW, Abilities, SparseTerminal
from support.terminal.pty_screen import Screen

WIDTH, HEIGHT = 40, 6
PIECES = [
    "  ",
    "ab",
    "x ",
    " y",
    "é–",
    "│─",
    "[x",
    "漢",
    "한",
    "e\u0301i",
    "жд",
    "  " * 6,
    "-" * 12,
    "the child ",
]
COLOURS = ["#101010", "#ff8800", "#0044aa", "default", "red", "bright_blue"]
STYLES = st.builds(
    Style,
    color=st.sampled_from([None, *COLOURS]),
    bgcolor=st.sampled_from([None, *COLOURS]),
    bold=st.sampled_from([None, True]),
    italic=st.sampled_from([None, True]),
    underline=st.sampled_from([None, None, True]),
    reverse=st.sampled_from([None, None, True]),
    strike=st.sampled_from([None, None, None, True]),
)


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A strip of so many cells (an even number): wide characters begin at even columns."""
    palette = draw(st.lists(STYLES, min_size=1, max_size=3))
    segments: list[Segment] = []
    left = width
    while left:
        text = draw(st.sampled_from([piece for piece in PIECES if Segment(piece).cell_length <= left]))
        segments.append(Segment(text, draw(st.sampled_from(palette))))
        left -= segments[-1].cell_length
    return Strip(segments, width)


@st.composite
def updates(draw: st.DrawFn) -> CompositorUpdate:
    if draw(st.integers(0, 3)) == 0:
        top = draw(st.integers(0, HEIGHT - 1))
        lines = [[draw(strips(WIDTH))] for _ in range(draw(st.integers(1, HEIGHT - top)))]
        return LayoutUpdate(lines, Region(0, top, WIDTH, len(lines)))
    chops: list[dict[int, Strip | None]] = [{} for _ in range(HEIGHT)]
    ends: list[list[int]] = [[] for _ in range(HEIGHT)]
    spans = []
    for y in sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1))):
        cuts = sorted(
            {0, WIDTH} | {2 * half for half in draw(st.sets(st.integers(1, WIDTH // 2 - 1), max_size=3))}
        )
        for left, right in pairwise(cuts):
            chops[y][left] = draw(strips(right - left) | st.none() if left else strips(right - left))
            ends[y].append(right)
        spans.append((y, 0, WIDTH))
    return ChopsUpdate(chops, spans, ends)


class Emulator:
    """A terminal that knows only what it was sent."""

    def __init__(self) -> None:
        self.screen = Screen(WIDTH, HEIGHT)
        self.feed = pyte.Stream(self.screen).feed
        self.feed("\x1b[?7l\x1b[m\x1b[2J")

    def cells(self) -> list[list[tuple[object, ...]]]:
        return [[seen(self.screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """What a person sees of a cell: of a blank neither its foreground nor its weight, unless it is marked."""
    marks = (cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data == " " and not any(marks):
        return " ", cell.bg
    weight = (cell.bold, cell.italics) if cell.data != " " else ()
    return cell.data, cell.bg, cell.fg, *weight, *marks


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "vt100"])
@pytest.mark.parametrize("depth", ["truecolor", "256", "standard"])
@pytest.mark.parametrize("few", [_FEW, 0], ids=["as it is", "many looks are drawn by themselves"])
@given(
    sequence=st.lists(updates(), min_size=1, max_size=5),
    cursor=st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1)),
)
@settings(max_examples=30, deadline=None)
def test_random_updates_show_what_textual_shows(
    few: int, term: str, depth: Depth, sequence: list[CompositorUpdate], cursor: tuple[int, int]
) -> None:
    with patch.object(sparse, "_FEW", few), patch.object(sparse, "_THERE_AND_BACK", few * 5):
        shows_what_textual_shows(term, depth, sequence, cursor)


def shows_what_textual_shows(
    term: str, depth: Depth, sequence: list[CompositorUpdate], cursor: tuple[int, int]
) -> None:
    """Paint updates one after another, and compare with Textual's own output after each."""
    console = Console(color_system=depth, force_terminal=True)
    ours, stock = Emulator(), Emulator()
    terminal = SparseTerminal(WIDTH, HEIGHT, StyleTable(depth), Abilities.of(term), "utf-8")
    for update in sequence:
        for x, y, segments in pieces(update):
            terminal.frame.paint(x, y, segments)
        ours.feed(terminal.differences(cursor))
        stock.feed(without_style_caches(update).render_segments(console))
        for y, (line, other) in enumerate(zip(ours.cells(), stock.cells(), strict=True)):
            for x, (cell, expected) in enumerate(zip(line, other, strict=True)):
                assert cell == expected, f"column {x} of line {y}"
        assert (ours.screen.cursor.x, ours.screen.cursor.y) == cursor
    assert terminal.differences(cursor) == ""


EDITS = st.tuples(
    st.integers(0, WIDTH), st.integers(0, 12), st.sampled_from(["", "a", "Yes", "not marked ", "é", "漢"])
)


@pytest.mark.parametrize("term", ["xterm-256color", "vt100"])
@given(
    line=st.text("ab c.", min_size=WIDTH // 2, max_size=WIDTH), edits=st.lists(EDITS, min_size=1, max_size=6)
)
@settings(max_examples=100, deadline=None)
def test_lines_that_are_edited_show_what_was_written(
    term: str, line: str, edits: list[tuple[int, int, str]]
) -> None:
    screen = Emulator()
    terminal = SparseTerminal(WIDTH, HEIGHT, StyleTable("256"), Abilities.of(term), "utf-8")
    plain, mark = Style(color="#ffffd7", bgcolor="#121212"), Style(reverse=True)
    for place, removed, added in edits:
        line = line[:place] + added + line[place + removed :]
        strip = Strip([Segment(line[:place], plain), Segment(line[place:], plain), Segment("|", mark)])
        strip = strip.adjust_cell_length(WIDTH, plain)
        terminal.frame.paint(0, 1, strip)
        screen.feed(terminal.differences((0, 0)))
        expected = Emulator()
        expected.feed("\x1b[2H" + strip.render(Console(color_system="256", force_terminal=True)))
        assert screen.cells()[1] == expected.cells()[1]


def test_typing_in_the_middle_of_a_line_moves_the_rest_of_it() -> None:
    terminal = SparseTerminal(WIDTH, HEIGHT, StyleTable("256"), Abilities.of("xterm"), "utf-8")
    terminal.frame.paint(0, 0, [Segment("seen at the station twice, with an adult")])
    terminal.differences((0, 0))
    terminal.frame.paint(0, 0, [Segment("seen at thwe station twice, with an adul")])
    assert terminal.differences((11, 0)) == "\x1b[;11H\x1b[@w"


def without_style_caches(update: CompositorUpdate) -> CompositorUpdate:
    """Rich styles remember their codes for the first colour depth they were drawn in; here each depth has its turn."""

    def fresh(strip: Strip | None) -> Strip | None:
        if strip is None:
            return None
        return Strip(
            [Segment(s.text, Style.parse(str(s.style)) if s.style else Style()) for s in strip],
            strip.cell_length,
        )

    Style.parse.cache_clear()
    if isinstance(update, LayoutUpdate):
        return LayoutUpdate([[fresh(strip) for strip in line] for line in update.strips], update.region)
    assert isinstance(update, ChopsUpdate)
    return ChopsUpdate(
        [{x: fresh(s) for x, s in line.items()} for line in update.chops], update.spans, update.chop_ends
    )
