"""Whatever ends the app, what was typed is saved first; and it does end."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.terminal.apps import APPS, open_app
from support.terminal.pty_screen import TAB, PtyScreen


def with_words_typed(folder: Path) -> PtyScreen:
    term = open_app("form", str(folder))
    term.wait_for("Choice 7")
    term.press(*([TAB] * 9))
    term.type("seen at the station")
    term.wait_for("seen at the station")
    return term


ENDS = ["HUP", "TERM", "INT", "QUIT", "VTALRM", "PROF", "XCPU", "PWR", "ABRT", "TRAP", "SYS"]
PASSES = ["ALRM", "USR1", "USR2", "IO", "STKFLT", "PIPE", "XFSZ", "TSTP", "RTMIN", "RTMAX"]


def number_of(name: str) -> signal.Signals:
    return signal.Signals[f"SIG{name}"]


@pytest.mark.parametrize("number", [number_of(each) for each in ENDS], ids=ENDS)
def test_a_signal_saves_and_then_ends(number: signal.Signals, tmp_path: Path) -> None:
    with with_words_typed(tmp_path) as term:
        term.signal(number)
        assert term.wait_for_end() == 128 + number
        assert (tmp_path / "saved.txt").read_text() == "seen at the station"
        assert term.text.strip() == ""


@pytest.mark.parametrize("number", [number_of(each) for each in PASSES], ids=PASSES)
def test_a_signal_that_asks_for_nothing_is_passed_over_while_something_is_typed(
    number: signal.Signals, tmp_path: Path
) -> None:
    with with_words_typed(tmp_path) as term:
        term.signal(number)
        term.type(" twice")
        term.wait_for("seen at the station twice")
        assert not termios.tcgetattr(term.fd)[3] & termios.ECHO
        term.signal(signal.SIGTERM)
        assert term.wait_for_end() == 128 + signal.SIGTERM
        assert (tmp_path / "saved.txt").read_text() == "seen at the station twice"


def test_of_every_signal_it_is_decided_what_it_does() -> None:
    from ce_tui.terminal import safety

    decided = [number_of(name) for name in ENDS], [number_of(name) for name in PASSES]
    assert set(safety.ENDING) == set(decided[0])
    assert set(safety.PASSED_OVER) >= set(decided[1])
    cannot_be_taken = {number_of(name) for name in ("KILL", "STOP", "SEGV", "BUS", "FPE", "ILL")}
    ends_nothing = {number_of(name) for name in ("CHLD", "URG", "WINCH", "CONT", "TTIN", "TTOU")}
    known = {*safety.ENDING, *safety.PASSED_OVER, *cannot_be_taken, *ends_nothing}
    assert {int(each) for each in signal.valid_signals()} == {int(each) for each in known}


def test_a_signal_that_was_ignored_at_the_start_ends_it_all_the_same(tmp_path: Path) -> None:
    """As a script's `&` and `nohup` leave them."""
    command = f"trap '' INT QUIT HUP; exec {sys.executable} {APPS / 'form.py'} {tmp_path}"
    with PtyScreen(["/bin/sh", "-c", command], {"PYTHONPATH": str(CHECKOUT)}) as term:
        term.wait_for("Choice 7")
        term.signal(signal.SIGINT)
        assert term.wait_for_end() == 128 + signal.SIGINT


def test_a_dropped_line_saves_and_then_ends(tmp_path: Path) -> None:
    with with_words_typed(tmp_path) as term:
        term.hang_up()
        assert term.wait_for_end() == 128 + signal.SIGHUP
        assert (tmp_path / "saved.txt").read_text() == "seen at the station"


def test_an_app_that_is_stuck_ends_by_force_and_gives_the_terminal_back(tmp_path: Path) -> None:
    with open_app("keys", "--stuck", str(tmp_path)) as term:
        term.wait_for("ready")
        before = termios.tcgetattr(term.fd)
        term.send(b"s")
        term.settle(0.3)
        term.signal(signal.SIGTERM)
        assert term.wait_for_end() == 128 + signal.SIGTERM
        assert not before[3] & termios.ECHO
        assert termios.tcgetattr(term.fd)[3] & termios.ECHO
        assert term.raw.endswith(b"\x1b[?1049l\x1b[?25h")


def test_a_line_that_takes_nothing_holds_up_neither_keys_nor_the_end(tmp_path: Path) -> None:
    with open_app("keys", str(tmp_path)) as term:
        term.wait_for("ready")
        for _ in range(50):
            os.write(term.fd, b"a" * 100)
        os.write(term.fd, b"c")
        counted = tmp_path / "counted.txt"
        while not counted.exists() or not counted.read_text():  # it is there before it is written
            select.select([], [], [], 0.05)  # reading nothing meanwhile
        assert counted.read_text() == "5001"
        term.signal(signal.SIGTERM)
        assert term.wait_for_end() == 128 + signal.SIGTERM
        assert (tmp_path / "saved.txt").read_text() == "5001"


def test_what_a_slow_line_was_overtaken_by_is_never_sent() -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        before = len(term.raw)
        for _ in range(50):
            os.write(term.fd, b"a" * 100)
        term.wait_for("5000 keys")
        assert len(term.raw) - before < 5_000 * 5


def test_stopping_from_the_keyboard_is_not_possible(tmp_path: Path) -> None:
    with open_app("keys", str(tmp_path)) as term:
        term.wait_for("ready")
        term.press(b"\x1a")
        term.wait_for("the last one ctrl+z")
        term.signal(signal.SIGTSTP)
        term.press(b"b")
        term.wait_for("the last one b")


def test_after_a_stop_the_modes_and_the_screen_are_put_right() -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        term.signal(signal.SIGSTOP)
        attributes = termios.tcgetattr(term.fd)
        attributes[3] |= termios.ECHO | termios.ICANON
        termios.tcsetattr(term.fd, termios.TCSANOW, attributes)
        term.screen.reset()
        term.signal(signal.SIGCONT)
        term.wait_for("ready")
        assert not termios.tcgetattr(term.fd)[3] & (termios.ECHO | termios.ICANON)
        term.press(b"a")
        term.wait_for("1 keys, the last one a")


def test_another_size_is_followed_at_any_time() -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        for columns, rows in ((60, 24), (120, 40), (80, 24)):
            term.settle(0.2)
            term.resize(columns, rows)
            term.screen.erase_in_display(2)
            term.wait_for("Choice 7")
            term.wait_until(lambda end=columns - 1: term.line(8)[end:] == "▎", "the right edge of the field")


def test_a_redraw_sends_the_whole_screen_again() -> None:
    with open_app("desk") as term:
        term.wait_for("Y1, 1 of 7")
        term.settle(0.3)
        before = term.text
        term.screen.reset()
        term.press(b"\x12")
        assert term.text == before
