"""Nothing but letters, looks and movements reaches the terminal."""

from __future__ import annotations

import pytest

from support.terminal.apps import open_app
from support.terminal.pty_screen import DOWN, END, ENTER, TAB, ctrl
from support.terminal.raw_output import strays

HARM = "\x1b]0;title\x07\x1b]52;c;aGFsbG8=\x07\x1b[2J\x9b31m\u202eevil\u202c\u2066x\u2069\x00\x08"


def test_the_scan_finds_what_it_is_for() -> None:
    assert strays(b"\x1b[1;31mword\x1b[K\r\n") == []
    for bad in (
        b"\x1b]0;t\x07",
        b"\x1b[?1004h",
        b"\x1b[?2026$p",
        b"\x1b[>1u",
        b"\x07",
        "\u202e".encode(),
        b"\xc2\x9b",
    ):
        assert strays(b"word" + bad)


@pytest.mark.parametrize("term_name", ["xterm-256color", "linux", "screen"])
def test_harmful_text_in_any_widget_stays_in_the_app(term_name: str) -> None:
    with open_app("hostile", env={"TERM": term_name}, rows=120) as term:
        term.wait_for("the end")
        for key in (
            TAB,
            TAB,
            ENTER,
            TAB,
            ENTER,
            TAB,
            ENTER,
            TAB,
            b"x",
            END,
            TAB,
            b"y",
            DOWN,
            TAB,
            ENTER,
            TAB,
        ):
            term.press(key)
        assert "evil" in term.text and "title" in term.text and "[b]x[/b]" in term.text
        assert term.screen.title == ""
        assert strays(term.raw) == []


def test_no_colours_and_harmful_text_together_are_no_trouble() -> None:
    with open_app("hostile", env={"NO_COLOR": "1"}, rows=120) as term:
        term.wait_for("the end")
        assert strays(term.raw) == []


def test_what_is_pasted_is_shown_without_its_harm() -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        term.press(*([TAB] * 8))
        term.paste(HARM + "word")
        term.press(TAB)
        term.paste(HARM + "\r\nword two")
        term.wait_for("word two")
        assert strays(term.raw) == []


def test_cut_copy_and_paste_stay_in_the_app() -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        term.press(*([TAB] * 9))
        term.type("secret word")
        term.press(b"\x1b[1;2H", ctrl("C"), END, ctrl("V"), b"\x1b[1;2H", ctrl("X"))
        term.wait_until_gone("secret word")
        term.press(ctrl("V"))
        term.wait_for("secret wordsecret word")
        assert strays(term.raw) == []


def test_the_screen_is_cleared_before_and_after_and_nothing_stays(tmp_path: object) -> None:
    with open_app("desk") as term:
        term.screen.draw("what was here before")
        term.wait_for("Y1, 1 of 7")
        assert "what was here before" not in term.text
        term.press(ctrl("Q"))
        assert term.wait_for_end() == 0
        assert term.text.strip() == ""
        assert term.raw.startswith(b"\x1b[?1049h") and term.raw.endswith(b"\x1b[?1049l\x1b[?25h")
        assert b"\x1b[2J" in term.raw[-60:]
        assert b"\x1b[3J" not in term.raw


def test_the_linux_console_keeps_no_scrollback() -> None:
    with open_app("desk", env={"TERM": "linux"}) as term:
        term.wait_for("Y1, 1 of 7")
        term.press(ctrl("Q"))
        term.wait_for_end()
        assert b"\x1b[3J" in term.raw[-60:]


def test_a_screen_in_a_file_by_mistake_does_not_happen(tmp_path: object) -> None:
    import shlex
    import sys
    from pathlib import Path

    from support.checkout import CHECKOUT
    from support.terminal.apps import APPS
    from support.terminal.pty_screen import PtyScreen

    errors = Path(str(tmp_path)) / "errors.txt"
    command = (
        f"{shlex.quote(sys.executable)} {shlex.quote(str(APPS / 'desk.py'))} 2>{shlex.quote(str(errors))}"
    )
    with PtyScreen(["/bin/sh", "-c", command], {"PYTHONPATH": str(CHECKOUT)}) as term:
        term.wait_for("Y1, 1 of 7")
        assert errors.read_bytes() == b""
