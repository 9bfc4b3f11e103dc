"""The display for screen readers: what it draws, and where its cursor stands.

A screen reader reads out every line that changes. So lists and texts to read draw nothing there: what is current
stands in the status line, in words, and the hardware cursor on it. A line to type in is drawn while it has the focus.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.widgets.surroundings import around


def is_quiet(widget: Widget) -> bool:
    """Whether the app's display is the one for screen readers."""
    return around(widget).for_screen_readers


def nothing(widget: Widget) -> Strip:
    """A line with nothing on it."""
    return Strip([Segment(" " * widget.size.width, widget.rich_style)])


STATE_COLUMN = 16
"""Where a factor's state stands in the status line: the same for all, so that the cursor moves with no key there."""


_LED = "\v"


def led(leads: list[str], words: str) -> str:
    """Words behind what leads to them (a question, a heading), each on lines of its own; the cursor is on the words."""
    return "".join(f"{lead}\n" for lead in leads) + (_LED if leads else "") + words


def led_by(said: str) -> tuple[str, str]:
    """What leads to words, and all that is said."""
    lead, led, _ = said.rpartition(_LED)
    return (lead.replace(_LED, "") if led else "", said.replace(_LED, ""))


class Noted(Message):
    """What a key came to that left all as it is: said in the display for screen readers; with no full stop."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


@runtime_checkable
class SaidOnly(Protocol):
    """A widget that draws nothing in the display for screen readers: the status line says what is current in it."""

    def said_before_state(self) -> str:
        """The words in the status line before the state of what is current; empty: they begin with what matters."""

    def what_is_current(self) -> object:
        """Tells what is current from what was before: its words are new then, even where some are the same."""
