"""An event loop that says when it has done all that there is to do, before it waits for more.

That moment is the end of an answer: asyncio itself tells nobody, so whoever has to know it would look again and again,
or wait for a while that is too long for one answer and too short for another.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable


class _Asking(selectors.DefaultSelector):
    """A selector that asks whether there is anything more to do, before it waits."""

    before_waiting: Callable[[], bool] | None = None
    woke = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """As ever; but where it would have waited and there is more to do, it only looks."""
        if timeout is not None and timeout <= 0:
            return super().select(timeout)
        if self.before_waiting is not None and self.before_waiting():
            return super().select(0)
        ready = super().select(timeout)
        self.woke = time.monotonic()
        return ready


class RestingLoop(asyncio.SelectorEventLoop):
    """An event loop that calls `before_waiting`, where there is one, each time that it is about to wait."""

    def __init__(self) -> None:
        self._asking = _Asking()
        super().__init__(self._asking)

    @property
    def busy_for(self) -> float:
        """Seconds for which it has not waited any more."""
        return time.monotonic() - self._asking.woke

    def ask_before_waiting(self, whether: Callable[[], bool] | None) -> None:
        """`whether` may have something called soon, and says whether it has. It must be quick, and never raise."""
        self._asking.before_waiting = whether
