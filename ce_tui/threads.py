"""Threads on a machine that may start no more of them: what runs in one is a help, and never what the work hangs on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Thread


def begin(thread: Thread) -> bool:
    """Start a thread, a timer too. Whether there is one: else the machine starts no more just now."""
    try:
        thread.start()
    except RuntimeError:
        return False
    return True


class Threads(ThreadPoolExecutor):
    """A pool that makes do with the threads it has, where it gets no more: a job waits for its turn."""

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except RuntimeError:
            if not self._threads:
                raise
