"""Keys typed faster than the app works through them end up where the person meant them."""

from __future__ import annotations

import sys
from pathlib import Path

from support.terminal.apps import open_app
from support.terminal.pty_screen import DOWN, PtyScreen, ctrl

APP = Path(__file__).parent / "apps" / "two_fields.py"


def test_a_tab_between_two_words_moves_before_the_second_is_typed() -> None:
    with PtyScreen([sys.executable, str(APP)]) as term:
        term.wait_for("first")
        term.press(b"name\tsecret\r")
        term.wait_for("first: name second: secret")


def test_what_is_typed_behind_the_key_that_opens_a_screen_goes_to_that_screen() -> None:
    with PtyScreen([sys.executable, str(APP)]) as term:
        term.wait_for("first")
        term.press(b"one\x0ethree\r")
        term.wait_for("third: three first: one")


def test_a_screen_that_closes_holds_no_key_up() -> None:
    with open_app("desk") as term:
        term.wait_for("Y1, 1 of 7")
        term.send((ctrl("T") + ctrl("G") + ctrl("O") + ctrl("O")) * 3 + DOWN)
        term.wait_for("Y2, 2 of 7")


def test_what_is_typed_before_the_first_screen_stands_is_not_lost() -> None:
    with PtyScreen([sys.executable, str(APP)]) as term:
        term.press(b"name\tsecret\r")
        term.wait_for("first: name second: secret")
