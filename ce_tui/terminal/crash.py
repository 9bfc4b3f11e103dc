"""When something of ours fails: a reference and the way on for the person, a trace without values for the log."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

EXIT_FAULT = 70
"""A fault of ours (the contract's exit code)."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LARGEST_LOG = 1_000_000
_WIDTH = 79
"""Columns, where no terminal says how many it has."""


@dataclass(frozen=True, slots=True)
class Crash:
    """One failure: the reference that the person is given, and whether everything could be saved before the end."""

    reference: str
    saved: bool
    logged: bool

    @property
    def words(self) -> str:
        """What happened, what was kept, what to do."""
        kept = (
            "What you had recorded is saved."
            if self.saved
            else "What you recorded is saved, except perhaps for the last seconds before this."
        )
        log = " The log holds what is needed to mend it, and nothing about any case." if self.logged else ""
        return (
            f"The app had to stop: a fault of ours. Reference {self.reference}\n"
            f"{kept}\n"
            "Start ce-tui again: you come back to where you were. If it happens again, give the reference to "
            f"whoever looks after this computer.{log}\n"
        )


def say(words: str) -> None:
    """Write words to standard error, a paragraph a line of theirs, in lines that break no word of the terminal's."""
    import textwrap

    if sys.__stderr__ is None:
        return
    try:
        width = os.get_terminal_size(sys.__stderr__.fileno()).columns - 1
    except (OSError, ValueError):
        width = _WIDTH
    for paragraph in words.splitlines():
        for line in textwrap.wrap(paragraph, max(width, 1), break_long_words=False, break_on_hyphens=False):
            sys.__stderr__.write(f"{line}\n")
    sys.__stderr__.flush()


def new_reference() -> str:
    """E and six characters that are told apart when read aloud, such as E-7K3-M2Q."""
    import secrets

    first, second = ("".join(secrets.choice(_LETTERS) for _ in range(3)) for _ in range(2))
    return f"E-{first}-{second}"


def record_crash(error: BaseException, folder: Path | None, *, saved: bool) -> Crash:
    """Write the trace of `error` to `crash.log` in `folder` (mode 0600; None: no log). Never raises."""
    reference = new_reference()
    try:
        logged = folder is not None and _append(folder / "crash.log", _entry(reference, error))
    except Exception:
        logged = False
    return Crash(reference, saved, logged)


def trace_without_values(error: BaseException) -> Iterator[str]:
    """The lines of a traceback: types, files, lines and functions. No message and no variable: both can hold names."""
    import traceback

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


def quieten(folder: Path | None) -> None:
    """From now on nothing that goes wrong prints values: not threads, not destructors, not logging, not warnings."""
    import logging
    import threading
    import warnings

    def of_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            record_crash(args.exc_value, folder, saved=False)

    def of_destructor(args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            record_crash(args.exc_value, folder, saved=False)

    threading.excepthook = of_thread
    sys.unraisablehook = of_destructor
    logging.lastResort = None
    logging.raiseExceptions = False
    warnings.simplefilter("ignore")


def _entry(reference: str, error: BaseException) -> str:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return "\n".join([f"{at} {reference}", *trace_without_values(error), "", ""])


def _append(file: Path, text: str) -> bool:
    if file.exists() and file.stat().st_size > _LARGEST_LOG:
        file.replace(file.with_suffix(".old.log"))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(file, flags, 0o600), "a", encoding="utf-8", errors="replace") as log:  # noqa: PTH123
        log.write(text)
    return True


def _short(file: str) -> str:
    """A path from the package on: where a machine keeps it says who uses it."""
    parts = Path(file).parts
    for root in ("site-packages", "ce_tui"):
        if root in parts:
            return "/".join(parts[parts.index(root) + (root == "site-packages") :])
    return "/".join(parts[-2:])
