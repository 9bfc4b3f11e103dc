"""What is done to the process before it shows anything."""

from __future__ import annotations

import json
import locale
import subprocess
import sys

import pytest

from ce_tui.terminal.safety import ascii_only, clean_environment, terminal_encoding
from support.checkout import CHECKOUT


def test_only_what_the_contract_names_is_left_of_the_environment() -> None:
    environment = {
        "CE_TUI_HOME": "h", "CE_TUI_CONFIG": "c", "TERM": "linux", "NO_COLOR": "1", "LANG": "C", "PATH": "p",
        "HOME": "h",
        "TEXTUAL": "debug,devtools", "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "log",
        "TEXTUAL_ANIMATIONS": "full",
        "LESS": "x", "PAGER": "sh", "EDITOR": "sh", "COLUMNS": "3", "LINES": "2", "ESCDELAY": "1",
        "PYTHONSTARTUP": "x",
        "LD_PRELOAD": "x", "CE_TUI_OTHER": "x", "BROWSER": "x", "TMPDIR": "/x",
    }  # fmt: skip
    clean_environment(environment)
    assert environment == {
        "CE_TUI_HOME": "h", "CE_TUI_CONFIG": "c", "TERM": "linux", "NO_COLOR": "1", "LANG": "C", "PATH": "p",
        "HOME": "h",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_FPS": "500",
    }  # fmt: skip


def test_colour_is_given_up_only_where_the_variable_says_something() -> None:
    for value, kept in (("1", True), ("0", True), ("", False)):
        environment = {"NO_COLOR": value}
        clean_environment(environment)
        assert ("NO_COLOR" in environment) is kept


def test_a_hardened_process_leaves_no_core_and_lets_nobody_read_its_memory() -> None:
    program = (
        "import ctypes, json, os, resource\n"
        "from ce_tui.terminal.safety import harden_process\n"
        "harden_process()\n"
        "print(json.dumps([resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3), os.umask(0)]))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True
    ).stdout
    assert json.loads(out) == [[0, 0], 0, 0o077]


def test_cleaning_imports_neither_textual_nor_rich() -> None:
    program = "import sys, ce_tui.terminal.safety; print(*sorted({'textual', 'rich', 'asyncio'} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True
    ).stdout
    assert out.strip() == b""


@pytest.mark.parametrize(
    ("of_the_locale", "spoken", "ascii_needed"),
    [("utf-8", "utf-8", False), ("ANSI_X3.4-1968", "utf-8", False), ("ISO8859-1", "iso8859-1", True)],
)
def test_the_terminal_speaks_the_encoding_of_its_locale(
    of_the_locale: str, spoken: str, ascii_needed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: of_the_locale)
    assert terminal_encoding() == spoken
    assert ascii_only() is ascii_needed
