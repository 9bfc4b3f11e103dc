"""What commands say: results on standard output, words about them on standard error.

Nothing that a person once typed reaches a terminal raw: control, direction and invisible characters are taken out of
text and escaped in JSON. What the terminal has no characters for is spelt out as it is written
(`ce_tui.terminal.character_set`).
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable

from ce_tui import exit_codes
from ce_tui.exit_codes import Stop
from ce_tui.terminal.character_set import NOT_SHOWN, is_utf_8, seen

_LAYOUT = "\n\t"


class ReaderGone(Exception):
    """Whoever read our output has stopped: no fault of ours nor of theirs."""


def safe(text: str) -> str:
    """The text without characters that steer a terminal or show nothing; line ends and tabs stay."""
    return seen(text, _LAYOUT)


def say(*lines: str) -> None:
    """Print lines on standard output. Raises ReaderGone, or Stop where they cannot be written."""
    _write("".join(safe(line) + "\n" for line in lines))


def tell(*lines: str) -> None:
    """Print lines on standard error: faults, warnings, what is shown once."""
    for line in lines:
        print(safe(line), file=sys.stderr, flush=True)


def say_json(value: object) -> None:
    """Print a value as indented JSON; letters outside ASCII are escaped where no UTF-8 is written."""
    import json

    text = json.dumps(value, ensure_ascii=not is_utf_8(sys.stdout.encoding or ""), indent=2)
    # In JSON a line end is layout, so whatever else is unsafe stands within a string.
    safely = NOT_SHOWN.sub(
        lambda found: found[0] if found[0] in _LAYOUT else json.dumps(found[0])[1:-1], text
    )
    _write(safely + "\n")


def finish() -> None:
    """Send what is still held back. Raises ReaderGone or Stop."""
    _write("")


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
    """What ends a command whose output cannot be written."""
    why = "standard output is closed" if error.errno == errno.EBADF else error.strerror
    return Stop(exit_codes.OUTPUT_REFUSED, f"The output could not be written: {why}.")
