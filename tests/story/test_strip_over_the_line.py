"""What the strip of sections sends over a slow line: the cells of what has changed, and at a mark in a tier none."""

from __future__ import annotations

import pytest

from support.terminal.demo_bytes import DEPTHS, MARK, SCREEN_CHANGE, open_demo
from support.terminal.pty_screen import DOWN, ENTER, SPACE, PtyScreen, ctrl

NAMES = (b"Start", b"Yellow", b"Red", b"Notes", b"Result", b"Details", b"Review")


def sent(term: PtyScreen, *keys: bytes) -> bytes:
    """What came for some keys."""
    before = len(term.raw)
    term.press(*keys)
    term.settle()
    return bytes(term.raw[before:])


def strip(term: PtyScreen) -> str:
    return " ".join(term.line(1).split())


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_mark_sends_no_more_of_it_than_the_sign_of_another_section(depth: str) -> None:
    with open_demo(DEPTHS[depth]) as term:
        term.press(b"n", ENTER)
        term.wait_for("3 Start")
        assert len(sent(term, ctrl("n"))) <= SCREEN_CHANGE
        term.wait_for("4 Yellow")
        for key in (SPACE, SPACE, DOWN, b"y"):
            assert 0 < len(sent(term, key)) <= MARK
        assert strip(term).startswith("Start ! [Yellow] Amber Red Notes Result")
        assert len(sent(term, ctrl("n"))) <= SCREEN_CHANGE
        term.wait_for("5 Amber")
        assert strip(term).startswith("Start ! Yellow 1 [Amber] Red Notes Result")
        first = sent(term, b"s")
        assert strip(term).startswith("Start ! Yellow 1 [Amber] Red Notes ! Result")
        assert not [name for name in NAMES[3:] if name in first], "of its row the sign alone"
        assert 0 < len(sent(term, b"b")) <= MARK
        taken_back = sent(term, b"x")
        assert strip(term).startswith("Start ! Yellow 1 [Amber] Red Notes Result")
        assert not [name for name in NAMES[3:] if name in taken_back]
        assert term.settle(1.5) == 0
