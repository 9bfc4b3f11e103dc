"""Start to first paint in a real pty: `ce-tui` at its sign-in, in turns with a stock Textual form of the same fields.

All run from byte-compiled code, as an installed app does, and are timed from the fork to the moment at which the
label of the last field has come over the line. Beside the time on the clock stands the processor's, which a busy
machine disturbs less.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.keys.slots import Argon

RUNS = 15
BUDGET = 1.2
MARK = b"Passphrase"
_ROOT = Path(__file__).resolve().parents[2]
_APPS = Path(__file__).resolve().parent / "apps"
_LONGEST = 30.0


@dataclass(frozen=True)
class Taken:
    """Seconds from the fork to the first paint."""

    clock: float
    processor: float


def rows() -> list[str]:
    """The medians, their spread, and the ratio of each pair of neighbouring runs."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        casebook, _ = set_up(
            home,
            NewStore(
                name="Made-up Practitioner",
                passphrase="imaginary words for benchmarks only",
                hub="Imaginary Hub",
                locality="essex",
            ),
            CasebookSettings(argon=Argon(memory=8 * 1024, iterations=1, lanes=1)),
        )
        casebook.close()
        ours, stock, barest = _in_turns(
            ([sys.executable, "-m", "ce_tui"], home),
            ([sys.executable, str(_APPS / "stock_form.py")], home),
            ([sys.executable, str(_APPS / "barest_form.py")], home),
        )
    return [
        _row(
            "start to first paint of the sign-in",
            *([each.clock for each in runs] for runs in (ours, stock, barest)),
        ),
        _row(
            "the same in time of the processor",
            *([each.processor for each in runs] for runs in (ours, stock, barest)),
        ),
    ]


def _row(what: str, ours: list[float], stock: list[float], barest: list[float]) -> str:
    return (
        f"| {what} | {_said(ours)}; {_ratio(ours, stock):.2f} × the stock form | ≤ {BUDGET} × "
        f"| stock Textual, the same fields: {_said(stock)}; two bare fields: {_said(barest)}, "
        f"ours is {_ratio(ours, barest):.2f} × that |"
    )


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of neighbouring runs: what slows the machine down meets both."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def _said(times: list[float]) -> str:
    low, _, high = statistics.quantiles(times, n=4)
    return f"{statistics.median(times) * 1000:.0f} ms (middle half {low * 1000:.0f}–{high * 1000:.0f})"


def _in_turns(*programs: tuple[list[str], Path]) -> list[list[Taken]]:
    for argv, home in programs:
        _time_of(argv, home)  # compiles what is not compiled yet; not counted
    times: list[list[Taken]] = [[] for _ in programs]
    for _ in range(RUNS):
        for argv_home, taken in zip(programs, times, strict=True):
            taken.append(_time_of(*argv_home))
    return times


def _time_of(argv: list[str], home: Path) -> Taken:
    """What it takes from the fork to the mark on the line; then the program is ended."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "CE_TUI_HOME": str(home),
        "PYTHONPATH": str(_ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }
    began = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(argv[0], argv, environment)
        finally:
            os._exit(127)
    came = b""
    try:
        while MARK not in came:
            if not select.select([fd], [], [], _LONGEST)[0]:
                raise RuntimeError(f"{argv[-1]} painted nothing")
            came += os.read(fd, 65536)
        clock = time.perf_counter() - began
    finally:
        os.kill(pid, signal.SIGKILL)
        _, _, used = os.wait4(pid, 0)
        os.close(fd)
    return Taken(clock, used.ru_utime + used.ru_stime)


if __name__ == "__main__":
    print("\n".join(rows()))
