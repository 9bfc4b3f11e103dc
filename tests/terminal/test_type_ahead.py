"""Keys typed faster than the app works through them end up where the person meant them."""

from __future__ import annotations

import sys
from pathlib import Path

from support.pty_screen import PtyScreen

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
