"""Words for whatever takes longer than half a second, on the terminal of the person who waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from ce_tui.cli.output import tell
from ce_tui.threads import begin

AFTER = 0.5  # seconds
SAY_AGAIN = 2.0


@contextmanager
def patiently(words: str) -> Iterator[Callable[[str], None]]:
    """Say on standard error what is going on, if it takes long and a person is there to read it.

    What it gives says how far it has come, every few seconds at most.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    timer = Timer(AFTER, tell, [f"{words} Please wait."])
    timer.daemon = True
    begin(timer)
    try:
        yield _NowAndThen()
    finally:
        timer.cancel()


class _NowAndThen:
    """Says what it is told, if it said nothing for a while."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, words: str) -> None:
        now = time.monotonic()
        if now - self._said >= SAY_AGAIN:
            self._said = now
            tell(words)
