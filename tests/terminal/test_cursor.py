"""The hardware cursor is where the focus is, and is seen."""

from __future__ import annotations

from support.terminal.apps import open_app
from support.terminal.pty_screen import DOWN, TAB, UP


def test_the_cursor_goes_to_every_widget_that_gets_the_focus() -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        term.settle(0.3)
        places = [term.cursor]
        for _ in range(9):
            term.press(TAB)
            places.append(term.cursor)
        assert places == [*((row, 1) for row in range(8)), (9, 3), (12, 2)]
        term.type("ab")
        assert term.cursor == (12, 4)


def test_a_widget_says_itself_where_its_cursor_is() -> None:
    with open_app("desk") as term:
        term.wait_for("Y1, 1 of 7")
        term.settle(0.3)
        places = [term.cursor]
        for key in (DOWN, DOWN, UP):
            term.press(key)
            places.append(term.cursor)
        assert places == [(1, 6), (2, 6), (3, 6), (2, 6)]


def test_the_cursor_is_never_hidden() -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        term.press(*([TAB] * 9))
        assert b"\x1b[?25h" in term.raw
        assert b"\x1b[?25l" not in term.raw
        assert not term.screen.cursor.hidden
