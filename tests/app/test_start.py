"""The first screen is painted before anything else is loaded: what the imports inside functions save at the start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.screens import new_casebook
from support.terminal.pty_screen import PtyScreen

MODULES = 73
"""So many of the app's own modules are imported before the sign-in is seen, at most."""

_LATER = (
    "ce_tui.screens.home",
    "ce_tui.screens.screening",
    "ce_tui.screens.office",
    "ce_tui.screens.reading.guidance",
    "ce_tui.screens.reading.help",
    "ce_tui.lines",
    "ce_tui.cli.group",
    "ce_tui.widgets.dialogs",
    "ce_tui.widgets.keyed_dialog",
    "textual.widgets._text_area",
    "json",
    "ce_tui.session.session",
    "ce_tui.core.vault.casebook",
    "ce_tui.core.vault.store",
    "ce_tui.core.referral",
    "cryptography",
    "sqlcipher3",
    "sqlite_utils",
    "weasyprint",
    "pikepdf",
    "jinja2",
    "jsonschema",
    "zxcvbn",
    "xkcdpass",
    "click",
)
_LATER_THAN_THE_SIGN_IN = (
    "ce_tui.core.pathway.document",
    "ce_tui.core.vault.keys",
    "ce_tui.screens.gate.setup",
    "ce_tui.widgets.text_view",
)
_PROGRAM = """
import asyncio, sys
import ce_tui.__main__
from ce_tui.app.app import CeApp
from ce_tui.settings.config import Config, home

async def main():
    app = CeApp(Config(), home())
    async with app.run_test() as pilot:
        await pilot.pause()
        print(type(app.screen).__name__, *(name for name in sys.argv[1:] if name in sys.modules))

asyncio.run(main())
"""
_WITNESS = """
import collections, json, pathlib, sys

import ce_tui.__main__
import textual.app
import textual.css.stylesheet as sheets
from ce_tui.terminal.driver import TerminalDriver
from textual._compositor import Compositor
from textual.screen import Screen

counts = collections.Counter()
sheets_read = collections.Counter()
styled = collections.Counter()

def counted(of, name, count):
    stock = getattr(of, name)
    def wrapped(*arguments, **named):
        count(*arguments, **named)
        return stock(*arguments, **named)
    setattr(of, name, wrapped)

def on_line(self, data):
    if "Passphrase" in data and not counts["painted"]:
        counts["painted"] += 1
        found = {**counts, "own sheets": sorted(sheets_read.values()), "styled": sorted(set(styled.values()))}
        found["modules"] = sum(name.split(".")[0] == "ce_tui" for name in sys.modules)
        pathlib.Path(sys.argv.pop()).write_text(json.dumps(found))

def on_sheet(scope, css, read_from, **named):
    if read_from[0].endswith(".tcss"):
        sheets_read[read_from[0]] += 1

counted(Screen, "__init__", lambda self, *_, **__: counts.update(["screens"]))
counted(Compositor, "reflow", lambda *_: counts.update(["layouts"]))
counted(Compositor, "render_update", lambda *_, **__: counts.update(["paintings"]))
counted(sheets, "parse", on_sheet)
counted(sheets.Stylesheet, "apply", lambda self, node, **_: styled.update([node] if node.parent else []))
counted(TerminalDriver, "write", on_line)
file = sys.argv.pop()
sys.argv = ["ce-tui"]
run = ce_tui.__main__.run
ce_tui.__main__.run = lambda work: (sys.argv.append(file), run(work))[1]
ce_tui.__main__.main()
"""
"""Runs the app, and writes into a file what had been done by the time at which the sign-in was sent."""


def _first_screen(later: tuple[str, ...]) -> str:
    """Its name, and what was loaded of what is to be loaded later."""
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *later],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        timeout=120,
    )
    return ended.stdout.strip()


def test_the_sign_in_is_painted_before_anything_else_is_loaded(home: Path) -> None:
    new_casebook(home).close()
    assert _first_screen(_LATER + _LATER_THAN_THE_SIGN_IN) == "SignInScreen"


@pytest.mark.usefixtures("home")
def test_so_is_the_set_up() -> None:
    assert _first_screen(_LATER) == "SetupScreen"


_EVERY_MODULE = """
import importlib, pkgutil, sys
for room in ("app", "cli", "lines", "screens", "session", "widgets"):
    package = importlib.import_module(f"ce_tui.{room}")
    for each in pkgutil.walk_packages(package.__path__, f"ce_tui.{room}."):
        importlib.import_module(each.name)
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def test_no_session_loads_what_only_the_process_that_draws_pdfs_needs() -> None:
    draws = ("fontTools", "jinja2", "pikepdf", "pydyf", "weasyprint")
    ended = subprocess.run(
        [sys.executable, "-c", _EVERY_MODULE, "ce_tui.core.referral.worker", *draws],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        timeout=120,
    )
    assert ended.stdout.split() == ["ce_tui.core.referral.worker"]


def test_the_sign_in_is_styled_laid_out_and_drawn_once_before_it_is_seen(home: Path) -> None:
    new_casebook(home).close()
    found = home / "found.json"
    with PtyScreen(
        [sys.executable, "-c", _WITNESS, str(found)],
        {"CE_TUI_HOME": str(home), "PYTHONPATH": str(CHECKOUT)},
    ) as terminal:
        terminal.wait_for("Passphrase")
    done = json.loads(found.read_text(encoding="utf-8"))
    assert done["screens"] == 1, "nothing lies beneath it"
    assert done["layouts"] == done["paintings"] == 1
    assert set(done["own sheets"]) == {1}, "no style sheet is read twice"
    assert done["styled"] == [1], "no widget is styled twice"
    assert done["modules"] <= MODULES
