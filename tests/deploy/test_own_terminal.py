"""The terminal that root's tool gives to a command, where nobody reads any more what is shown."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import time

from support.checkout import CHECKOUT

TOOL = CHECKOUT / "data" / "deploy" / "own_terminal.py"
IN_A_HURRY = "import sys, own_terminal as tool; tool.PATIENCE = 0.3; sys.exit(tool.main(sys.argv[1:]))"
"""The tool, but that it waits less long for a command that was hung up on."""
LONGEST = 60.0


def not_read(terminal: int) -> int:
    """How many bytes are shown at it that nobody has read."""
    (many,) = struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)))
    return int(many)


def hung_up_on(*command: str, unread: int = 0) -> int:
    """Begin a command by the tool at a terminal, wait for its first letters, read no more, and hang up.

    `unread`: once so many bytes are shown that nobody reads.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(TOOL.parent)  # where `-c` looks for it
        os.execv(sys.executable, [sys.executable, "-B", "-c", IN_A_HURRY, *command])
    ended, begun = (0, 0), time.monotonic()
    try:
        assert os.read(terminal, 5) == b"still"
        while unread and time.monotonic() - begun < LONGEST and not_read(terminal) < unread:
            time.sleep(0.02)
        os.kill(pid, signal.SIGHUP)
        while ended == (0, 0) and time.monotonic() - begun < LONGEST:
            ended = os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
        assert ended[0] == pid, "it has not ended"
        return os.waitstatus_to_exitcode(ended[1])
    finally:
        if ended == (0, 0):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(terminal)


def test_a_hang_up_ends_it_also_where_nobody_reads_what_is_still_to_be_shown() -> None:
    code = hung_up_on("sh", "-c", "while :; do echo still here; done", unread=2000)
    assert code > 128


def test_what_heeds_no_hang_up_is_ended_all_the_same() -> None:
    """Nothing goes on with the rights of the store's account behind a terminal that nobody sees."""
    code = hung_up_on("sh", "-c", "trap '' HUP; echo still here; while :; do sleep 1; done")
    assert code == 128 + signal.SIGKILL
