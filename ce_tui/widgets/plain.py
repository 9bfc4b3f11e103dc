"""Words in a form, and where it says what is wrong."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Static

CLEARED = "What was typed here is cleared, because no key was pressed for a while."


def text(words: str, *, id: str | None = None, classes: str = "words") -> Widget:
    """Words in a form."""
    return Static(words, id=id, classes=classes, markup=False)


def problem_line() -> Widget:
    """Where a form says what is wrong; not there while nothing is."""
    line = Static("", id="problem", classes="problem", markup=False)
    line.display = False
    return line
