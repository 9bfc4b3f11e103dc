"""The first screen is painted before anything else is loaded: what the imports inside functions save at the start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.screens import new_casebook

_LATER = (
    "ce_tui.screens.home",
    "ce_tui.screens.screening",
    "ce_tui.screens.office",
    "ce_tui.screens.reading.contacts",
    "ce_tui.screens.reading.guidance",
    "ce_tui.screens.reading.help",
    "ce_tui.screens.reading.keys",
    "ce_tui.screens.reading.walk",
    "ce_tui.lines",
    "ce_tui.cli.group",
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
)
_PROGRAM = """
import asyncio, sys
import ce_tui.__main__
from ce_tui.app.run import CeApp
from ce_tui.settings.config import Config, home

async def main():
    app = CeApp(Config(), home())
    async with app.run_test() as pilot:
        await pilot.pause()
        print(type(app.screen).__name__, *(name for name in sys.argv[1:] if name in sys.modules))

asyncio.run(main())
"""


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
