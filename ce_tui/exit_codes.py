"""Exit codes, on which scripts and partner systems rely, and the errors that end with one.

The numbers are those of sysexits.h.
"""

from __future__ import annotations

DONE = 0
USAGE = 2
INPUT_WRONG = 65  # each fault on its own line; or damage was found
INPUT_UNREADABLE = 66
MISSING_HERE = 69  # something needed is missing on this machine
OUR_FAULT = 70  # a reference, no values
OUTPUT_REFUSED = 73
STORE_TROUBLE = 74  # the store cannot be read or written: full disk, read-only
BUSY = 75  # busy or too many tries
NOT_PERMITTED = 77
CONFIGURATION = 78
INTERRUPTED = 130  # Ctrl+C, as shells count it

MEANS = {
    DONE: "done",
    USAGE: "wrong usage",
    INPUT_WRONG: "the input is wrong, or damage was found",
    INPUT_UNREADABLE: "the input cannot be read",
    MISSING_HERE: "something needed is missing on this machine",
    OUR_FAULT: "a fault of ours: a reference is said, and no values",
    OUTPUT_REFUSED: "the output cannot be created",
    STORE_TROUBLE: "the store cannot be read or written",
    BUSY: "busy, or too many tries; how long to wait is said",
    NOT_PERMITTED: "not permitted, or a wrong name or passphrase",
    CONFIGURATION: "the configuration is wrong, or the store is missing",
    INTERRUPTED: "interrupted by Ctrl+C; other signals that end it are 128 and their number",
}


class Stop(Exception):
    """Ends a command with a code and with lines that speak to a person. The lines hold no personal data."""

    def __init__(self, code: int, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.code = code
        self.lines = lines


class Misuse(Stop):
    """Ends a command that is used wrongly."""

    def __init__(self, *lines: str) -> None:
        super().__init__(USAGE, *lines)
