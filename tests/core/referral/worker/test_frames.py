"""Messages through a pipe: whole, in their order, none beyond the largest, none waited for past its deadline."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from ce_tui.core.referral import worker_process
from ce_tui.core.referral.worker_process import PipeClosed, receive, send


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """From where it is read, and to where it is written."""
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):  # a test closed it
            os.close(end)


def test_messages_arrive_whole_and_in_their_order(pipe: tuple[int, int]) -> None:
    out, into = pipe
    long = os.urandom(300_000)  # more than a pipe holds

    def say() -> None:
        for kind, content in ((b"R", long), (b"K", b""), (b"P", b"short")):
            send(into, kind, content)

    saying = threading.Thread(target=say)
    saying.start()
    assert [receive(out) for _ in range(3)] == [(b"R", long), (b"K", b""), (b"P", b"short")]
    saying.join()


def test_a_message_of_the_largest_length_is_taken_and_none_that_says_it_is_longer(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, into = pipe
    monkeypatch.setattr(worker_process, "LARGEST", 10)
    send(into, b"P", b"0123456789")
    assert receive(out) == (b"P", b"0123456789")
    send(into, b"P", b"0123456789a")
    with pytest.raises(PipeClosed):
        receive(out)


def test_nothing_is_waited_for_past_its_deadline(pipe: tuple[int, int]) -> None:
    out, into = pipe
    with pytest.raises(TimeoutError):
        receive(out, time.monotonic() - 1)
    os.set_blocking(into, False)
    with pytest.raises(TimeoutError):
        send(into, b"R", bytes(300_000), time.monotonic() + 0.02)


def test_what_arrives_before_its_deadline_is_taken(pipe: tuple[int, int]) -> None:
    out, into = pipe
    threading.Timer(0.02, send, (into, b"K", b"there")).start()
    assert receive(out, time.monotonic() + 60) == (b"K", b"there")


def test_where_the_other_side_is_gone_it_is_said(pipe: tuple[int, int]) -> None:
    out, into = pipe
    os.write(into, b"P\0\0")  # the beginning of a message
    os.close(into)
    with pytest.raises(PipeClosed):
        receive(out)
    out, into = os.pipe()
    os.close(out)
    with pytest.raises(PipeClosed):
        send(into, b"R", b"words")
    os.close(into)


def test_no_message_is_longer_than_256_mebibytes() -> None:
    assert worker_process.LARGEST == 2**28
