"""What the doctor says of the program, the terminal and the locale."""

from __future__ import annotations

import locale
import os
import platform
import sys

import pytest

from ce_tui import __version__
from ce_tui.doctor import machine
from ce_tui.doctor.examination import exit_code
from ce_tui.doctor.finding import Finding


def test_what_is_found_amounts_to_an_exit_code() -> None:
    good, note, lacks, wrong = (Finding(kind, "") for kind in ("good", "note", "lacks", "wrong"))  # type: ignore[arg-type]
    assert exit_code([good, note]) == 0
    assert exit_code([good, lacks]) == 69
    assert exit_code([lacks, wrong, note]) == 78


def test_the_program_is_said_with_what_it_runs_on() -> None:
    runs = f"ce-tui {__version__} with Python {platform.python_version()} on {platform.system()}."
    assert list(machine.program()) == [Finding("good", runs)]


class Terminal:
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, lines: int) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))


@pytest.mark.parametrize(("size", "kind"), [((80, 24), "good"), ((79, 24), "note"), ((80, 23), "note")])
def test_a_terminal_is_said_with_its_size(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], kind: str
) -> None:
    on_a_terminal(monkeypatch, *size)
    said = f"The terminal (xterm-256color) has {size[0]} columns and {size[1]} lines"
    few = Finding("note", f"{said}; 80 by 24 or more is comfortable.", "Make the window larger.")
    assert list(machine.terminal()) == [Finding("good", f"{said}.") if kind == "good" else few]


def test_no_colour_and_a_terminal_without_a_cursor_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch, 100, 30)
    monkeypatch.setenv("NO_COLOR", "")
    assert len(list(machine.terminal())) == 1, "set, but empty, it asks for nothing"
    monkeypatch.setenv("NO_COLOR", "1")
    assert list(machine.terminal())[1:] == [
        Finding("good", "NO_COLOR is set: the app draws without colour. Every state is a word anyway.")
    ]
    monkeypatch.delenv("TERM")
    assert next(machine.terminal()).words == "The terminal (no TERM) has 100 columns and 30 lines."
    for term in ("dumb", "unknown"):
        monkeypatch.setenv("TERM", term)
        assert list(machine.terminal()) == [
            Finding(
                "note",
                f"The terminal calls itself {term} and cannot move its cursor, so the app opens a line at a time.",
                "For the full screen set TERM to what the terminal really is.",
            )
        ]


def test_where_there_is_no_terminal_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = [Finding("note", "This is not run on a terminal, so nothing can be said about it.")]
    for stream in ("stdin", "stdout"):
        with monkeypatch.context() as patch:
            on_a_terminal(patch, 80, 24)
            patch.setattr(sys, stream, open(os.devnull))  # noqa: PTH123, SIM115
            assert list(machine.terminal()) == nothing


def test_which_characters_are_written_is_said_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert list(machine.language()) == [
        Finding(
            "good",
            "UTF-8 is written here: the locale en_GB.UTF-8 says so. Names in every script can be typed and shown.",
        )
    ]
    monkeypatch.setattr(locale, "getencoding", lambda: "ISO-8859-1")
    for named, term, why in (
        ("en_GB", "xterm", "iso-8859-1 alone is written here: the locale en_GB says so."),
        (
            "C", "vt220",
            "ASCII alone is written here: the locale is C, and the terminal (vt220) may be one of eight bits.",
        ),
    ):  # fmt: skip
        monkeypatch.setenv("LC_ALL", named)
        monkeypatch.setenv("TERM", term)
        assert list(machine.language()) == [
            Finding(
                "note",
                f"{why} Other letters are shown without their accents or as question marks; they are kept, and go into "
                "files, as they were typed.",
                "If this terminal shows UTF-8, set LANG to a UTF-8 locale, such as C.UTF-8 or en_GB.UTF-8.",
            )
        ]
