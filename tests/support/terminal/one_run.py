"""Runs commands of the command line one after another, each in a fork of its own: how it ended, what it took.

A fork costs no start of Python, so that dozens of runs fit into an ordinary test.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.checkout import CHECKOUT


@dataclass(frozen=True)
class Run:
    """How a command ended. `memory` is the most it held, in KiB; `hung` where it had to be stopped."""

    code: int
    out: str
    err: str
    memory: int
    hung: bool


class CommandRunner:
    """The process that forks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, home: Path, arguments: Sequence[object], limit: float = 120) -> Run:
        """One command on the store in `home`. `limit` is in seconds."""
        assert self._process.stdin is not None and self._process.stdout is not None
        asked = {"home": str(home), "arguments": [str(each) for each in arguments], "limit": limit}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Run(**json.loads(self._process.stdout.readline()))


@contextmanager
def command_runner(**environment: str) -> Iterator[CommandRunner]:
    """A `CommandRunner` whose commands have no terminal."""
    around = os.environ | {"PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'tests'}"} | environment
    command = [sys.executable, "-m", "support.terminal.one_run"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=around, start_new_session=True, **pipes) as process:
        yield CommandRunner(process)


def _serve() -> None:
    import ce_tui.cli.account
    import ce_tui.cli.audit
    import ce_tui.cli.store
    import ce_tui.core.vault.casebook.casebook
    import ce_tui.core.vault.store.sqlcipher  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(_one(**json.loads(line))), flush=True)


def _one(home: str, arguments: list[str], limit: float) -> dict[str, object]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        pid = os.fork()
        if pid == 0:
            _become(home, arguments, out.fileno(), err.fileno())
        status, used, hung = _wait(pid, limit)
        out.seek(0)
        err.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "out": out.read().decode(),
            "err": err.read().decode(),
            "memory": used,
            "hung": hung,
        }


def _become(home: str, arguments: list[str], out: int, err: int) -> None:
    from ce_tui.cli.group import command_line
    from ce_tui.cli.running import run

    os.environ["CE_TUI_HOME"] = home
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    code = run(lambda: command_line(arguments))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _wait(pid: int, limit: float) -> tuple[int, int, bool]:
    until, hung = time.monotonic() + limit, False
    while True:
        found, status, used = os.wait4(pid, os.WNOHANG)
        if found:
            return status, used.ru_maxrss, hung
        if not hung and time.monotonic() > until:
            hung = True
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)


if __name__ == "__main__":
    _serve()
