"""Bash, which completes what somebody types: asked without a terminal, and typed into at one."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.stores.vault import MAY_SKIP
from support.terminal.pty_screen import PtyScreen, ctrl

FILES = "(files)"
"""What is offered where the shell completes names of files."""
TAB = b"\t"


def needs(program: str) -> pytest.MarkDecorator:
    """In CI nothing is skipped: there a program that is missing fails."""
    lacking = MAY_SKIP and shutil.which(program) is None
    return pytest.mark.skipif(
        lacking, reason=f"no {program} here: scripts/system_packages.sh test installs it"
    )


def offered_by_bash(script: str, lines: Sequence[str], function: str, folder: Path) -> list[list[str]]:
    """What bash offers at the end of each line, as it calls a completion: no terminal, and no program in its PATH."""
    asked = [
        f"COMP_WORDS=({' '.join(map(shlex.quote, words))}); COMP_CWORD={len(words) - 1}; {function}; "
        'printf "%s\\t" "${COMPREPLY[@]}"; echo'
        for words in map(_as_bash_splits, lines)
    ]
    compopt = f"compopt() {{ printf '%s\\t' '{FILES}'; }}"
    ended = _run(["bash", "--norc", "--noprofile", "-c", "\n".join([script, compopt, *asked])], folder)
    return [[each for each in line.split("\t") if each] for line in ended.splitlines()]


@contextmanager
def at_bash(folder: Path, script: Path, env: Mapping[str, str]) -> Iterator[PtyScreen]:
    """Somebody's own shell at a terminal, which has read the script."""
    bash = ["bash", "--norc", "--noprofile", "-i"]
    with PtyScreen(bash, {"HOME": str(folder), "PS1": "$ ", **env}, columns=100, cwd=folder) as terminal:
        terminal.send(f"source {script}; echo re''ady\r".encode())
        terminal.wait_for("ready")
        yield terminal


def typed(terminal: PtyScreen, line: str, wanted: str) -> str:
    """What stands on the screen once a line and Tab have brought what is wanted; then the line is given up."""
    _begin_anew(terminal)
    terminal.send(line.encode() + TAB + TAB)
    terminal.wait_for(wanted)
    return terminal.text


def typed_in_vain(terminal: PtyScreen, line: str) -> list[str]:
    """The rows of the screen after a line to which Tab adds nothing: one, which can be typed on."""
    _begin_anew(terminal)
    terminal.send(line.encode() + TAB + TAB + b"typed-on")
    terminal.wait_for("typed-on")
    return _rows(terminal)


def _rows(terminal: PtyScreen) -> list[str]:
    return [row for row in terminal.text.splitlines() if row.strip()]


def _begin_anew(terminal: PtyScreen) -> None:
    terminal.send(ctrl("u") + ctrl("l"))
    terminal.wait_until(
        lambda: len(_rows(terminal)) <= 1 and "ce-tui" not in terminal.text, "an empty screen"
    )


def _as_bash_splits(line: str) -> list[str]:
    """The words of a line up to its end, where something is to be completed; an equals sign is a word of its own."""
    words = shlex.split(line)
    if line.endswith(" "):
        words.append("")
    found: list[str] = []
    for word in words:
        option, sign, value = word.partition("=")
        found += [option, sign, *([value] if value else [])] if sign and word.startswith("--") else [word]
    return found


def _run(command: Sequence[str], folder: Path) -> str:
    """Run in an empty PATH, so that whatever it started would be a fault on standard error."""
    program = shutil.which(command[0])
    assert program is not None
    empty = folder / "no programs"
    empty.mkdir(exist_ok=True)
    env = {"HOME": str(folder), "PATH": str(empty), "LANG": "C.UTF-8", "TERM": os.environ.get("TERM", "dumb")}
    ended = subprocess.run(
        [program, *command[1:]], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    return ended.stdout
