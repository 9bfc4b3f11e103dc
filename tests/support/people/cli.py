"""Runs the command line as a person or a script does: another process, no terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.checkout import CHECKOUT

ANSWERS = CHECKOUT / "tests" / "cli" / "answers.json"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def ce_tui(*arguments: object, stdin: str | bytes = b"", cwd: Path | None = None, **env: str) -> Ended:
    """Run `ce-tui ARGUMENTS` without a terminal and wait for its end."""
    ended = subprocess.run(
        [sys.executable, "-m", "ce_tui", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **env},
        start_new_session=True,  # no controlling terminal to ask on
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def answers(**changes: Any) -> dict[str, Any]:
    """The answers of `answers.json`, with changes; a change to None leaves the key out."""
    given = {**json.loads(ANSWERS.read_text("utf-8")), **changes}
    return {key: value for key, value in given.items() if value is not None}
