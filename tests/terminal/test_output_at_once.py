"""What is written to a terminal: at once where it takes it, in order where it does not, and never waited for."""

from __future__ import annotations

import os
import pty
import select
import threading
import tty
from collections.abc import Iterator

import pytest

from ce_tui.terminal.driver import Output

LONG = 60.0
Line = tuple[int, Output, threading.Event, threading.Event]


@pytest.fixture
def line() -> Iterator[Line]:
    """The far end of a terminal, what writes to it, and what has happened: all taken, nobody there."""
    far, near = pty.openpty()
    tty.setraw(near)
    idle, gone = threading.Event(), threading.Event()
    output = Output(near, idle.set, gone.set)
    yield far, output, idle, gone
    output.stop(LONG)
    for end in (far, near):
        try:
            os.close(end)
        except OSError:
            continue


def read(far: int, size: int) -> bytes:
    """This many bytes from the far end."""
    came = b""
    while len(came) < size:
        assert select.select([far], [], [], LONG)[0], f"{size - len(came)} bytes did not come"
        came += os.read(far, 65536)
    return came


def test_what_the_terminal_takes_needs_no_thread(line: Line) -> None:
    far, output, _, _ = line  # the thread is not even started
    output.write(b"a letter")
    assert not output.is_busy
    assert read(far, 8) == b"a letter"


def test_all_of_it_comes_in_order_after_a_terminal_was_frozen(line: Line) -> None:
    far, output, idle, _ = line
    output.start()
    sent = b"".join(b"%07d " % number for number in range(20_000))
    for start in range(0, len(sent), 1000):
        output.write(sent[start : start + 1000])
    assert output.is_busy, "a terminal takes no 160 kB at once"
    assert read(far, len(sent)) == sent
    assert idle.wait(LONG)
    output.write(b"and at once again")
    assert read(far, 17) == b"and at once again"


def test_what_overtakes_the_rest_comes_after_no_more_than_a_piece(line: Line) -> None:
    far, output, _, _ = line
    output.start()
    output.write(b"x" * 500_000)
    output.replace(b"\x1b[2Jcurtain")
    came = read(far, 1)
    while not came.endswith(b"\x1b[2Jcurtain"):
        came += read(far, 1)
    assert len(came) < 100_000


def test_the_descriptor_that_the_shell_shares_stays_as_it_was(line: Line) -> None:
    _, output, _, _ = line
    output.write(b"x")
    assert os.get_blocking(output._fd)


def test_that_nobody_is_there_is_noticed(line: Line) -> None:
    far, output, _, gone = line
    output.start()
    os.close(far)
    output.write(b"to nobody")
    assert gone.wait(LONG)


def test_a_pipe_is_written_to_by_the_thread() -> None:
    reader, writer = os.pipe()
    idle = threading.Event()
    output = Output(writer, idle.set, lambda: None)
    output.start()
    output.write(b"as before")
    assert idle.wait(LONG)
    assert os.read(reader, 100) == b"as before"
    output.stop(LONG)
    os.close(reader)
    os.close(writer)
