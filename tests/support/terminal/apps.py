"""Small programs that tests run in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from support.checkout import CHECKOUT
from support.terminal.pty_screen import PtyScreen

APPS = CHECKOUT / "tests" / "terminal" / "apps"
CHEAP = str(APPS / "cheap.py")
CE_TUI = (sys.executable, CHEAP)
"""The app, where a new key slot costs little."""

DEPTHS: dict[str, dict[str, str | None]] = {
    "24-bit": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "linux"},
    "none": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
"""Environments in which a terminal gets so many colours."""


def open_app(
    name: str, *arguments: str, env: Mapping[str, str | None] | None = None, columns: int = 80, rows: int = 24
) -> PtyScreen:
    """Start tests/terminal/apps/NAME.py in a terminal."""
    return PtyScreen(
        [sys.executable, str(APPS / f"{name}.py"), *arguments],
        {"PYTHONPATH": str(CHECKOUT)} | dict(env or {}),
        columns=columns,
        rows=rows,
    )
