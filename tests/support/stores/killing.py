"""Runs a piece of work in another process and kills it there: at a moment, or at its next touch of a file.

One process has everything imported and forks for each run, so that a run costs no start of Python. Work is a function
of a module in tests, `module:function`, called with the home.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from support.checkout import CHECKOUT

KILLED = -signal.SIGKILL
_LONGEST = 120.0
"""Seconds until the work has come as far as it is waited for: far more than it needs."""


class Killed(BaseException):
    """In this process: it ends here."""


def killed(*_: object) -> None:
    """In place of a step that the process does not come to."""
    raise Killed


class Runner:
    """The process that forks. Each run's end is -9 where it was killed, else its exit code."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def until_touch(self, home: Path, number: int) -> int:
        """Kill the work just before it opens, renames or removes a file of the home for the so-manyeth time."""
        return self._run(home, f"{number}", None)

    def for_a_while(self, home: Path, seconds: float, after: Callable[[], bool] = lambda: True) -> int:
        """Kill the work that long after it began; `after`: after something was so, however long that takes."""
        return self._run(home, "0", seconds, after)

    def whole(self, home: Path) -> float:
        """Let it end by itself. Returns how long it took."""
        began = time.monotonic()
        assert self._run(home, "0", None) == 0
        return time.monotonic() - began

    def _run(
        self, home: Path, touch: str, seconds: float | None, after: Callable[[], bool] = lambda: True
    ) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(touch, home, file=self._process.stdin, flush=True)
        pid = int(self._process.stdout.readline())
        if seconds is not None:
            _wait_until(after)
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
        print("wait", file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


def _wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST
    while not condition():
        assert time.monotonic() < end, "the work does not come so far"
        time.sleep(0.0005)


@contextmanager
def runner(work: str) -> Iterator[Runner]:
    """A `Runner` of this work."""
    environment = os.environ | {"PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'tests'}"}
    command = [sys.executable, "-m", "support.stores.killing", work]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=environment, **pipes) as process:
        yield Runner(process)


def _serve(work: str) -> None:
    import importlib

    module, _, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    importlib.import_module("ce_tui.core.vault.store.store")
    for line in sys.stdin:
        touch, _, home = line.rstrip("\n").partition(" ")
        pid = os.fork()
        if pid == 0:
            if int(touch):
                _die_at_touch(int(touch), home)
            function(Path(home))
            os._exit(0)
        print(pid, flush=True)
        sys.stdin.readline()
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _die_at_touch(number: int, home: str) -> None:
    """Counts what Python itself does to files; what SQLCipher does is for the random moments."""
    left = number

    def touched(event: str, details: tuple[object, ...]) -> None:
        nonlocal left
        if event in ("open", "os.rename", "os.remove") and str(details[0]).startswith(home):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touched)


if __name__ == "__main__":
    _serve(sys.argv[1])
