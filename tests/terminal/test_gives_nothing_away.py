"""What the app takes from its surroundings, and what it starts: nothing but what the contract names; nothing."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.stores.vault import new_store
from support.terminal.pty_screen import F1, PtyScreen, ctrl
from support.terminal.raw_output import strays


@pytest.fixture
def store(home: Path) -> Iterator[Path]:
    casebook, _ = new_store(home)
    casebook.close()
    yield home


def app(store: Path, **env: str) -> PtyScreen:
    variables = {"CE_TUI_HOME": str(store), "HOME": str(store.parent), "PYTHONPATH": str(CHECKOUT), **env}
    return PtyScreen([sys.executable, "-m", "ce_tui"], variables, cwd=store.parent)


def hostile(folder: Path) -> dict[str, str]:
    """Variables that would write files, import code, press keys, ask over the network, or start other programs."""
    (folder / "evil.py").write_text(f"open({str(folder / 'imported')!r}, 'w')\nclass Driver: pass\n")
    program = folder / "program"
    program.write_text(f"#!/bin/sh\ntouch {folder / 'started'}\n")
    program.chmod(0o700)
    started = dict.fromkeys(("PAGER", "EDITOR", "VISUAL", "SHELL", "BROWSER", "LESSOPEN"), str(program))
    return started | {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": str(folder / "textual.log"),
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_THEME": "dracula",
        "TEXTUAL_SHOW_RETURN": "1",
        "TEXTUAL_SMOOTH_SCROLL": "1",
        "COLUMNS": "200",
        "LINES": "90",
        "PYTHONPATH": f"{CHECKOUT}:{folder}",
    }


def test_no_variable_has_it_write_import_press_or_start_anything(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    variables = hostile(folder)
    before = sorted(folder.iterdir())
    with app(store, **variables) as term:
        term.wait_for("Sign in")
        term.press(ctrl("p"), ctrl("s"), F1)
        term.wait_for("Help")
        assert not children(term.pid)
        assert b"38;2;" not in term.raw and b"48;2;" not in term.raw
        assert strays(term.raw) == [] and term.screen.title == ""
        term.send(ctrl("q"))
        assert term.wait_for_end() == 0
        assert term.text.strip() == ""
    assert [each for each in sorted(folder.rglob("*")) if each.suffix != ".pyc"] == before


def test_no_key_and_no_signal_leads_to_a_shell_behind_it(store: Path) -> None:
    with app(store) as term:
        term.wait_for("Sign in")
        term.send(b"".join(map(ctrl, "ZYC")) + b"\x1c\x1d\x1e\x1f!sh\r")
        term.signal(signal.SIGTSTP)
        term.settle()
        assert state(term.pid) not in "Tt", "it does not stop"
        assert not children(term.pid)
        assert "CE Pathway" in term.text


def children(pid: int) -> list[str]:
    """The processes that it has started."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def state(pid: int) -> str:
    """R, S, T (stopped) and so on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
