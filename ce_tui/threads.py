"""Threads on a machine that may start no more of them: no work hangs on one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")
FULL = "this machine is full: too many programs run on it, or its memory is used up"


def is_of_a_full_machine(error: BaseException) -> bool:
    """Whether something ended because the machine starts no further thread."""
    # Python has no error of its own for that.
    return isinstance(error, RuntimeError) and str(error) == "can't start new thread"


def begin(thread: Thread) -> bool:
    """Start a thread, a timer too; False if the machine starts no more just now."""
    try:
        thread.start()
    except RuntimeError:
        return False
    return True


class Threads(ThreadPoolExecutor):
    """A pool that makes do with the threads it has: a job waits for its turn."""

    def _adjust_thread_count(self) -> None:
        try:
            super()._adjust_thread_count()
        except RuntimeError:
            if not self._threads:
                raise


def in_thread(job: Callable[[], Result]) -> asyncio.Future[Result]:
    """The result of a job in a thread of the app's pool, to be awaited; raises what the job raises.

    Unlike `asyncio.to_thread` it hands on no context: the context names the screen, which a thread that goes on after
    the screen was left would hold for as long, with all that was drawn there. So a job must not ask a widget for its
    app. What goes wrong in one that nobody waits for any more is no fault of the app's.
    """
    result = Context().run(asyncio.get_running_loop().run_in_executor, None, job)
    result.add_done_callback(lambda ended: ended.cancelled() or ended.exception(), context=Context())
    return result
