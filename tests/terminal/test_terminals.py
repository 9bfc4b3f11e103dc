"""Terminals of every kind: by what TERM says, by locale, inside tmux and GNU screen, in any size at any time.

The demo is walked through in each, and in the end the same stands on the screen.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.session.draft import ENOUGH_TO_READ
from support.checkout import CHECKOUT
from support.terminal.console_font import GLYPHS
from support.terminal.pty_screen import DOWN, ENTER, SPACE, PtyScreen, ctrl
from support.terminal.raw_output import strays

DEMO = [sys.executable, "-m", "ce_tui", "demo"]
NO_COLOURS = re.compile(rb"\x1b\[(?:(?:[01247]|22|24|27)?(?:;(?:[01247]|22|24|27))*)m")
LOOKS = re.compile(rb"\x1b\[[0-9;]*m")
WHEN = re.compile(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}|\d\d:\d\d")


def amber(terminal: PtyScreen) -> str:
    """From Home to the amber tier of Robin Example's draft, with a mark: the screen, less the reference and the time.

    Thin rules stand there as hyphens, which some terminals get in their place.
    """
    terminal.wait_for("Drafts: ")
    terminal.press(DOWN, DOWN, ENTER)
    terminal.wait_for("3 Start")
    for section in ("4 Yellow", "5 Amber"):
        terminal.press(ctrl("n"))
        terminal.wait_for(section)
    terminal.press(DOWN, SPACE)
    terminal.wait_for("A2, 2 of 11: Suspected.")
    terminal.settle()
    assert "> A2  [S] Suspected" in terminal.text
    assert terminal.under_cursor.startswith("S] Suspected")
    return WHEN.sub("...", terminal.text).replace("─", "-")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What stands there on xterm with 256 colours."""
    with PtyScreen(DEMO, at(tmp_path_factory.mktemp("usual"))) as terminal:
        return amber(terminal)


def at(folder: Path, **env: str | None) -> dict[str, str | None]:
    return {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(CHECKOUT)} | env


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "linux"},
        {"TERM": "vt220"},
        {"TERM": "putty-256color"},
        {"TERM": "xterm-256color", "COLORTERM": "truecolor", "WT_SESSION": "made-up"},
        {"TERM": "screen.xterm-256color"},
        {"TERM": "vt100", "LANG": "C"},
        {"TERM": "xterm", "LANG": None, "LC_ALL": "POSIX"},
    ],
    ids=lambda env: f"{env['TERM']} {env.get('LC_ALL', env.get('LANG', ''))}",
)
def test_every_terminal_shows_the_same(env: dict[str, str | None], usual: str, tmp_path: Path) -> None:
    with PtyScreen(DEMO, at(tmp_path, **env)) as terminal:
        assert amber(terminal) == usual
        assert strays(terminal.raw) == []
        looks = LOOKS.findall(bytes(terminal.raw))
        in_own_colours = bool(looks) and all(map(NO_COLOURS.fullmatch, looks))
        assert in_own_colours == ("256color" not in (env["TERM"] or "")), "with 16 colours none is sent"
        if env["TERM"] == "vt100":
            assert not re.search(rb"\x1b\[\d*[XP@]", terminal.raw), "nothing is moved within a line"


def test_a_terminal_that_speaks_latin_1_gets_no_byte_that_it_does_not_know(
    usual: str, tmp_path: Path
) -> None:
    """The locale is made for the test where the machine can; what Latin-1 lacks stands there in ASCII."""
    made = (
        subprocess.run(
            ["localedef", "-i", "en_GB", "-f", "ISO-8859-1", str(tmp_path / "en_GB")],
            capture_output=True,
            check=False,
        )
        if shutil.which("localedef")
        else None
    )
    if made is None or not (tmp_path / "en_GB").exists():
        pytest.skip("no localedef or no definition of en_GB: Debian has both in the package locales")
    env = at(tmp_path, LC_ALL="en_GB", LOCPATH=str(tmp_path))
    with PtyScreen(DEMO, env, encoding="iso-8859-1") as terminal:
        assert amber(terminal) == usual
        terminal.press(ctrl("g"))
        terminal.wait_for("Go to: a number")
        terminal.press(b"1", b"2", ENTER)
        terminal.wait_for("Guidance")
        terminal.press(b"1", b"1", ENTER)
        terminal.settle()
        assert strays(terminal.raw, "iso-8859-1") == []
        assert "\\u" not in terminal.text and "\x80" not in terminal.text


# Inside another terminal


def inside(program: str, folder: Path) -> list[str]:
    """The demo in tmux or GNU screen, as it is when nothing is configured."""
    if not shutil.which(program):
        pytest.skip(f"no {program} on this machine")
    if program == "tmux":
        return ["tmux", "-f", "/dev/null", "-S", str(folder / "socket"), "new-session", " ".join(DEMO)]
    return ["screen", "-c", "/dev/null", "-S", folder.name, *DEMO]


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of a short name: a socket's path has at most 107 letters."""
    with tempfile.TemporaryDirectory(prefix="ce") as folder:
        yield Path(folder)


@pytest.mark.parametrize("program", ["tmux", "screen"])
def test_it_looks_the_same_inside_tmux_and_screen(program: str, usual: str, short: Path) -> None:
    (short / "s").mkdir(mode=0o700)
    env = at(short, SCREENDIR=str(short / "s"), SHELL="/bin/sh")
    rows = 25 if program == "tmux" else 24  # tmux keeps a line for itself
    with PtyScreen(inside(program, short), env, rows=rows) as terminal:
        seen = amber(terminal)
        assert "\n".join(seen.splitlines()[:24]) == usual
        terminal.press(ctrl("q"))
        terminal.wait_for_end()


# Glyphs


def test_the_fonts_of_debians_consoles_have_every_character_of_the_documents() -> None:
    shown = [
        each
        for folder in ("pathways", "localities", "notices", "help")
        for each in (CHECKOUT / "data" / folder).rglob("*")
        if each.is_file()
    ]
    assert len(shown) > 10
    for each in shown:
        lacking = set(each.read_text(encoding="utf-8")) - GLYPHS - {"\n"}
        assert not lacking, f"{each.name}: {sorted(lacking)}"


# Any size at any time


AT_ONCE = 60
"""So many sizes and keys come at full speed. Each key opens a section: of more, the last would wait for minutes."""


def _resize_and_type(terminal: PtyScreen, by_chance: random.Random, times: int) -> None:
    for _ in range(times):
        terminal.resize(by_chance.randint(1, 250), by_chance.randint(1, 70))
        terminal.send(by_chance.choice([DOWN, ctrl("n"), ctrl("p"), b""]))
        if by_chance.random() < 0.3:
            terminal.read(0.05)


@pytest.mark.parametrize("runs", [1, pytest.param(50, marks=pytest.mark.soak)])
def test_it_may_be_resized_at_any_time(runs: int, usual: str, tmp_path: Path) -> None:
    """After each run of sizes and keys the go-to menu opens, and the section that is chosen there."""
    by_chance = random.Random(4)
    with PtyScreen(DEMO, at(tmp_path)) as terminal:
        seen = amber(terminal)
        time.sleep(ENOUGH_TO_READ)
        came_back = _back_at_amber(terminal)
        for _ in range(runs):
            _resize_and_type(terminal, by_chance, AT_ONCE)
            terminal.resize(80, 24)
            again = _back_at_amber(terminal)
        assert again == came_back and seen == usual


_DEAF = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGWINCH]); os.execv({0!r}, {1!r})"
"""Begins the demo where no signal says that the size has changed: as if it always came after the key."""


def test_a_key_does_what_it_does_in_the_window_in_which_it_was_pressed(tmp_path: Path) -> None:
    """The signal of another size and a key take two ways: the key came first now and then, and did nothing."""
    program = [sys.executable, "-c", _DEAF.format(sys.executable, DEMO)]
    with PtyScreen(program, at(tmp_path)) as terminal:
        terminal.wait_for("Drafts: ")
        terminal.resize(40, 10)
        terminal.press(DOWN)
        terminal.wait_for("too small")
        terminal.resize(100, 30)
        terminal.press(ctrl("g"))
        terminal.wait_for("Go to: a number")
        assert "too small" not in terminal.text


def _back_at_amber(terminal: PtyScreen) -> str:
    """What is seen of A2 by whoever comes back to it: what its mark raised was said, and is no news."""
    for number, section in ((b"4", "4 Yellow"), (b"5", "5 Amber")):
        terminal.send(ctrl("g"))
        terminal.wait_for("Go to: a number")
        terminal.press(number, ENTER)
        terminal.wait_for(section)
    terminal.press(b"2")
    terminal.wait_for("A2, 2 of 11: Suspected.")
    terminal.settle()
    return WHEN.sub("...", terminal.text).replace("─", "-")
