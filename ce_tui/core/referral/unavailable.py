"""The errors of a machine that cannot draw a PDF, and a faster import of the library that does."""

from __future__ import annotations

import ctypes.util
import errno
from collections.abc import Iterator
from contextlib import contextmanager

from ce_tui import exit_codes

COMMAND = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_FOR_NOW = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)


class PdfUnavailable(Exception):
    """Pango, which draws the PDF, is not on this machine. Everything else works. `words` name the one command."""

    exit_code = exit_codes.MISSING_HERE

    def __init__(self, words: str = "") -> None:
        self.words = words or (
            "The PDF cannot be made on this machine: Pango is missing. Everything else works, and the referral "
            f"can be exported as plain text. On Debian or Ubuntu, as root: {COMMAND}"
        )
        super().__init__(self.words)


class NotStarted(PdfUnavailable):
    """The process that draws the PDF cannot be started. `exit_code`: 75 where it can be a minute later, else 69."""

    def __init__(self, error: OSError) -> None:
        reason = (error.strerror or "unknown reason").lower()
        words = (
            f"The PDF cannot be made: the program that draws it cannot be started on this machine ({reason}). Nothing "
            "is lost, everything else works, and a referral can be exported as plain text. Tell whoever looks after "
            "this machine."
        )
        if error.errno in _FOR_NOW:
            self.exit_code = exit_codes.BUSY
            words = (
                "The PDF cannot be made just now: this machine starts no further program, because too many run or its "
                "memory is used up. Nothing is lost. Try again in a minute, or take the plain text, which works."
            )
        super().__init__(words)


class RenderFailed(Exception):
    """The PDF was not made. `words` say so with a reference to quote; they hold nothing of the referral.

    `trace` is for a fault report: names of classes and lines of code, no values.
    """

    exit_code = exit_codes.OUR_FAULT

    def __init__(self, reference: str, words: str = "", trace: str = "") -> None:
        self.reference = reference
        self.trace = trace
        self.words = words or (
            f"The PDF could not be made (reference {reference}). Nothing is lost: try again, or export plain text."
        )
        super().__init__(self.words)


@contextmanager
def without_library_search() -> Iterator[None]:
    """Let `find_library` find nothing for a while: it starts a compiler to look, and the plain names work.

    Importing WeasyPrint takes 224 ms so, 341 to 465 ms otherwise.
    """
    original = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original
