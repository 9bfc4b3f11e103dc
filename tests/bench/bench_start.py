"""Start to first paint: the app on Home's neighbour, the set-up screen, beside a bare Textual form; and a command."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from support.terminal.pty_screen import PtyScreen

CHECKOUT = Path(__file__).resolve().parents[2]
RUNS = 9
FORM = """
from textual.app import App
from textual.widgets import Checkbox, Footer, Input
class Form(App):
    def compose(self):
        yield Input("Painted")
        for number in range(10):
            yield Checkbox(f"Option {number}", compact=True)
        yield Footer()
Form().run(mouse=False)
"""


def _first_paint(arguments: Sequence[str], words: str, home: str) -> float:
    env = {"PYTHONPATH": str(CHECKOUT), "CE_TUI_HOME": home, "HOME": home}
    began = time.perf_counter()
    with PtyScreen([sys.executable, *arguments], env) as terminal:
        terminal.wait_for(words)
        return (time.perf_counter() - began) * 1000


def _first_question(home: str) -> float:
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), "CE_TUI_HOME": home, "HOME": home}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "ce_tui", "lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        while b"Your name?" not in process.stdout.readline():
            pass
        took = (time.perf_counter() - began) * 1000
        process.stdin.close()
    return took


def _command(arguments: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=True,
    )
    return (time.perf_counter() - began) * 1000


def rows() -> list[str]:
    """Medians of runs that alternate, so that both see the same machine."""
    ours, bare, command, python, lines = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS + 1):
            took = _first_paint(["-m", "ce_tui"], "CE Pathway", f"{folder}/home")
            beside = _first_paint(["-c", FORM], "Painted", folder)
            answered = _command(["-m", "ce_tui", "contacts", "essex"])
            empty = _command(["-c", "pass"])
            asked = _first_question(f"{folder}/home")
            if number:  # the first warms the caches
                ours.append(took)
                bare.append(beside)
                command.append(answered)
                python.append(empty)
                lines.append(asked)
    app, form = statistics.median(ours), statistics.median(bare)
    return [
        f"| start to first paint of the set-up, once in the life of a store | {app:.0f} ms, {app / form:.2f} × | "
        "≤ 1.2 × a bare Textual form | "
        f"form {form:.0f} ms |",
        f"| line mode, start to the first question | {statistics.median(lines):.0f} ms | ≤ 150 ms | "
        f"bare Python {statistics.median(python):.0f} ms |",
        f"| `ce-tui contacts`, whole command | {statistics.median(command):.0f} ms | – | "
        f"bare Python {statistics.median(python):.0f} ms |",
    ]
