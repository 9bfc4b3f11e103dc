"""The answer to a key is one write: the screen, the status line and the cursor arrive together, on every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.terminal.pty_screen import BACK_TAB, DOWN, END, ENTER, F1, HOME, LEFT, SPACE, TAB, UP, ctrl
from support.terminal.walker import Walker

HOME_LIST = (DOWN, UP, DOWN, DOWN)  # to the third draft: a known child, of whom no danger was told
FACTORS = (DOWN, DOWN, UP, SPACE, SPACE, SPACE, END, HOME, b"7", b"y", b"x")
LETTERS = (b"S", b"e", b"e", b"n", LEFT, UP)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_each_key_of_a_walk_is_answered_by_one_write(tmp_path: Path, columns: int, rows: int) -> None:
    several: dict[str, int] = {}

    def press(where: str, *keys: bytes, to: str = "") -> None:
        for key in keys:
            before = walker.rest().writes
            walker.press(key)
            if to:
                walker.until_front(to)
            if (made := walker.rest().writes - before) != 1:
                several[f"{where}: {key!r}"] = made

    with Walker(tmp_path / "home", "demo", columns=columns, rows=rows) as walker:
        walker.until_front("HomeScreen")
        press("Home", *HOME_LIST)
        press("to a screening", ENTER, to="FormScreen")
        press("Start", UP, TAB, BACK_TAB, SPACE)
        press("to a tier", *[ctrl("N")] * 3, to="TierScreen")
        press("a tier", *FACTORS)
        press("to the notes", ctrl("T"), to="NotesScreen")
        press("the notes", *LETTERS)
        press("to the help", F1, to="HelpScreen")
        press("the help", DOWN, DOWN, UP)
        press("back", ctrl("P"))
        press("the menu", ctrl("G"), to="GoToDialog")
        press("in the menu", DOWN, UP, b"5")
        press("from the menu", ENTER)
    assert not several
