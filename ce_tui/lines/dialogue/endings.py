"""Signals that end the process: the line mode hears of them while it waits for a line; a second chance by force."""

from __future__ import annotations

import os
from threading import Timer
from types import FrameType

from ce_tui.terminal.safety import take_over
from ce_tui.threads import begin

GRACE = 10.0
"""Seconds from the signal until the process ends by force: a PDF may be in the making. Each answer is saved by then."""


class EndWatch:
    """`wake` becomes readable when the process is to end, and `code` is its exit code from then on."""

    def __init__(self) -> None:
        self.wake, self._waking = os.pipe()
        os.set_blocking(self._waking, False)
        self.code = 0

    def watch(self) -> None:
        """Take the signals over."""
        take_over(self._on_ending)

    def _on_ending(self, number: int, _frame: FrameType | None) -> None:
        if self.code:
            return
        self.code = 128 + number
        last = Timer(GRACE, os._exit, [self.code])
        last.daemon = True
        begin(last)
        os.write(self._waking, b"!")
