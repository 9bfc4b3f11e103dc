"""The jobs that are begun on one screen of the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.worker import WorkType

from ce_tui.screens.asking import DialogAsker
from ce_tui.session.jobs.doing import Job

if TYPE_CHECKING:
    from ce_tui.screens.base import CeScreen

Result = TypeVar("Result")


class Jobs:
    """One at a time: `busy` while something is being done that neither Esc nor another job may come between."""

    def __init__(self, screen: CeScreen) -> None:
        self._screen = screen
        self.busy = False

    def begin(self, job: Job[Result], then: Callable[[Result], None]) -> None:
        """Begin a job, and hand on what it comes to. Not while another is busy, and only where somebody is at work."""
        if not self.busy:
            work: WorkType[None] = partial(self._do, job, then)
            self._screen.run_worker(work, group="office", exclusive=True)

    async def _do(self, job: Job[Result], then: Callable[[Result], None]) -> None:
        host = self._screen.ce
        station = host.seat.station
        if station is not None:
            then(await job(DialogAsker(host, self._be_busy), station))

    def _be_busy(self, busy: bool) -> None:
        self.busy = busy
