#!/opt/ce-tui/bin/python -I
"""own_terminal.py COMMAND …: runs a command that loses root's rights in a terminal of its own.

For root. A program that has root's terminal can type into it (TIOCSTI), and what it types is run once it has ended. So
the command gets a new terminal in a new session, and this process hands on what is typed and shown. What of its
standard input, output and errors is no terminal it gets as it is. Ends as the command does.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

PIECE = 64 * 1024  # bytes
STANDARD = (0, 1, 2)
PATIENCE = 15.0  # seconds after a hang-up: the app saves and ends within five


def main(command: list[str]) -> int:
    """Run it. The exit code."""
    try:
        outside = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        outside = -1
    if outside < 0:
        return ended(begin(command, -1))
    inside, other = os.openpty()
    termios.tcsetattr(other, termios.TCSANOW, termios.tcgetattr(outside))
    take_size(outside, inside)
    signal.signal(signal.SIGWINCH, lambda _number, _frame: take_size(outside, inside))
    child = begin(command, other)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, passed_on(child))
    before = termios.tcgetattr(outside)
    tty.setraw(outside, termios.TCSANOW)
    hung_up = False
    try:
        signal.signal(signal.SIGHUP, gone(child))
        hand_on(outside, inside, os.pidfd_open(child))
    except Gone:
        hung_up = True
    finally:
        signal.signal(signal.SIGHUP, passed_on(child))
        os.close(inside)  # which hangs up on whatever is left
        with suppress(termios.error):  # it is gone
            termios.tcsetattr(outside, termios.TCSANOW if hung_up else termios.TCSADRAIN, before)
    if hung_up:
        end_soon(child)
    return ended(child)


def begin(command: list[str], terminal: int) -> int:
    """The command in a session of its own, with the terminal in place of the one that it was begun at."""
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        if terminal >= 0:
            fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
            for each in STANDARD:
                if is_terminal(each):
                    os.dup2(terminal, each)
        os.execvp(command[0], command)  # noqa: S606 - no shell is wanted
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr, flush=True)
    os._exit(127)


def is_terminal(handle: int) -> bool:
    """Whether it is one; what is closed is none."""
    with suppress(OSError):
        return os.isatty(handle)
    return False


def take_size(outside: int, inside: int) -> None:
    """Make the inner terminal as large as the outer one."""
    with suppress(OSError):
        size = fcntl.ioctl(outside, termios.TIOCGWINSZ, bytes(8))
        fcntl.ioctl(inside, termios.TIOCSWINSZ, size)


def passed_on(child: int) -> Callable[[int, FrameType | None], None]:
    """A handler that sends the signal on to the command."""

    def handle(number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, number)

    return handle


class Gone(Exception):
    """Whoever began this has hung up."""


def gone(child: int) -> Callable[[int, FrameType | None], None]:
    """A handler that hangs up on the command too: one that waits for a key may miss the signal, and not the hanging up.

    Raises `Gone` wherever it comes.
    """

    def handle(number: int, frame: FrameType | None) -> None:
        passed_on(child)(number, frame)
        raise Gone

    return handle


def hand_on(outside: int, inside: int, child: int) -> None:
    """What is typed goes in and what is shown comes out, until the command has ended and all that it said is shown.

    `child`: a handle of its process. Ends too when the outer terminal has gone.
    """
    while True:
        ready, _, _ = select.select([outside, inside, child], [], [])
        if inside in ready:
            if not pass_on(inside, outside):
                return
        elif child in ready:
            return
        if outside in ready and not pass_on(outside, inside):
            return


def pass_on(source: int, target: int) -> bool:
    """What there is to read goes on. Whether there can be more."""
    try:
        content = left = os.read(source, PIECE)
        while left:
            left = left[os.write(target, left) :]
    except OSError:
        return False
    return bool(content)


def end_soon(child: int) -> None:
    """Nothing of it outlives the terminal that it was begun at: what has not ended by then is ended."""
    ending = os.pidfd_open(child)
    if not select.select([ending], [], [], PATIENCE)[0]:
        os.kill(child, signal.SIGKILL)
    os.close(ending)


def ended(child: int) -> int:
    """The code with which it ends, as a shell has it."""
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Usage: own_terminal.py COMMAND ...")
    sys.exit(main(sys.argv[1:]))
