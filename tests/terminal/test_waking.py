"""A call after so many seconds, which the machine's sleep counts towards: made once, and as often as it is set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from ce_tui.terminal import signals
from ce_tui.terminal.signals import WakeTimer


def calls(until: int, then: Callable[[WakeTimer, int], None]) -> int:
    """How many calls came, each told to `then` with its number, once so many have."""

    async def run() -> int:
        enough = asyncio.Event()
        came = 0

        def call() -> None:
            nonlocal came
            came += 1
            then(timer, came)
            if came == until:
                enough.set()

        timer = WakeTimer(call)
        timer.after(600)  # set anew before it is over: never
        timer.after(0.001)
        await asyncio.wait_for(enough.wait(), 60)
        await asyncio.sleep(0)
        return came

    return asyncio.run(run())


def again(timer: WakeTimer, came: int) -> None:
    if came < 3:
        timer.after(0)


@pytest.mark.parametrize("there_is_one", [True, False])
def test_it_comes_once_each_time_that_it_is_set(monkeypatch: pytest.MonkeyPatch, there_is_one: bool) -> None:
    if not there_is_one:
        monkeypatch.setattr(signals, "_timer", lambda: -1)
    assert WakeTimer(print).counts_sleep is there_is_one
    assert calls(1, lambda timer, came: None) == 1
    assert calls(3, again) == 3


def test_a_timer_that_takes_no_time_is_replaced_by_a_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "_set", lambda timer, seconds: False)
    assert calls(2, lambda timer, came: timer.after(0) if came < 2 else None) == 2
