"""Passphrases and what else a command asks: from a file, else on the person's terminal, never from a pipe.

Standard input may be a file that the command reads, so questions go to the terminal itself.
"""

from __future__ import annotations

import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from ce_tui import exit_codes
from ce_tui.cli.files import read_first_line
from ce_tui.cli.output import safe
from ce_tui.core.vault.keys.passphrases import six_words
from ce_tui.exit_codes import Stop
from ce_tui.terminal.character_set import as_typed, shown_in, terminal_encoding


def has_terminal() -> bool:
    """Whether there is a terminal to ask on."""
    try:
        with Path("/dev/tty").open("r+b", buffering=0):
            return True
    except OSError:
        return False


def passphrase(file: str | None, question: str, instead: str) -> str:
    """A passphrase from its file, else asked. `instead` is the option to name where there is no terminal."""
    if file is not None:
        return read_first_line(file, "passphrase")
    return _hidden(question, instead)


def new_passphrase(file: str | None, question: str, instead: str) -> str:
    """A passphrase to be: from its file, else six words that are offered, or one's own, which is asked twice.

    Raises Stop 65 where the two differ.
    """
    if file is not None:
        return read_first_line(file, "passphrase")
    offered = six_words()
    show(
        f"Six words made up for you: {offered}\nWrite them down and type them, or type one of your own.\n",
        instead,
    )
    first = _hidden(question, instead)
    if " ".join(first.lower().split()) == offered:
        return offered
    if _hidden("The same again: ", instead) != first:
        raise Stop(exit_codes.INPUT_WRONG, "The two passphrases differ. Nothing was changed.")
    return first


def need_both(file: str | None, new_file: str | None) -> None:
    """Given one file no command asks anything, so the other is needed too. Raises Stop 2."""
    if file is not None and new_file is None:
        raise Stop(exit_codes.USAGE, "With a file nothing is asked: say --new-passphrase-file too.")


def unseen(question: str, instead: str) -> str:
    """One line that is not shown as it is typed: a child's name stays on no terminal."""
    return _hidden(question, instead)


def line(question: str, instead: str) -> str:
    """One line, shown as it is typed."""
    show(question, instead)
    try:
        with _hearing_ctrl_c(), Path("/dev/tty").open("rb", buffering=0) as terminal:
            return _read_line(terminal)
    except OSError as error:
        raise _no_terminal(instead) from error


def agrees(question: str) -> bool:
    """Whether a question is answered with yes at the terminal; anything but yes or no is asked again."""
    while True:
        answer = line(f"{question} yes or no: ", "").strip().casefold()
        if answer in ("yes", "y", "no", "n"):
            return answer.startswith("y")


def account_name(question: str) -> str:
    """The name of an account, asked. Raises Stop 2 where none is given."""
    typed = line(question, "--as").strip()
    if not typed:
        raise Stop(exit_codes.USAGE, "No name was given. Nothing was changed.")
    return typed


def show(text: str, instead: str) -> None:
    """Write on the terminal itself, so that it reaches no file and no pipe."""
    try:
        with Path("/dev/tty").open("wb", buffering=0) as terminal:
            terminal.write(_as_shown(text))
    except OSError as error:
        raise _no_terminal(instead) from error


def _hidden(question: str, instead: str) -> str:
    """One line that is not shown as it is typed; whatever bytes it is typed in."""
    _need_terminal(instead)
    with _hearing_ctrl_c(), Path("/dev/tty").open("r+b", buffering=0) as terminal:
        before = termios.tcgetattr(terminal)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
        try:
            terminal.write(_as_shown(question))
            return _read_line(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
            terminal.write(b"\n")


def _read_line(terminal: FileIO) -> str:
    """A line that was typed, without its end. Raises KeyboardInterrupt at Ctrl+D: nothing more will come."""
    typed = terminal.readline()
    if not typed:
        raise KeyboardInterrupt
    return as_typed(typed, terminal_encoding()).rstrip("\r\n")


def _as_shown(text: str) -> bytes:
    encoding = terminal_encoding()
    return shown_in(safe(text), encoding).encode(encoding, "replace")


@contextmanager
def _hearing_ctrl_c() -> Iterator[None]:
    """Ctrl+C ends a question, also of a command that ignores it: as one does that a script began with `&`."""
    before = signal.getsignal(signal.SIGINT)
    if before != signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _need_terminal(instead: str) -> None:
    if not has_terminal():
        raise _no_terminal(instead)


def _no_terminal(instead: str) -> Stop:
    return Stop(
        exit_codes.USAGE,
        f"There is no terminal to ask on. Say it with {instead} instead; nothing was changed.",
    )
