"""The app is drawn and sent when it is at rest; and all the same where it never comes to rest."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from ce_tui.terminal.pace import RestingLoop
from ce_tui.terminal.picture import bands
from support.terminal.pty_screen import PtyScreen

APP = Path(__file__).parent / "apps" / "restless.py"


def test_the_loop_tells_when_nothing_is_left_to_do_and_does_first_what_it_is_told_then() -> None:
    done: list[str] = []

    async def job(name: str) -> None:
        for part in range(3):
            done.append(f"{name} {part}")
            await asyncio.sleep(0)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, RestingLoop)

        told: asyncio.Future[None] = loop.create_future()

        def at_rest() -> bool:
            if "at rest" not in done:
                loop.call_soon(done.append, "at rest")
            elif not told.done():
                loop.call_soon(told.set_result, None)
            else:
                return False
            return True

        jobs = [loop.create_task(job("a")), loop.create_task(job("b"))]
        loop.ask_before_waiting(at_rest)
        await told
        done.append("later")
        await asyncio.gather(*jobs)

    with asyncio.Runner(loop_factory=RestingLoop) as runner:
        runner.run(main())
    assert done == ["a 0", "b 0", "a 1", "b 1", "a 2", "b 2", "at rest", "later"]


@pytest.mark.parametrize("key", [b"s", b"w"])
def test_an_app_that_never_comes_to_rest_is_drawn_and_takes_keys(key: bytes) -> None:
    with PtyScreen([sys.executable, str(APP)]) as term:
        term.wait_for("number 0")
        term.send(key)
        term.wait_for("number 1")
        term.send(b"n")
        term.wait_for("number 2")


def test_lines_that_stand_together_are_drawn_together() -> None:
    assert bands([]) == []
    assert bands([3]) == [(3, 4)]
    assert bands([3, 4, 5, 8, 10, 11]) == [(3, 6), (8, 9), (10, 12)]
