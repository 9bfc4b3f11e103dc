"""Runs the command line as a person or a script does: another process, no terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.checkout import CHECKOUT
from support.terminal.pty_screen import MEASURING
from support.terminal.ready import run_ready

ANSWERS = CHECKOUT / "tests" / "cli" / "answers.json"
_READ_AT_THE_START = ("PYTHON", "LANG", "LC_")


@dataclass(frozen=True)
class Ended:
    """How a command ended. `memory`: the most it held, in KiB."""

    code: int
    out: str
    err: str
    memory: int = field(default=0, compare=False)

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def ce_tui(
    *arguments: object, stdin: str | bytes = b"", cwd: Path | None = None, afresh: bool = False, **env: str
) -> Ended:
    """Run `ce-tui ARGUMENTS` without a terminal and wait for its end.

    `afresh`: by `python -m ce_tui`, with the limits of this process; so it is too where a variable is given that Python
    reads at its start.
    """
    words = list(map(str, arguments))
    typed = stdin.encode() if isinstance(stdin, str) else stdin
    if (
        afresh
        or any(name in os.environ for name in MEASURING)
        or any(name.startswith(_READ_AT_THE_START) for name in env)
    ):
        return _afresh(words, typed, cwd, {**os.environ, "PYTHONPATH": str(CHECKOUT), **env})
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(typed)
        given.seek(0)
        run = run_ready(words, os.environ | env, (given.fileno(), out.fileno(), err.fileno()), cwd=cwd)
        assert not run.hung, words
        out.seek(0)
        err.seek(0)
        return Ended(run.code, out.read().decode(), err.read().decode(), run.memory)


def _afresh(words: list[str], typed: bytes, cwd: Path | None, env: dict[str, str]) -> Ended:
    ended = subprocess.run(
        [sys.executable, "-m", "ce_tui", *words],
        input=typed,
        capture_output=True,
        cwd=cwd,
        env=env,
        start_new_session=True,  # no controlling terminal to ask on
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def answers(**changes: Any) -> dict[str, Any]:
    """The answers of `answers.json`, with changes; a change to None leaves the key out."""
    given = {**json.loads(ANSWERS.read_text("utf-8")), **changes}
    return {key: value for key, value in given.items() if value is not None}
