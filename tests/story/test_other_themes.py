"""A theme that is chosen while something stands there: each cell of it is in the new colours at once.

The looks of tones are kept, and worked out anew where styles change: compared is what a whole new picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ce_tui.settings.themes import themes
from support.terminal.pty_screen import DOWN, ENTER, F1, UP, ctrl
from support.terminal.walker import Walker

XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
CONSOLE, PLAIN = {"TERM": "linux"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}
WIDE = (120, 40)
THEMES = [theme.name for theme in themes()]
BY_TURNS = [
    name for at, first in enumerate(THEMES) for second in THEMES[at + 1 :] for name in (first, second)
]
"""Each theme next to each other one."""

Go = Callable[[Walker], object]


def _to(what: str) -> Go:
    return lambda walker: walker.go(what)


PLACES: dict[str, Go] = {
    "Home": lambda walker: walker.press(DOWN),
    "hits of a search": lambda walker: walker.press(b"/", b"a", ENTER),
    "a question": lambda walker: walker.press(b"n"),
    "a draft": lambda walker: walker.escape() and walker.press(ENTER),
    "a tier and its pane": _to("section:red"),
    "notes": _to("section:notes"),
    "the result": _to("section:result"),
    "details": _to("section:details"),
    "review": _to("section:review"),
    "the go-to menu": lambda walker: walker.press(ctrl("g")),
    "Display": lambda walker: walker.escape() and walker.go("command:app.display"),
    "help": lambda walker: walker.press(F1),
    "the lock": lambda walker: walker.escape() and walker.press(ctrl("l")),
}


def seen(walker: Walker) -> list[list[tuple[Any, ...]]]:
    """What is seen of each cell: of a blank, no colour of letters."""

    def of(cell: Any) -> tuple[Any, ...]:
        ground = (cell.fg, cell.bg)[not cell.reverse]
        return (" ", ground, cell.underscore) if cell.data == " " else tuple(cell)

    screen = walker.term.screen
    return [[of(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def compare(walker: Walker, after: str) -> None:
    """The cells as they stand there are those of a picture that is drawn anew."""
    size = (walker.term.screen.columns, walker.term.screen.lines)
    walker.until(
        lambda _: (len((lines := walker.meant().lines)[0]), len(lines)) == size, "a picture of this size"
    )
    walker.drawn()
    shown = seen(walker)
    walker.redraw()
    rows = [y for y, both in enumerate(zip(shown, seen(walker), strict=True)) if both[0] != both[1]]
    assert not rows, (after, [walker.term.line(y) for y in rows])


def walk(home: Path, env: dict[str, str], names: list[str]) -> None:
    """Choose these themes one after the other, in each place."""
    with Walker(home, "demo", env=env, columns=WIDE[0], rows=WIDE[1]) as walker:
        walker.until_front("HomeScreen")
        for place, go in PLACES.items():
            go(walker)
            compare(walker, place)
            for name in names:
                walker.choose_for_oneself("theme", name)
                compare(walker, f"{name}, {place}")


@pytest.mark.parametrize("env", [XTERM, CONSOLE], ids=lambda env: env["TERM"])
def test_a_theme_that_is_chosen_is_in_each_cell_at_once(env: dict[str, str], tmp_path: Path) -> None:
    walk(tmp_path / "home", env, THEMES)


def test_a_theme_that_is_tried_on_and_left_again_leaves_nothing_of_it(tmp_path: Path) -> None:
    with Walker(tmp_path / "home", "demo", env=XTERM, columns=WIDE[0], rows=WIDE[1]) as walker:
        walker.until_front("HomeScreen")
        walker.press(ENTER)
        for section in ("red", "result"):
            walker.go(f"section:{section}")
            before = seen(walker)
            walker.go("command:app.display")
            for key in [DOWN] * 5:
                walker.press(key)
                compare(walker, f"a theme tried on over {section}")
            for size in ((60, 20), (200, 60), (40, 10), WIDE):
                walker.resize(*size)
                compare(walker, f"{size} with a theme tried on")
                walker.press(UP)
            walker.escape(to=f"{'Tier' if section == 'red' else 'Result'}Screen")
            compare(walker, "Display left again")
            assert seen(walker) == before


@pytest.mark.soak
@pytest.mark.parametrize("env", [XTERM, CONSOLE, PLAIN], ids=lambda env: "+".join(env.values()))
def test_each_theme_follows_each_other_one(env: dict[str, str], tmp_path: Path) -> None:
    walk(tmp_path / "home", env, BY_TURNS)
