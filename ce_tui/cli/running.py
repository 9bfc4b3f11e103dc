"""Runs a command and turns whatever ends it into an exit code and words for a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from ce_tui import exit_codes
from ce_tui.cli.output import ReaderGone, finish, tell
from ce_tui.exit_codes import Stop
from ce_tui.files.shown import shown
from ce_tui.settings import fault_log
from ce_tui.settings.config import ConfigInvalid
from ce_tui.terminal.character_set import open_what_was_closed, show_what_the_terminal_has
from ce_tui.terminal.crash import DEMO_KEEPS_NOTHING, columns_of, in_rows, spoken
from ce_tui.terminal.safety import harden_process, share_one_heap
from ce_tui.threads import FULL, is_of_a_full_machine


def run(work: Callable[[], int | None], *, demo: bool = False) -> int:
    """Do the work and give the exit code; everything that the person needs to know has been said.

    `demo`: nothing of the work is kept.
    """
    harden_process()
    share_one_heap()
    open_what_was_closed()
    show_what_the_terminal_has()
    try:
        code = work() or exit_codes.DONE
        finish()
        return code
    except ReaderGone:
        _discard_output()
        return exit_codes.DONE
    except KeyboardInterrupt:
        return _end(Stop(exit_codes.INTERRUPTED, "Stopped. What was saved before stays saved."))
    except Exception as error:
        return _end(_ending(error) or _fault(error, demo))


def _end(stop: Stop) -> int:
    tell(*stop.lines)
    if stop.code == exit_codes.OUTPUT_REFUSED:
        _discard_output()
    return stop.code


def _ending(error: Exception) -> Stop | None:
    """What an error means to the person; None: nobody foresaw it."""
    from ce_tui.core.pathway.faults import InputInvalid

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
    """What nobody foresaw: a reference, and never a value."""
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
