"""The signals that end a process unless it says otherwise, with the terminal left as it was: what each does here.

Five cannot be taken over: KILL, and SEGV, BUS, FPE and ILL, at which the instruction that failed would be tried for
ever. STOP only stops. The others that a system may have end nothing by themselves.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType


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
    """From now on `end` is called with each signal that ends, and the others are passed over. In the first thread."""
    for number in ENDING:
        signal.signal(number, end)
    for number in PASSED_OVER:
        signal.signal(number, signal.SIG_IGN)
