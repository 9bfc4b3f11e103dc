"""Tones: what a piece of a text is (a tier, a heading, a hint, an alert), for a theme that has a colour for it.

A tone says again what a word or a character says already. `styles/tones.tcss` has the look of each, in the variables
of the theme; in the terminal's own colours most are drawn as any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.core.pathway.words import TIERS
from ce_tui.widgets.wrapping import cells, fit

Tone = Literal[
    "", "yellow", "amber", "red", "alert", "heading", "hint", "hit", "key", "here", "chosen", "rule"
]
"""A tier; what must be known first; a heading; what helps; a search's hit; a key; where one is; what is chosen; a
rule. "": text."""
TIER_TONES: dict[str, Tone] = {tier: tier for tier in TIERS}
"""By the name of a tier or an outcome; others have none."""

Piece = tuple[str, Tone]
Row = str | Sequence[Piece]
"""A row of text: as it is, or in pieces with their tones."""


def fitted(row: Row, width: int) -> Iterator[Piece]:
    """The pieces of a row in exactly `width` cells: cut, which says so, or with blanks behind them."""
    left = width
    pieces: Sequence[Piece] = [(row, "")] if isinstance(row, str) else row
    for text, tone in pieces:
        shown = fit(text, left) if cells(text) > left else text
        left -= cells(shown)
        yield shown, tone
    yield " " * left, ""


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
            self._styles[tone] = _worked_out(self._widget, tone) if tone else Style()
        return self._styles[tone]

    def strip(self, row: Row, width: int, plain: Style) -> Strip:
        """A row in exactly `width` cells."""
        if isinstance(row, str):
            return Strip([Segment(fit(row, width), plain)])
        pieces = [(text, tone) for text, tone in fitted(row, width) if text]
        return Strip([Segment(text, plain + self.style(tone) if tone else plain) for text, tone in pieces])


def _worked_out(widget: Widget, tone: Tone) -> Style:
    """The look of a tone in the style sheet.

    As component classes each widget that draws would hold a node for each tone, used or not: a MiB in all.
    """
    node = DOMNode(classes=f"tone--{tone}")
    node._attach(widget)
    widget.app.stylesheet.apply(node, animate=False)
    return node.styles.partial_rich_style
