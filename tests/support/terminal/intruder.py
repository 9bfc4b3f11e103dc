"""A second process of the same user, without privileges, that tries to get at another one's memory.

intruder.py PID      prints JSON: each way in, and whether it led anywhere
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

_PTRACE_ATTACH, _PTRACE_DETACH = 16, 17


def as_anyone(*argv: str) -> list[str]:
    """A command line that runs `argv` without privileges: root becomes a mere name, as other users are."""
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *argv] if os.geteuid() == 0 else list(argv)


def ways_into(pid: int) -> dict[str, bool]:
    """What the same user gets of a process, which must have been started `as_anyone`, too."""
    argv = as_anyone(sys.executable, __file__, str(pid))
    done = subprocess.run(argv, capture_output=True, check=True, timeout=120)
    found: dict[str, bool] = json.loads(done.stdout)
    return found


def _memory_file(pid: int) -> None:
    first = Path(f"/proc/{pid}/maps").read_text().split("-", 1)[0]
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(int(first, 16))
        assert memory.read(16)


def _attach(pid: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    if libc.ptrace(_PTRACE_ATTACH, pid, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    os.waitpid(pid, 0x40000000)  # __WALL
    libc.ptrace(_PTRACE_DETACH, pid, 0, 0)


WAYS: dict[str, Callable[[int], object]] = {
    "its memory": _memory_file,
    "ptrace": _attach,
    "its map": lambda pid: Path(f"/proc/{pid}/maps").read_bytes(),
    "its environment": lambda pid: Path(f"/proc/{pid}/environ").read_bytes(),
    "its open files": lambda pid: Path(f"/proc/{pid}/fd/0").readlink(),
    "its stack": lambda pid: Path(f"/proc/{pid}/auxv").read_bytes(),
}


def _leads_somewhere(way: Callable[[int], object], pid: int) -> bool:
    try:
        way(pid)
    except PermissionError:
        return False
    return True


if __name__ == "__main__":
    print(json.dumps({name: _leads_somewhere(way, int(sys.argv[1])) for name, way in WAYS.items()}))
