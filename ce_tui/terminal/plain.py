"""Whether the terminal is one that takes lines alone."""

from __future__ import annotations

import os
import sys

CANNOT_MOVE_ITS_CURSOR = ("dumb", "unknown")
"""What such a terminal calls itself."""


def has_plain_terminal() -> bool:
    """Whether there is a terminal, and one that takes lines alone."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") in CANNOT_MOVE_ITS_CURSOR
