"""Words for whatever takes longer than half a second, on the terminal of the person who waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from ce_tui.cli.output import tell
from ce_tui.threads import begin

AFTER = 0.5  # seconds


@contextmanager
def patiently(words: str) -> Iterator[None]:
    """Say on standard error what is going on, if it takes long and a person is there to read it."""
    if not sys.stderr.isatty():
        yield
        return
    timer = Timer(AFTER, tell, [f"{words} Please wait."])
    timer.daemon = True
    begin(timer)
    try:
        yield
    finally:
        timer.cancel()
