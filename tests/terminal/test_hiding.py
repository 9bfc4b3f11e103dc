"""The key that locks hides the screen the moment it arrives, whatever the app or the line is busy with."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

from ce_tui.terminal.driver import Output
from support.terminal.apps import open_app
from support.terminal.pty_screen import ENTER, ctrl

CURTAIN = b"\x1b[m\x1b[H\x1b[2J Locking."
BOX_ENDS = "▊▁"


def test_the_screen_is_cleared_first_and_shows_nothing_more_of_what_it_showed(tmp_path: Path) -> None:
    with open_app("hiding", str(tmp_path)) as term:
        term.wait_for("the secret")
        term.settle()
        before = len(term.raw)
        term.press(ctrl("L"))
        term.wait_for("Shut.")
        assert term.raw[before:].startswith(CURTAIN)
        assert "secret" not in term.text
        assert b"secret" not in term.raw[before:]


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    with open_app("hiding", str(tmp_path)) as term:
        term.wait_until(
            lambda: term.line(-1).startswith(BOX_ENDS), "all of the first screen, scrolled to the box"
        )
        term.type("typed")
        term.wait_until(lambda: "typed" in term.line(-2), "what was typed, in the box")
        before = term.text
        term.press(ctrl("L"))
        term.wait_for("Shut.")
        term.press(ENTER)
        term.wait_until(lambda: term.text == before, f"the screen as it was:\n{before}")


def test_it_hides_while_the_app_is_held_up_and_loses_no_key_typed_before(tmp_path: Path) -> None:
    with open_app("hiding", str(tmp_path)) as term:
        term.wait_for("the secret")
        term.settle()
        before = len(term.raw)
        term.send(b"ab" + b"cdef" + ctrl("L"))
        term.wait_until(lambda: CURTAIN in term.raw[before:], "a cleared screen", timeout=60)
        assert "secret" not in term.text and "Shut." not in term.text
        hidden_at = term.raw.index(CURTAIN, before)
        (tmp_path / "go").touch()
        term.wait_for("Shut.", timeout=60)
        assert b"secret" not in term.raw[hidden_at:]
        term.press(ENTER)
        term.wait_for("abcdef")


def test_what_a_slow_line_has_not_taken_yet_is_never_sent() -> None:
    reader, writer = os.pipe()
    idle = Event()
    output = Output(writer, idle.set, lambda: None)
    output.start()
    output.write(b"case " * 100_000)
    while not output.is_busy:
        pass
    output.write(b"more of the case")
    output.replace(b"\x1b[2J")
    came = b""
    while not came.endswith(b"\x1b[2J"):
        came += os.read(reader, 4096)
    output.stop(60)
    os.close(writer)
    assert os.read(reader, 1) == b""
    assert b"more" not in came
    assert len(came) < 100_000  # what the pipe held already, of half a million
    os.close(reader)
