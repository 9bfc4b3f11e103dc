"""Runs a command, writes its output, and gives its end an exit code and words.

The full screen and the line mode are opened here, too.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from ce_tui import exit_codes
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.shown import shown
from ce_tui.settings import fault_log
from ce_tui.settings.config import ConfigInvalid, home, load_config
from ce_tui.terminal.character_set import (
    CANNOT_MOVE_ITS_CURSOR,
    NOT_SHOWN,
    has_plain_terminal,
    is_utf_8,
    open_what_was_closed,
    seen,
    show_what_the_terminal_has,
)
from ce_tui.terminal.crash import DEMO_KEEPS_NOTHING, columns_of, in_rows, spoken
from ce_tui.terminal.safety import clean_environment, harden_process, share_one_heap
from ce_tui.threads import FULL, begin, is_of_a_full_machine

if TYPE_CHECKING:
    from ce_tui.session.session import Session


def need_terminal() -> None:
    """Refuse where the full screen cannot be shown. Raises Stop 2 without a terminal, 69 on one that is too simple."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Misuse(
            "The full-screen app needs a terminal; without one use `ce-tui lines`, or what `ce-tui --help` lists."
        )
    if os.environ.get("TERM") in CANNOT_MOVE_ITS_CURSOR:
        raise Stop(
            exit_codes.MISSING_HERE,
            "The full screen needs a terminal that can move its cursor (this one calls itself "
            f"{os.environ['TERM']}); `ce-tui lines` and the commands that `ce-tui --help` lists work here.",
        )


def open_app(after: str = "") -> int:
    """Open the app; its exit code. `after`: why a session has ended before. Raises Stop, ConfigInvalid.

    On a terminal that takes lines alone it is the line mode.
    """
    if has_plain_terminal():
        return open_lines(after=after)
    need_terminal()
    clean_environment()  # before Textual is imported: its variables act at import

    gc.disable()  # imports make much that stays: looking through it for garbage again and again takes time
    from ce_tui.app.app import run

    gc.freeze()
    return run(load_config(), home(), after=after)  # which looks for garbage once it is painted


def open_lines(*, after: str, ascii_only: bool = False, columns: int = 0) -> int:
    """Open the line mode over this process's input and output; its exit code. Raises ConfigInvalid.

    `after`: why a session has ended before. `columns`: where rows are broken; 0: as wide as the terminal is.
    """
    clean_environment()

    from ce_tui.lines.run import StartOptions, run

    config, folder = load_config(), home()

    def on_screen(session: Session | None) -> int:
        from ce_tui.app.app import run as run_app  # when it is asked for: the line mode runs without it

        return run_app(config, folder, session)

    beginning = StartOptions(ascii_only=ascii_only, after=after, columns=columns)
    return run(config, folder, beginning, on_screen)


_LAYOUT = "\n\t"


class ReaderGone(Exception):
    """Whoever read our output has stopped: no fault of ours nor of theirs."""


def safe(text: str) -> str:
    """The text without characters that steer a terminal or show nothing; line ends and tabs stay."""
    return seen(text, _LAYOUT)


def say(*lines: str) -> None:
    """Print lines on standard output. Raises ReaderGone, or Stop where they cannot be written."""
    _write("".join(safe(line) + "\n" for line in lines))


def say_on_stderr(*lines: str) -> None:
    """Print lines on standard error: faults, warnings, what is shown once."""
    for line in lines:
        print(safe(line), file=sys.stderr, flush=True)


def say_json(value: object) -> None:
    """Print a value as indented JSON; letters outside ASCII are escaped where no UTF-8 is written."""
    import json

    import msgspec

    text = json.dumps(
        msgspec.to_builtins(value), ensure_ascii=not is_utf_8(sys.stdout.encoding or ""), indent=2
    )
    # In JSON a line end is layout, so whatever else is unsafe stands within a string.
    safely = NOT_SHOWN.sub(
        lambda found: found[0] if found[0] in _LAYOUT else json.dumps(found[0])[1:-1], text
    )
    _write(safely + "\n")


def say_found(as_json: bool, value: object, lines: Iterable[str]) -> None:
    """Print a value as JSON for programs, or lines for people."""
    if as_json:
        say_json(value)
    else:
        say(*lines)


def table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows in columns of equal width, two spaces between, nothing drawn."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise refused(error) from error


def refused(error: OSError) -> Stop:
    """The end of a command whose output cannot be written."""
    why = "standard output is closed" if error.errno == errno.EBADF else error.strerror
    return Stop(exit_codes.OUTPUT_REFUSED, f"The output could not be written: {why}.")


def run(work: Callable[[], int | None], *, demo: bool = False) -> int:
    """Do the work and give the exit code; all that a person needs to know has been said.

    `demo`: nothing of the work is kept.
    """
    harden_process()
    share_one_heap()
    open_what_was_closed()
    show_what_the_terminal_has()
    try:
        code = work() or exit_codes.DONE
        _write("")  # what is still held back
        return code
    except ReaderGone:
        _discard_output()
        return exit_codes.DONE
    except KeyboardInterrupt:
        stop = Stop(exit_codes.INTERRUPTED, "Stopped. What was saved before stays saved.")
    except Exception as error:
        stop = _ending(error) or _fault(error, demo)
    say_on_stderr(*stop.lines)
    if stop.code == exit_codes.OUTPUT_REFUSED:
        _discard_output()
    return stop.code


def _ending(error: Exception) -> Stop | None:
    """The end of a command by an error that was foreseen; None: by another."""
    from ce_tui.core.pathway.shape import InputInvalid

    if isinstance(error, Stop):
        return error
    if isinstance(error, InputInvalid):
        return Stop(exit_codes.INPUT_WRONG, *(str(fault) for fault in error.faults))
    if isinstance(error, ConfigInvalid):
        return Stop(exit_codes.CONFIGURATION, error.words)
    if is_of_a_full_machine(error):
        return Stop(exit_codes.BUSY, f"It could not be done: {FULL}. Try again in a minute.")
    words, code = getattr(error, "words", None), getattr(error, "exit_code", None)
    if isinstance(words, str) and isinstance(code, int):
        return Stop(code, words)
    return None


def _fault(error: Exception, demo: bool) -> Stop:
    """The end of a command by an error that nobody foresaw: its reference, and never a value."""
    reference, file = fault_log.record(error)
    log = f"; what happened stands in {shown(file)}, without anything that was typed" if file else ""
    words = (
        f"Something went wrong in the app itself. {spoken(reference)}. "
        f"{DEMO_KEEPS_NOTHING if demo else 'What was saved before stays saved.'} "
        f"Tell whoever looks after the app{log}."
    )
    return Stop(exit_codes.OUR_FAULT, in_rows(words, columns_of(sys.stderr) or len(words) + 1))


def _discard_output() -> None:
    """Let what is still held back go nowhere, so that the interpreter does not fail on it as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


AFTER = 0.5  # seconds
SAY_AGAIN = 2.0


@contextmanager
def while_it_takes(words: str) -> Iterator[Callable[[str], None]]:
    """Say on standard error what takes long, if somebody is there to read it.

    What it gives says how far it has come, every few seconds at most.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    timer = Timer(AFTER, say_on_stderr, [f"{words} Please wait."])
    timer.daemon = True
    begin(timer)
    said = time.monotonic()

    def now_and_then(words: str) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= SAY_AGAIN:
            said = now
            say_on_stderr(words)

    try:
        yield now_and_then
    finally:
        timer.cancel()
