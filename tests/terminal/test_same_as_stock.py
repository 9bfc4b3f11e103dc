"""The screen after each key is the one that Textual itself would show."""

from __future__ import annotations

from support.terminal.apps import open_app
from support.terminal.pty_screen import (
    BACK_TAB,
    BACKSPACE,
    DOWN,
    END,
    ENTER,
    HOME,
    LEFT,
    SPACE,
    TAB,
    UP,
    PtyScreen,
)

KEYS = [
    TAB,
    SPACE,
    TAB,
    TAB,
    SPACE,
    SPACE,
    BACK_TAB,
    *([TAB] * 6),
    b"J",
    b"o",
    b" ",
    b"x",
    BACKSPACE,
    LEFT,
    HOME,
]
KEYS += [b"\xc3\xa9", TAB, b"A", b"3", ENTER, "漢".encode(), b"b", ENTER, UP, END, b"!", DOWN, b"z"]


def shown(term: PtyScreen) -> list[list[tuple[object, ...]]]:
    """What a person sees, cell by cell. Where the stock driver hides the cursor, it is left out here."""
    return [
        [
            (cell.data, cell.bg) + ((cell.fg, cell.bold, cell.underscore) if cell.data != " " else ())
            for cell in (term.screen.buffer[y][x] for x in range(term.screen.columns))
        ]
        for y in range(term.screen.lines)
    ]


def test_stock_widgets_look_the_same_after_every_key() -> None:
    with open_app("form") as ours, open_app("form", "--stock") as stock:
        for term in (ours, stock):
            term.wait_for("Choice 7")
            term.settle(0.5)
        sent_by_us = sent_by_stock = 0
        for number, key in enumerate(KEYS):
            sent_by_us += ours.press(key)
            sent_by_stock += stock.press(key)
            for y, (line, expected) in enumerate(zip(shown(ours), shown(stock), strict=True)):
                assert line == expected, f"line {y} after key {number}: {key!r}"
        assert "éJo" in ours.text and "A3" in ours.text
        assert sent_by_us * 8 < sent_by_stock
