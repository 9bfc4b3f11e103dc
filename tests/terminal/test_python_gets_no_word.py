"""After a sign-out there is no prompt of Python's, with the keys still in memory, however the app was started."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.stores.vault import ADA, PASSPHRASE, new_store
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

Way = Callable[[Path], list[str]]
PROMPT = b">>>"
CONSOLE_SCRIPT = """
import sys
from ce_tui.__main__ import main
sys.exit(main())
"""  # as pip writes it
OF_THE_USER = """
import os
os.environ["PYTHONINSPECT"] = "1"
open({marker!r}, "w").close()
"""


@pytest.fixture
def store(home: Path) -> Iterator[Path]:
    casebook, _ = new_store(home)
    casebook.close()
    yield home


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """A file that is there once the `sitecustomize` beside it has run, which asks for a prompt at the end."""
    folder = tmp_path / "of the user"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(OF_THE_USER.format(marker=str(folder / "has run")))
    return folder / "has run"


def the_module(_: Path) -> list[str]:
    return [sys.executable, "-m", "ce_tui"]


def what_pip_writes(folder: Path) -> list[str]:
    script = folder / "ce-tui"
    script.write_text(CONSOLE_SCRIPT)
    return [sys.executable, str(script)]


def the_launcher(folder: Path) -> list[str]:
    """As `scripts/set_up.sh` and `scripts/install.sh` put it beside their Python."""
    (folder / "bin").mkdir()
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    command = folder / "bin" / "ce-tui"
    command.write_bytes((CHECKOUT / "scripts" / "launcher").read_bytes())
    command.chmod(0o755)
    return [str(command)]


@pytest.mark.parametrize(
    ("script", "puts"),
    [
        ("set_up.sh", 'install -m 755 scripts/launcher "$venv/bin/ce-tui"'),
        ("install.sh", 'install -m 755 "$here/launcher" "$target/bin/ce-tui"'),
    ],
)
def test_both_installers_put_the_launcher_over_what_pip_wrote(script: str, puts: str) -> None:
    lines = (CHECKOUT / "scripts" / script).read_text("utf-8").splitlines()
    assert lines.index(puts) > max(number for number, line in enumerate(lines) if "pip install" in line)


WAYS = pytest.mark.parametrize("way", [the_module, what_pip_writes, the_launcher])


def hostile(marker: Path, store: Path) -> dict[str, str]:
    path = os.pathsep.join([str(CHECKOUT), str(marker.parent)])
    return {"PYTHONINSPECT": "1", "PYTHONPATH": path, "CE_TUI_HOME": str(store), "HOME": str(store.parent)}


@WAYS
def test_signing_out_of_the_full_screen_ends_the_process(
    way: Way, store: Path, marker: Path, tmp_path: Path
) -> None:
    with PtyScreen(way(tmp_path), hostile(marker, store), cwd=tmp_path) as term:
        term.wait_for("Passphrase")
        term.send(ADA.encode() + b"\t" + PASSPHRASE.encode() + ENTER)
        term.wait_for("Home")
        term.press(ctrl("q"))
        assert term.wait_for_end(timeout=60) == 0
        assert PROMPT not in term.raw
    assert marker.exists() is (way is not the_launcher), "the launcher alone keeps it from running at all"


@WAYS
def test_leaving_the_line_mode_ends_the_process(way: Way, store: Path, marker: Path, tmp_path: Path) -> None:
    with PtyScreen([*way(tmp_path), "lines"], hostile(marker, store), cwd=tmp_path) as term:
        term.wait_for("Your name?")
        term.send(ADA.encode() + ENTER)
        term.wait_for("Passphrase?")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_for("Home.")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end(timeout=60) == 0
        assert PROMPT not in term.raw


@WAYS
@pytest.mark.parametrize(("command", "code"), [(["keys"], 0), (["surprise"], 2), (["show"], 2)])
def test_a_command_ends_with_its_code_and_all_that_it_said(
    way: Way, command: list[str], code: int, store: Path, marker: Path, tmp_path: Path
) -> None:
    with PtyScreen([*way(tmp_path), *command], hostile(marker, store), cwd=tmp_path) as term:
        assert term.wait_for_end(timeout=60) == code
        assert PROMPT not in term.raw and term.text.strip()


def test_python_told_to_stay_does_not(store: Path) -> None:
    env = {"CE_TUI_HOME": str(store), "PYTHONPATH": str(CHECKOUT)}
    with PtyScreen([sys.executable, "-i", "-m", "ce_tui", "keys"], env) as term:
        assert term.wait_for_end(timeout=60) == 0
        assert PROMPT not in term.raw


def test_what_is_written_to_a_pipe_arrives_whole() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ce_tui", "pathway", "show", "--json"], capture_output=True, check=False
    )
    assert ended.returncode == 0 and ended.stdout.endswith(b"}\n")
