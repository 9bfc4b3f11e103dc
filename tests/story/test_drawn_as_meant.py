"""Keys at random, other sizes and other colours: the terminal shows, cell by cell, what a whole new picture would show.

Only what changed is drawn and sent, at rest: so after each key all is worked out, drawn and sent anew, and compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.settings.themes import themes
from support.terminal.pty_screen import (
    BACK_TAB,
    DOWN,
    END,
    ENTER,
    F1,
    HOME,
    LEFT,
    RIGHT,
    SPACE,
    TAB,
    UP,
    ctrl,
)
from support.terminal.walker import Gone, State, Walker

XTERM, VT220 = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"TERM": "vt220"}
CONSOLE, SCREEN, PLAIN = {"TERM": "linux"}, {"TERM": "screen"}, {"TERM": "xterm", "NO_COLOR": "1"}
DESK, BRAILLE, WALL = (80, 24), (60, 20), (200, 60)
SIZES = (DESK, BRAILLE, WALL, (100, 30), (40, 10))  # the last is too small for the app

MOVES = (UP, DOWN, DOWN, LEFT, RIGHT, HOME, END, b"\x1b[5~", b"\x1b[6~", TAB, BACK_TAB)
LETTERS = tuple(bytes([letter]) for letter in b"abcdehiklmnorstuvwxyzAR0123456789./-?")
WAYS = tuple(ctrl(letter) for letter in "BDEFGKLNOPRTUVWXYZ")  # not those that end it
KINDS = (
    MOVES,
    LETTERS,
    WAYS,
    (ENTER, SPACE, TAB),
    (F1, b"\x7f", b"\x1b[3~", "é".encode(), b"\x1b[200~on e\nagain\x1b[201~"),
)
WEIGHTS = (7, 5, 4, 6, 1)

_PATIENCE = 30.0  # seconds: whoever waits for so long waits in vain, on the slowest machine
_AS_TYPED = 4  # cells by which a cursor may stand further right, not to be taken for a letter typed
_SAVED = re.compile(r"(saved) \d\d:\d\d|not saved yet")

Cell = tuple[Any, ...]


@dataclass
class Onlooker:
    """Somebody who presses anything, and compares what stands there with what would stand there drawn anew."""

    home: Path
    env: dict[str, str]
    size: tuple[int, int]
    random: Random
    display: str = ""
    pressed: list[str] = field(default_factory=list)
    late: int = 0

    def look(self, keys: int) -> None:
        """Press so many keys, in as many processes as it takes."""
        while len(self.pressed) < keys:
            with Walker(
                self.home, "demo", env=self.env, columns=self.size[0], rows=self.size[1]
            ) as self.walker:
                try:
                    self._sit_down()
                    while len(self.pressed) < keys:
                        self._do_anything()
                except Gone:
                    assert "a fault of ours" not in self.walker.term.text, self.pressed[-40:]

    def _sit_down(self) -> None:
        self.walker.until_front("HomeScreen")
        self.walker.be_patient(_PATIENCE)
        self.late = 0
        self._set(self.walker.choose_for_oneself, "display", self.display)
        self.walker.press(ENTER)

    def _do_anything(self) -> None:
        what = self.random.choices((self._press, self._go, self._resize, self._dress), (30, 2, 3, 2))[0]
        what()

    def _press(self) -> None:
        several = self.random.choice((1, 1, 1, 1, 5))
        for _ in range(several):
            key = self.random.choice(self.random.choices(KINDS, WEIGHTS)[0])
            self.pressed.append(repr(key))
            self.walker.send(key)
        self._compare()

    def _go(self) -> None:
        state = self.walker.state
        if state.front == "TooSmallScreen":  # nobody gets anywhere from there
            return
        if there := [each for each in state.menu if each.startswith("section:")]:
            self._set(self.walker.go, self.random.choice(there))

    def _resize(self) -> None:
        columns, rows = self.random.choice((*SIZES, self.size))
        self._set(self.walker.resize, columns, rows)

    def _dress(self) -> None:
        names = [theme.name for theme in themes()]
        self._set(self.walker.choose_for_oneself, "theme", self.random.choice(names))

    def _set(self, do: Callable[..., object], *to: Any) -> None:
        self.pressed.append(f"{do.__name__} {to}")
        do(*to)
        self._compare()

    def _compare(self) -> None:
        walker = self.walker
        walker.until(lambda state: self._fits(), "a picture of this size")
        state = walker.until(_stays_as_it_is, "all of the picture")
        cells, (row, column) = self._cells(), walker.term.cursor
        x, y = walker.meant().cursor
        after = f"{state.front}, {walker.term.screen.columns} by {walker.term.screen.lines}, after {self.pressed[-12:]}"
        assert state.late == self.late, f"an answer came late: {after}"
        assert row == y and 0 <= column - x <= (0 if state.takes_text else _AS_TYPED), f"cursor: {after}"
        walker.redraw()
        anew = self._cells()
        differ = [
            _difference(y, *both) for y, both in enumerate(zip(cells, anew, strict=True)) if _differ(*both)
        ]
        if differ:
            pytest.fail(f"{after}\n" + "\n".join(differ), pytrace=False)

    def _fits(self) -> bool:
        lines, screen = self.walker.meant().lines, self.walker.term.screen
        return (len(lines[0]), len(lines)) == (screen.columns, screen.lines)

    def _cells(self) -> list[list[Cell]]:
        screen = self.walker.term.screen
        return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _stays_as_it_is(state: State) -> bool:
    """Whether nothing comes without another key: of a job that goes on, such as an export, the end is shown."""
    is_asked = any("Dialog" in screen and screen != "ProgressDialog" for screen in state.stack)
    return not (state.drawing or state.saving) and (not state.workers or is_asked or state.locked)


def _seen(cell: Any) -> Cell:
    """What is seen of a cell: of a blank, no colour of letters."""
    ground = (cell.fg, cell.bg)[not cell.reverse]
    return (" ", ground, cell.underscore) if cell.data == " " else tuple(cell)


def _differ(shown: list[Cell], anew: list[Cell]) -> bool:
    """Whether two lines differ: it may be saved meanwhile, which the first says with the time."""
    before, after = _text(shown), _text(anew)
    return shown != anew and (before == after or _SAVED.sub("", before) != _SAVED.sub("", after))


def _difference(y: int, shown: list[Cell], anew: list[Cell]) -> str:
    x = next(x for x, (a, b) in enumerate(zip(shown, anew, strict=True)) if a != b)
    return f"{y:3} shown {_text(shown)}\n    anew  {_text(anew)}\n    column {x}: {shown[x]}, {anew[x]}"


def _text(line: list[Cell]) -> str:
    return "".join(cell[0] for cell in line).rstrip()


def test_the_terminal_shows_what_a_whole_new_picture_would(tmp_path: Path) -> None:
    Onlooker(tmp_path / "home", XTERM, DESK, Random(1)).look(30)
    Onlooker(tmp_path / "home", VT220, BRAILLE, Random(2), FOR_SCREEN_READERS).look(30)


def test_a_field_that_one_left_does_not_stay_on_the_screen(tmp_path: Path) -> None:
    with Walker(tmp_path / "home", "demo", columns=60, rows=20) as walker:
        walker.until_front("HomeScreen")
        walker.choose_for_oneself("display", FOR_SCREEN_READERS)
        walker.press(ENTER)
        walker.go("section:details")
        walker.go_to_field("q-practitioner-name")
        walker.drawn()  # for screen readers the picture comes a pause after the key
        assert "Your name" in walker.term.text
        walker.press(BACK_TAB)
        assert walker.drawn().name == "section-end"
        assert "Next: Review" in walker.term.text
        assert "Your name" not in walker.term.text


@pytest.mark.parametrize(("over", "front"), [(F1, "HelpScreen"), (ctrl("g"), "GoToDialog")])
def test_a_window_resized_while_something_lies_over_the_notes_does_no_harm_when_they_are_left(
    over: bytes, front: str, tmp_path: Path
) -> None:
    with Walker(tmp_path / "home", "demo", columns=110, rows=30) as walker:
        walker.until_front("HomeScreen")
        walker.press(ENTER)
        walker.go("section:notes")
        walker.press(over)
        walker.until_front(front)
        walker.resize(60, 20)
        walker.drawn()
        if front == "GoToDialog":
            walker.press(str(walker.state.items.index("command:app.home") + 1).encode(), ENTER)
        else:
            walker.go_to("app.home")
        walker.until_front("HomeScreen")
        assert walker.press(DOWN).front == "HomeScreen"


@pytest.mark.soak
@pytest.mark.parametrize("display", ["", FOR_SCREEN_READERS])
@pytest.mark.parametrize("size", [DESK, BRAILLE, WALL])
@pytest.mark.parametrize(
    "env", [XTERM, VT220, CONSOLE, SCREEN, PLAIN], ids=lambda env: "+".join(env.values())
)
def test_it_does_so_for_long_on_every_terminal(
    env: dict[str, str], size: tuple[int, int], display: str, tmp_path: Path
) -> None:
    Onlooker(tmp_path / "home", env, size, Random(f"{env}{size}{display}"), display).look(300)
