"""A job in a thread: what it gives and raises comes to who waits, and is nobody's fault where no one does any more."""

from __future__ import annotations

import asyncio
import gc
import weakref
from contextvars import ContextVar
from threading import Event

import pytest

from ce_tui.threads import in_thread

Told = list[dict[str, object]]
here: ContextVar[object] = ContextVar("here")


def fails() -> int:
    raise ValueError("made up")


async def collected() -> None:
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0.01)


async def test_who_waits_has_what_the_job_gives_or_raises() -> None:
    assert await in_thread(lambda: 7) == 7
    with pytest.raises(ValueError, match="made up"):
        await in_thread(fails)


async def test_what_goes_wrong_after_all_have_left_is_no_fault_of_the_apps() -> None:
    told: Told = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))
    go_on, done = Event(), Event()

    def fails_late() -> int:
        try:
            assert go_on.wait(60)
            return fails()
        finally:
            done.set()

    async def waits() -> None:
        result = in_thread(fails_late)
        await asyncio.wait({result}, timeout=60)

    left = asyncio.ensure_future(waits())
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.wait({left})
    del left  # which holds where it was
    go_on.set()
    assert await asyncio.to_thread(done.wait, 60)
    await collected()
    assert told == []


async def test_a_job_holds_nothing_of_where_it_was_begun() -> None:
    class Screen:
        pass

    go_on = Event()

    async def begins() -> asyncio.Future[bool]:
        screen = Screen()
        here.set(screen)
        seen.append(weakref.ref(screen))
        return in_thread(lambda: go_on.wait(60))

    seen: list[weakref.ref[Screen]] = []
    result = await asyncio.ensure_future(begins())
    await collected()
    assert seen[0]() is None
    go_on.set()
    assert await result
