"""The process, its environment, its signals and its place: before Textual is imported, and without a library."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import re
import resource
import signal
import sys
import termios
from collections.abc import Callable, Mapping, MutableMapping
from types import FrameType
from typing import NoReturn

from ce_tui.terminal.character_set import without_what_python_set

_KEPT = frozenset({
    # What may change what the app does.
    "CE_TUI_HOME", "CE_TUI_CONFIG", "TERM", "COLORTERM", "NO_COLOR", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
    "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LC_COLLATE", "LC_NUMERIC",
    # What says who and where we are.
    "HOME", "USER", "LOGNAME", "PATH", "SSH_CONNECTION", "SSH_TTY",
})  # fmt: skip


_M_ARENA_MAX = -8
"""mallopt(3)."""
_PR_SET_DUMPABLE = 4
"""prctl(2)."""

_at_start: dict[str, str] = {}


def clean_environment(environment: MutableMapping[str, str] | None = None) -> None:
    """Drop every variable (of `os.environ`) that the contract does not name, before Textual reads them.

    TEXTUAL* would open connections, write files and import code; LESS, PAGER, COLUMNS, ESCDELAY, PYTHON* and the
    rest have no say here either. Programs that the app starts get the clean environment too.
    """
    environment = os.environ if environment is None else environment
    if environment is os.environ and not _at_start:
        _at_start.update(environment)
    for name in list(environment):
        if name not in _KEPT:
            del environment[name]
    if environment.get("NO_COLOR") == "":  # which counts where it is not empty; Textual would take it
        del environment["NO_COLOR"]
    environment["TEXTUAL_ANIMATIONS"] = "none"
    # What one key changes is painted in steps, each of which waits for the next picture.
    environment["TEXTUAL_FPS"] = "500"


def drop_python_variables() -> None:
    """Forget PYTHON*: what it says of this process Python has read by now, and no other is to hear it.

    PYTHONINSPECT it reads once more as it ends, and PYTHONPATH would reach a process that follows in our place.
    """
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        del os.environ[name]


def end_process(code: object) -> NoReturn:
    """End this process at once, with the code of a `SystemExit`: what was written is sent, and Python gets no word.

    Its own way of ending would ask for more to do (python -i, PYTHONINSPECT) while keys are still in memory, and run
    what others have left to be run. Nothing of ours is: temporary folders and processes are cleared where they end.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # it is gone, or was never there
            stream.flush()
    number = code if isinstance(code, int) else 0 if code is None else 1
    os._exit(number & 0xFF)


def environment_at_start() -> dict[str, str]:
    """The environment as this process was given it: for one that follows in its place."""
    return without_what_python_set(_at_start or os.environ)


TYPED = termios.ECHO | termios.ISIG
"""What a terminal does of itself with what is typed: shows it, and makes signals of Ctrl+C and the like."""


def show_what_is_typed() -> None:
    """Let the terminal on standard input do with what is typed as every shell expects."""
    with contextlib.suppress(termios.error):
        attributes = termios.tcgetattr(0)
        attributes[3] |= TYPED
        termios.tcsetattr(0, termios.TCSANOW, attributes)


def harden_process() -> None:
    """New files are the account's alone; no core dumps; no reading of our memory by others of the same user.

    Raises nothing: what the system refuses is left as it was.
    """
    os.umask(0o077)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # no core, no ptrace, /proc/self belongs to root
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def share_one_heap() -> None:
    """Let the threads take their memory from one heap, not each from its own: half a MiB of each session less.

    To be called before the first thread begins. They hardly wait for each other: one at a time runs Python.
    """
    with contextlib.suppress(OSError, AttributeError):  # not glibc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def take_the_reserve() -> None:
    """Raise the soft limit of memory to the hard one, so that the process can save."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


# The signals that end a process unless it says otherwise, with the terminal left as it was. Five cannot be taken over:
# KILL, and SEGV, BUS, FPE and ILL, at which the instruction that failed would be tried for ever. STOP only stops. The
# others that a system may have end nothing by themselves.


def _there(*names: str) -> tuple[signal.Signals, ...]:
    """Those of the signals that this system has."""
    return tuple(signal.Signals[f"SIG{name}"] for name in names if f"SIG{name}" in signal.Signals.__members__)


ENDING = _there(
    *("HUP", "INT", "QUIT", "TERM"),  # the line dropped; asked to end, by a key or from outside
    *("VTALRM", "PROF"),  # the processor's time is up that whoever started it had set
    "XCPU",  # the time that the system allows is up: it kills next
    "PWR",  # the power is going
    *("ABRT", "TRAP", "SYS"),  # sent from outside by a watchdog; one of its own making ends it all the same
)
"""An orderly end: what was typed is saved, the screen cleared, the terminal given back."""

PASSED_OVER = (
    *_there("ALRM"),  # a time is up that nobody here has set
    *_there("USR1", "USR2"),  # mean what two programs agree on, and none agreed on anything with this one
    *_there("IO", "STKFLT"),  # that there is something to read, which is known; nothing at all
    *_there("PIPE", "XFSZ"),  # a write that failed: whoever wrote learns of it, and says so
    *_there("TSTP"),  # there is no shell behind the app to stop for
    *(range(signal.SIGRTMIN, signal.SIGRTMAX + 1) if hasattr(signal, "SIGRTMIN") else ()),  # as USR1
)
"""Nothing happens: nobody who sends one of these means that the work is to end."""


def take_over(end: Callable[[int, FrameType | None], object]) -> None:
    """Have `end` called for each ending signal; pass the others over. In the first thread."""
    for number in ENDING:
        signal.signal(number, end)
    for number in PASSED_OVER:
        signal.signal(number, signal.SIG_IGN)


def give_memory_back() -> None:
    """Give back what a start and a sign-in have left behind: a MiB or so of each session. Takes some 30 ms."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)


HERE = "this machine"
_CONSOLE = re.compile(r"/dev/(tty[A-Za-z0-9]{1,20}|hvc[0-9]{1,4}|console)")
_ONE_LINE = 64  # bits of an IPv6 address that a line gets; those after them each of its machines can choose


def place_of(tty: int, environment: Mapping[str, str] = os.environ) -> str:
    """Where the person at this file descriptor sits: "ssh client 192.0.2.7", "tty1", or "this machine"."""
    if client := _client(environment.get("SSH_CONNECTION", "")):
        return client
    with contextlib.suppress(OSError):
        if console := _CONSOLE.fullmatch(os.ttyname(tty)):
            return console[1]
    return HERE


def _client(connection: str) -> str:
    """The address that a connection comes from; of a long one the part that its line has. Empty: it says none."""
    if not connection:
        return ""
    import ipaddress  # none of the start-up's time for it at a desk

    try:
        address = ipaddress.ip_address(connection.split(" ")[0].partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            line = ipaddress.ip_network((address.packed, _ONE_LINE), strict=False)
            return f"ssh client {line}"
        address = address.ipv4_mapped
    return f"ssh client {address}"
