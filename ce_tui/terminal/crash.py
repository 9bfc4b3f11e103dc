"""When something of ours fails: a reference and the way on for the person, a trace without values for the log."""

from __future__ import annotations

import logging
import os
import sys
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TextIO

from ce_tui.terminal.safety import take_the_reserve
from ce_tui.threads import FULL, is_of_a_full_machine

EXIT_FAULT = 70
"""A fault of ours (the contract's exit code)."""
EXIT_FULL = 75
"""It can be that it works a minute later."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LOG = "crash.log"
_LARGEST_LOG = 1_000_000
_NO_BREAK = "\N{NO-BREAK SPACE}"
DEMO_KEEPS_NOTHING = (
    "This was the demo, with made-up people: nothing of it is kept, and nobody's records are touched."
)
_OURS = "a fault of ours"
NO_MEMORY = "builtins.MemoryError"
"""How the log names the want of memory, in a line of its own."""
Folder = Path | None | Callable[[], Path | None]
"""Where the log is, or what says so when there is something to log; None: no log."""


class Crash(NamedTuple):
    """One failure: the reference that the person is given, and whether everything could be saved before the end.

    `demo`: nothing of it was to be kept. `why`: what went wrong, in words. `code`: the exit code.
    """

    reference: str
    saved: bool
    logged: bool
    demo: bool = False
    why: str = _OURS
    code: int = EXIT_FAULT

    def words(self, columns: int) -> str:
        """What happened, what was kept, what to do: rows of whole words."""
        if self.demo:
            kept, again = DEMO_KEEPS_NOTHING, "'ce-tui demo' begins another one."
        else:
            kept = "What you had recorded is saved."
            if not self.saved:
                kept = "What you recorded is saved, except perhaps for the last seconds before this."
            when = "again in a minute" if self.code == EXIT_FULL else "again"
            again = f"Start ce-tui {when}: you come back to where you were."
        log = " The log holds what is needed to mend it, and nothing about any case." if self.logged else ""
        return in_rows(
            f"The app had to stop: {self.why}. {spoken(self.reference)}\n"
            f"{kept}\n"
            f"{again} If it happens again, give the reference to whoever looks after this computer.{log}\n",
            columns,
        )


def spoken(reference: str) -> str:
    """A reference with the word before it, never on two rows."""
    return f"Reference{_NO_BREAK}{reference}"


def in_rows(text: str, columns: int) -> str:
    """Paragraphs in rows of whole words. A word that is longer than a row stays whole: it can be copied."""
    rows = [
        textwrap.fill(paragraph, max(columns - 1, 20), break_long_words=False, break_on_hyphens=False)
        for paragraph in text.split("\n")
    ]
    return "\n".join(rows).replace(_NO_BREAK, " ")


def columns_of(stream: TextIO | None) -> int:
    """How wide the terminal is that a stream leads to; 0 where it leads to none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80 if stream is not None else 0
    except (OSError, ValueError):
        return 0


def new_reference() -> str:
    """E and six characters that are told apart when read aloud, such as E-7K3-M2Q."""
    import secrets

    first, second = ("".join(secrets.choice(_LETTERS) for _ in range(3)) for _ in range(2))
    return f"E-{first}-{second}"


def record_crash(error: BaseException, folder: Folder, *, saved: bool, demo: bool = False) -> Crash:
    """Write the trace of `error` to `crash.log` in `folder` (mode 0600). Never raises."""
    if isinstance(error, MemoryError):
        take_the_reserve()
    reference, why, code = new_reference(), _OURS, EXIT_FAULT
    if is_of_a_full_machine(error):
        why, code = FULL, EXIT_FULL
    try:
        trace = list(trace_without_values(error))
        why = "there was no memory left for it" if NO_MEMORY in trace else why
        place = folder() if callable(folder) else folder
        logged = place is not None and note(place / LOG, reference, *trace)
    except Exception:
        logged = False
    return Crash(reference, saved, logged, demo, why, code)


def trace_without_values(error: BaseException) -> Iterator[str]:
    """The lines of a traceback: types, files, lines and functions. No message and no variable: both can hold names."""
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        number = f" (errno {now.errno})" if isinstance(now, OSError) and now.errno else ""
        yield f"{type(now).__module__}.{type(now).__qualname__}{number}"
        for frame in traceback.extract_tb(now.__traceback__, limit=-100):
            yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
        if isinstance(now, BaseExceptionGroup):
            for one in now.exceptions:
                yield from (f"  | {line}" for line in trace_without_values(one))
        now = _before(now)
        if now is not None:
            yield "after"


def _before(error: BaseException) -> BaseException | None:
    """What led to `error`; Textual's WorkerFailed carries it as an attribute."""
    carried = getattr(error, "error", None)
    if error.__cause__ is not None or not isinstance(carried, BaseException):
        return error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return carried


def quieten(folder: Folder) -> None:
    """From now on nothing that goes wrong prints values: not threads, not destructors, not logging, not warnings."""

    def record(failed: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
        if failed.exc_value is not None:
            record_crash(failed.exc_value, folder, saved=False)

    threading.excepthook = sys.unraisablehook = record
    logging.lastResort = None
    logging.raiseExceptions = False
    warnings.simplefilter("ignore")


def note(file: Path, *lines: str) -> bool:
    """Append an entry, which begins with the time (UTC), to a log of mode 0600. Raises OSError."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if file.exists() and file.stat().st_size > _LARGEST_LOG:
        file.replace(file.with_suffix(".old.log"))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(file, flags, 0o600), "a", encoding="utf-8", errors="replace") as log:  # noqa: PTH123
        log.write("\n".join([f"{at} {lines[0]}", *lines[1:], "", ""]))
    return True


def _short(file: str) -> str:
    """A path from the package on: where a machine keeps it says who uses it."""
    parts = Path(file).parts
    for root in ("site-packages", "ce_tui"):
        if root in parts:
            return "/".join(parts[parts.index(root) + (root == "site-packages") :])
    return "/".join(parts[-2:])
