"""Standard streams: JSON stands alone on standard output, and one that was closed is no fault of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.cli import answers

CE_TUI = (sys.executable, "-m", "ce_tui")
WITHOUT_PANGO = """
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if name and "pango" in name:
        raise OSError(name)
    return real(self, name, flags)
cffi.FFI.dlopen = dlopen
from ce_tui.__main__ import main
main()
"""
CLOSED = "The output could not be written: standard output is closed.\n"


def run(*command: object, closing: str = "", typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command with some of its standard streams closed, as a shell closes them."""
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closing}', "sh", *map(str, command)],
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )


def test_what_a_library_prints_where_pango_is_missing_is_no_part_of_the_json() -> None:
    ended = run(sys.executable, "-c", WITHOUT_PANGO, "doctor", "--json")
    found = json.loads(ended.stdout)
    assert ended.returncode == 69
    assert "Pango is missing, so no referral PDF can be made. Everything else works, plain text too." in [
        each["words"] for each in found
    ]


@pytest.mark.parametrize(
    "command",
    ["contacts essex", "contacts essex --json", "pathway show", "doctor --json", "--version", "--help", "refer --help"],
)  # fmt: skip
def test_where_standard_output_is_closed_it_is_said_and_is_no_fault(command: str) -> None:
    ended = run(*CE_TUI, *command.split(), closing=">&-")
    assert (ended.returncode, ended.stderr) == (73, CLOSED)


def test_help_that_a_full_disk_does_not_take_is_no_fault() -> None:
    ended = run(*CE_TUI, "--help", closing=">/dev/full")
    assert ended.returncode == 73
    assert ended.stderr == "The output could not be written: No space left on device.\n"


def test_a_command_that_says_nothing_there_works_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "referral.txt"
    ended = run(*CE_TUI, "refer", "-", "-o", out, closing=">&-", typed=json.dumps(answers()))
    assert ended.returncode == 0 and out.stat().st_size


def test_what_is_told_goes_nowhere_else_where_standard_error_is_closed() -> None:
    ended = run(*CE_TUI, "evaluate", "-", closing="2>&-", typed=json.dumps({**answers(), "notes": ""}))
    assert ended.returncode == 0 and json.loads(ended.stdout)["not_filled_in"] == ["notes"]
    ended = run(*CE_TUI, "nonsense", closing="2>&-")
    assert (ended.returncode, ended.stdout) == (2, "")


def test_standard_input_that_is_closed_is_empty() -> None:
    ended = run(*CE_TUI, "evaluate", "-", closing="<&-")
    assert ended.returncode == 65
    assert ended.stderr == "line 1, column 1: this is not JSON; expected value\n"


def test_no_file_takes_the_place_of_a_stream_that_was_closed(tmp_path: Path) -> None:
    """Else what a library prints would land in it."""
    out = tmp_path / "file"
    code = (
        "from ce_tui.terminal.character_set import open_what_was_closed\n"
        "open_what_was_closed()\n"
        f"file = open({str(out)!r}, 'w')\n"
        "assert file.fileno() > 2\n"
        "print('lost', flush=True, file=__import__('sys').stderr)\n"
        "file.write(str(file.fileno() > 2))\n"
    )
    ended = run(sys.executable, "-c", code, closing="<&- >&- 2>&-")
    assert ended.returncode == 0
    assert out.read_text() == "True"
