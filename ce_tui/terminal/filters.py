"""The last thing that text passes on its way from any widget to the terminal."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from ce_tui.terminal.cells import harmless

_PLAIN = Style()


class OutputFilter(LineFilter):
    """Takes control, bidi and invisible characters out of every line, and gives every segment a style.

    Textual's monochrome filter, which comes after it, fails on segments without one.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` as a terminal may have them."""
        return [
            Segment(harmless(text), style if style is not None else _PLAIN)
            for text, style, control in segments
            if not control
        ]
