"""What a key costs on the line, in bytes, in every colour depth."""

from __future__ import annotations

import pytest

from support.terminal.apps import DEPTHS, open_app
from support.terminal.pty_screen import DOWN, ESCAPE, SPACE, UP, PtyScreen, ctrl


def the_desk(depth: str) -> PtyScreen:
    term = open_app("desk", env=DEPTHS[depth])
    term.wait_for("Y1, 1 of 7: not marked")
    term.settle(0.3)
    return term


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_first_screen_takes_5_kilobytes_at_most(depth: str) -> None:
    with the_desk(depth) as term:
        assert 0 < len(term.raw) <= 5_000


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_move_and_a_mark_in_a_factor_list_take_80_bytes_at_most(depth: str) -> None:
    with the_desk(depth) as term:
        for key in (DOWN, SPACE, DOWN, SPACE, SPACE, UP, UP):
            assert 0 < term.press(key) <= 80
        assert "Y1, 1 of 7" in term.line(-1)
        assert term.cursor == (1, 6)


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_typed_letter_takes_160_bytes_at_most(depth: str) -> None:
    with the_desk(depth) as term:
        term.press(ctrl("T"))
        term.wait_for("seen at the station")
        for letter in "Ab c":
            assert 0 < term.press(letter.encode()) <= 160
        assert "Ab cA3: seen" in term.text


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_change_of_screen_takes_2_kilobytes_at_most(depth: str) -> None:
    with the_desk(depth) as term:
        for key, words in (
            (ctrl("G"), "in the child's own words"),
            (ESCAPE, "Y1 [ ]"),
            (ctrl("T"), "A3: seen"),
        ):
            assert 0 < term.press(key) <= 2_000
            assert words in term.text


@pytest.mark.parametrize("screen", ["list", "notes"])
def test_nothing_is_sent_while_nothing_happens(screen: str) -> None:
    with the_desk("256") as term:
        if screen == "notes":
            term.press(ctrl("T"))
        assert term.settle(quiet=2.0) == 0


def test_no_colour_is_sent_where_none_is_wanted() -> None:
    with the_desk("none") as term:
        term.press(DOWN, SPACE, ctrl("G"))
        assert b"\x1b[38" not in term.raw and b";38;" not in term.raw and b"48;" not in term.raw
        assert "Y2 [x]" not in term.text
