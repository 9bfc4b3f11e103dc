"""Commands without the start of Python: a process that has imported the app forks for each of them.

A new key slot costs little there (as in `CHEAP`), and one process draws everybody's PDFs (`drawing`); all else is as in
`python -m ce_tui`, which those start who ask about the start itself, about variables that Python reads then, or about
what a passphrase costs.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from ce_tui.core.referral import worker
from support.checkout import CHECKOUT
from support.terminal import drawing
from support.terminal.apps import CHEAP


@dataclass(frozen=True)
class Run:
    """How a command ended. `memory` is the most it held, in KiB; `hung` where it had to be stopped."""

    code: int
    memory: int
    hung: bool


def run_ready(
    arguments: Sequence[str],
    env: Mapping[str, str],
    files: tuple[int, int, int],
    *,
    cwd: str | os.PathLike[str] | None = None,
    limit: float = 120,
) -> Run:
    """Run `ce-tui ARGUMENTS` with the environment `env`, over the descriptors `files`: standard input, output, error.

    `limit`: how many seconds it may take.
    """
    asked = {"arguments": list(arguments), "env": dict(env), "cwd": str(cwd or Path.cwd()), "limit": limit}
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(f"\0{_address()}")
        socket.send_fds(line, [b"."], files)
        line.sendall(json.dumps(asked).encode() + b"\n")
        return Run(**json.loads(line.makefile().readline()))


@cache
def _address() -> str:
    """Where the process that forks listens; it ends when its standard input does, with this process."""
    name = f"ce-tui-tests-{os.getpid()}-{random.getrandbits(64):x}"
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'tests'}"}
    command = [sys.executable, "-m", "support.terminal.ready", name]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(command, env=env, start_new_session=True, **pipes)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    _kept.append(process)
    return name


def line_to_the_drawing() -> drawing.Line:
    """What a renderer of this process draws with: the process that draws for the commands too."""
    return drawing.Line(_drawing(_address()))


_kept: list[subprocess.Popen[bytes]] = []


def _drawing(name: str) -> str:
    return f"{name}-drawing"


def _serve(name: str) -> None:
    runpy.run_path(CHEAP)
    _import_the_app()
    worker._begun = partial(drawing.Line, _drawing(name))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with _door(name) as door, _door(_drawing(name)) as to_draw:
        print("ready", flush=True)
        doors = [door, to_draw]
        while 0 not in (ready := select.select([*doors, 0], [], [])[0]):
            if to_draw in ready:  # the first who wants a PDF: whoever minds that door is begun for all
                doors.remove(to_draw)
                if os.fork() == 0:
                    drawing.serve(to_draw)
                    os._exit(0)
                to_draw.close()
            if door in ready:
                _let_in(door)


def _door(name: str) -> socket.socket:
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"\0{name}")
    door.listen(64)
    return door


def _let_in(door: socket.socket) -> None:
    line, _ = door.accept()
    if os.fork() == 0:
        door.close()
        _mind(line)
        os._exit(0)
    line.close()


def _import_the_app() -> None:
    import ce_tui.cli
    import ce_tui.core
    import ce_tui.session

    for room in (ce_tui.cli, ce_tui.core, ce_tui.session):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)


def _mind(line: socket.socket) -> None:
    """Have one command run, and say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, files, _, _ = socket.recv_fds(line, 1, 3)
    asked = json.loads(line.makefile().readline())
    limit = asked.pop("limit")
    pid = os.fork()
    if pid == 0:
        line.close()
        _become(files, **asked)
    line.sendall(json.dumps(asdict(_wait(pid, limit))).encode() + b"\n")


def _become(files: Sequence[int], arguments: list[str], env: dict[str, str], cwd: str) -> None:
    """Be this command, as a process without a terminal is."""
    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.closerange(3, 256)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    random.seed()
    sys.argv[1:] = arguments
    try:
        importlib.import_module("ce_tui.__main__").main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _wait(pid: int, limit: float) -> Run:
    until, hung = time.monotonic() + limit, False
    while True:
        found, status, used = os.wait4(pid, os.WNOHANG)
        if found:
            return Run(os.waitstatus_to_exitcode(status), used.ru_maxrss, hung)
        if not hung and time.monotonic() > until:
            hung = True
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)


if __name__ == "__main__":
    _serve(sys.argv[1])
