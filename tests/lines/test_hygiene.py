"""The line mode knows nothing of Textual, and loads little before its first question."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT

HEAVY = (
    "textual",
    "rich",
    "cryptography",
    "sqlcipher3",
    "sqlite_utils",
    "weasyprint",
    "pikepdf",
    "zxcvbn",
    "jinja2",
    "ce_tui.core.referral",
    "ce_tui.core.vault.casebook.casebook",
    "ce_tui.core.vault.store",
    "ce_tui.lines.home.home",
    "ce_tui.lines.office",
    "ce_tui.lines.screening",
)
_LOADED = """
import io, sys
from pathlib import Path
from support.terminal.streams import Streams
from ce_tui.lines.run import converse
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config
import ce_tui.lines.run, ce_tui.cli.running
class At:
    def write(self, words):
        if "?" in words.split("\\n")[-2:][0] and not hasattr(self, "loaded"):
            self.loaded = sorted(m for m in {heavy} if m in sys.modules)
at = At()
class Lines:
    lines = iter({lines})
    def readline(self):
        return next(self.lines, "")
code = converse(Streams(Lines(), at), Opening(Config(), Path({home!r})))
print(code, "first", *at.loaded)
print("textual" in sys.modules, "rich" in sys.modules)
"""


def run(home: Path, *lines: str) -> list[str]:
    script = _LOADED.format(heavy=HEAVY, home=str(home), lines=[f"{line}\n" for line in lines])
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=home.parent,
        env={**os.environ, "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'tests'}"},
        timeout=120,
    )
    return ended.stdout.splitlines()


@pytest.mark.usefixtures("store")
def test_no_textual_is_loaded_in_a_whole_screening_and_nothing_heavy_before_the_first_question(
    home: Path,
) -> None:
    from support.people.screens import NAME, PASSPHRASE

    said = run(
        home, NAME, PASSPHRASE, "new", "", "", "", "", "", "1", "", "y", "go amber", "s", "notes", "Seen twice.", "",
        "go result", "stop", "", "go details", "Pat Example", "go review", "stop", "text", "", "read", "stop",
        "phone", "stop", "account", "", "guidance", "1", "stop", "back", "contacts", "", "stop", "help", "stop",
    )  # fmt: skip
    assert said == ["0 first", "False False"]


def test_the_first_question_of_a_set_up_loads_nothing_heavy_either(home: Path) -> None:
    assert run(home, "Pat Example", "quit") == ["0 first", "False False"]
