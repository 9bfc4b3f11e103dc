"""A window of any size, or of none: it never takes the machine from the others."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from ce_tui.terminal.cells import MOST_COLUMNS, MOST_ROWS, StyleTable
from ce_tui.terminal.driver import window_size
from ce_tui.terminal.sparse import Abilities, SparseTerminal
from support.checkout import CHECKOUT
from support.terminal.pty_screen import DOWN, ENTER, PtyScreen, Screen, ctrl

LARGEST = 65_535
SIZES = st.tuples(*2 * [st.integers(0, 3) | st.integers(55, 130) | st.integers(0, LARGEST)])
MEMORY = 512 * 2**20
"""Bytes of memory that are more than enough for a session; where it asks for more it ends."""
PROCESSOR = 60
"""Seconds of a processor that are more than enough for a test; it is ended where it takes more."""


def bounded(folder: Path, *arguments: str, columns: int = 80, rows: int = 24) -> PtyScreen:
    """The app in a terminal, with so much of the processor and of memory and no more."""
    program = [sys.executable, "-m", "ce_tui", *arguments]
    env = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(CHECKOUT)}
    bounds = [f"--as={MEMORY}", f"--cpu={PROCESSOR}"]
    return PtyScreen(["prlimit", *bounds, *program], env, columns=columns, rows=rows)


@given(columns=st.integers(0, LARGEST), rows=st.integers(0, LARGEST))
@example(columns=0, rows=0)
@example(columns=0, rows=30)
@example(columns=100, rows=0)
@example(columns=LARGEST, rows=LARGEST)
def test_each_side_of_a_window_counts_by_itself(columns: int, rows: int) -> None:
    theirs, ours = pty.openpty()
    try:
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        drawn_columns, drawn_rows = window_size(ours)
    finally:
        os.close(theirs)
        os.close(ours)
    assert drawn_columns == (80 if columns == 0 else min(columns, 400))
    assert drawn_rows == (24 if rows == 0 else min(rows, 200))


def test_what_is_no_terminal_has_the_size_that_every_screen_fits_in(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        assert window_size(file.fileno()) == (80, 24)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [(0, 0), (0, 24), (80, 0), (5_000, 5_000), (LARGEST, LARGEST), (LARGEST, 24), (80, LARGEST)],
    ids=lambda side: str(side),
)
def test_in_a_window_that_nobody_measured_or_anybody_claimed_a_name_is_typed_as_ever(
    columns: int, rows: int, tmp_path: Path
) -> None:
    with bounded(tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Set up, step 1 of 3")
        terminal.wait_for_rest()
        terminal.type("Robin Example")
        assert "Your name             [ Robin Example " in terminal.text
        terminal.send(ctrl("q"))
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("side", [0, LARGEST])
def test_the_line_mode_asks_and_hides_in_such_a_window_too(side: int, tmp_path: Path) -> None:
    with bounded(tmp_path, "demo", "--lines", columns=side, rows=side) as terminal:
        terminal.wait_for("or a number?")
        terminal.send(b"lock" + ENTER)
        terminal.wait_for("Locked. ")
        terminal.wait_for_rest()
        assert "Home. " not in terminal.text
        terminal.send(b"quit" + ENTER)
        assert terminal.wait_for_end() == 0


def test_of_a_window_that_is_too_large_nothing_is_touched_beyond_what_is_drawn(tmp_path: Path) -> None:
    with bounded(tmp_path, "demo", columns=LARGEST, rows=LARGEST) as terminal:
        terminal.wait_for("Drafts: ")
        terminal.press(DOWN, DOWN, ENTER)
        terminal.wait_for("3 Start")
        terminal.press(ctrl("n"), DOWN, b" ", DOWN, b" ", ctrl("t"))
        terminal.wait_for("7 Notes")
        terminal.press(ENTER)  # below what stands there
        terminal.type("Seen at the station, twice.")
        for _ in range(6):
            terminal.press(b"\x1b[D")
        terminal.type("today and ")
        drawn = terminal.screen.display
        assert any("Seen at the station, today and twice." in row for row in drawn)
        assert {row[MOST_COLUMNS:].strip() for row in drawn} == {""}
        assert {row.strip() for row in drawn[MOST_ROWS:]} == {""}


def test_where_the_window_goes_on_at_the_right_nothing_is_pushed_or_coloured_there() -> None:
    screen = Screen(MOST_COLUMNS + 20, 2)
    feed = pyte.Stream(screen).feed
    terminal = SparseTerminal(MOST_COLUMNS, 2, StyleTable("256"), Abilities.of("xterm-256color"), "utf-8")
    words = ("Robin Example was seen at the station. " * 11)[:MOST_COLUMNS]
    pushed = ("Twice: " + words)[:MOST_COLUMNS]
    for first, second in ((words, " " * MOST_COLUMNS), (pushed, " " * MOST_COLUMNS), (" " * 400, words)):
        terminal.frame.paint(0, 0, [Segment(first, Style(bgcolor="blue"))])
        terminal.frame.paint(0, 1, [Segment(second, Style(bgcolor="blue"))])
        feed(terminal.differences((0, 0)))
        assert [row[:MOST_COLUMNS] for row in screen.display] == [first, second]
        beyond = [screen.buffer[y][x] for y in (0, 1) for x in range(MOST_COLUMNS, MOST_COLUMNS + 20)]
        assert {(cell.data, cell.bg) for cell in beyond} == {(" ", "default")}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PtyScreen]:
    with bounded(tmp_path_factory.mktemp("window")) as terminal:
        terminal.wait_for("Set up, step 1 of 3")
        terminal.settle()
        yield terminal


@given(sizes=st.lists(st.tuples(SIZES, st.booleans()), min_size=1, max_size=4))
@example(sizes=[((80, 24), False), ((80, 25), False), ((80, 24), False), ((80, 25), False)])
@example(sizes=[((0, 0), True), ((5_000, 5_000), True), ((1, 1), True), ((LARGEST, 0), True)])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_size_it_gets_one_after_another_it_shows_the_last_and_comes_to_rest(
    running: PtyScreen, sizes: list[tuple[tuple[int, int], bool]]
) -> None:
    running.resize(80, 24)
    running.settle()
    before = running.text
    for (columns, rows), is_seen in sizes:
        running.resize(columns, rows)
        if is_seen:
            running.settle()
    running.resize(80, 24)
    running.settle()
    assert running.text == before
    running.wait_for_rest()
