"""Tones: what a piece of a text is (a tier, a heading, a hint, an alert), for a theme that has a colour for it.

A tone says again what a word or a character says already. `styles/tones.tcss` has the look of each, in the variables
of the theme; a theme in the terminal's own colours draws most of them as any other text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.widgets.wrapping import cells, fit

Tone = Literal[
    "", "yellow", "amber", "red", "alert", "heading", "hint", "hit", "key", "here", "chosen", "rule"
]
"""A tier; what must be known first; a heading; what helps; a search's hit; a key; where one is; what is chosen; a
rule. "": text."""
TONES: tuple[Tone, ...] = tuple(tone for tone in get_args(Tone) if tone)
TIER_TONES: dict[str, Tone] = {"yellow": "yellow", "amber": "amber", "red": "red"}
"""By the name of a tier or an outcome; others have none."""

Piece = tuple[str, Tone]
Row = str | Sequence[Piece]
"""A row of text: as it is, or in pieces with their tones."""


def tone_classes(tones: Iterable[Tone]) -> set[str]:
    """The component classes of a widget that draws these tones."""
    return {f"tone--{tone}" for tone in tones}


class Toned:
    """Draws text in the tones of a widget, whose styles are kept until they change."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[Tone, Style] = {}

    def begin_again(self) -> None:
        """Styles have changed: they are worked out at the next drawing."""
        self._styles.clear()

    def style(self, tone: Tone) -> Style:
        """What a tone adds to the style of other text."""
        if tone not in self._styles:
            self._styles[tone] = (
                self._widget.get_component_rich_style(f"tone--{tone}", partial=True) if tone else Style()
            )
        return self._styles[tone]

    def strip(self, row: Row, width: int, plain: Style) -> Strip:
        """A row in exactly `width` cells."""
        if isinstance(row, str):
            return Strip([Segment(fit(row, width), plain)])
        segments, left = [], width
        for text, tone in row:
            if not text:
                continue
            if cells(text) > left:
                text = fit(text, left)
            left -= cells(text)
            segments.append(Segment(text, plain + self.style(tone) if tone else plain))
        return Strip([*segments, Segment(" " * left, plain)] if left else segments)
