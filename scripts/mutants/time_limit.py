"""No test takes for ever: one that takes far longer than when it was measured ends the process that runs it."""

from __future__ import annotations

import faulthandler
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

_READING = 60.0
"""Seconds until the first test begins: others may be at work on this machine."""


@dataclass(frozen=True)
class Limits:
    """How long tests may take in which a change is tried. `seconds`: how long one took without a change; `patience`:
    how many seconds it may take beyond four times that.
    """

    seconds: Callable[[str], float]
    patience: float

    def of(self, test: str) -> float:
        return self.patience + 4 * self.seconds(test)

    def of_all(self, tests: Iterable[str]) -> float:
        """Reading them included. It is met where a test has switched off what would end it alone."""
        return _READING + self.patience + 4 * sum(map(self.seconds, tests))


class TimeLimit:
    """A plugin of pytest. `places` is written when the time is over: where each thread was."""

    def __init__(self, limits: Limits, places: Path) -> None:
        self._limits = limits
        self._places = places.open("w", encoding="utf-8")
        self._begin(_READING)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._begin(self._limits.of(item.nodeid))
        return (yield)

    def _begin(self, seconds: float) -> None:
        """Anew: what was running before counts no more. It needs no thread of Python, nor its lock."""
        faulthandler.dump_traceback_later(seconds, exit=True, file=self._places)
