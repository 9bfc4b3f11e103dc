"""What stands beside the body of a section in a wide window: a block of words in plain rows, without focus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, chain

from textual.geometry import Size

from ce_tui.core.words.blocks import TextBlock, TextEntry
from ce_tui.widgets.drawn_plainly import PlainLines
from ce_tui.widgets.room import body_columns
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import Piece, Row, fitted
from ce_tui.widgets.wrapping import CUT, WIDEST, wrap

_EDGES = 3
"""Cells of the pane beside its text: the rule at its left, and a blank on either side."""
_HANGING = 2
"""Cells by which the further rows of what is shown whole stand further in."""


class SidePane(PlainLines):
    """A block of words beside the body, as many columns wide as the window leaves; none where it is narrow."""

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._block: TextBlock | None = None

    def say(self, block: TextBlock | None) -> None:
        """Show this block; None: nothing."""
        if block != self._block:
            self._block = block
            self.lay_out()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """What the body leaves of the window."""
        return viewport.width - body_columns(viewport.width)

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        width, height = self.size
        if self._block is None or not (width and height):
            return self.show([])
        text = min(width - _EDGES, WIDEST)
        rows = pane_rows(self._block, text, height)
        self.show([[*self._edged(row, text)] for row in [*rows, *[""] * (height - len(rows))]])
        return None

    def _edged(self, row: Row, text: int) -> Iterator[Piece]:
        """A row behind the line at the pane's left, with so many cells of text."""
        yield "│" if around(self).draws_lines else "|", "rule"
        yield " ", ""
        yield from fitted(row, text)


def pane_rows(block: TextBlock, width: int, height: int) -> list[Row]:
    """A block in rows of a width, at most so many: what has no room is left out, and "..." says so.

    A number to phone is never parted, and the heading does not stand alone.
    """
    groups: list[list[Row]] = [[]]  # the rows of a group are shown together or not at all
    groups[0] += [[(row, "heading")] for row in wrap(block.heading, width)]
    for number, entry in enumerate(block.entries):
        rows = _entry_rows(entry, width)
        together = rows if entry.whole else rows[:1]
        if number == 0:
            groups[0] += together
        else:
            groups.append(together if entry.whole else ["", *together])
        groups += [[row] for row in rows[len(together) :]]
    shown = [*chain(*groups)]
    if len(shown) <= height:
        return shown
    ends = [end for end in accumulate(map(len, groups)) if end < height]
    return [*shown[: ends[-1] if ends else 0], [(CUT, "hint")]]


def _entry_rows(entry: TextEntry, width: int) -> list[Row]:
    """A paragraph in rows, its lead in a tone of its own; the further rows of one that is whole stand further in."""
    if not entry.whole:
        return [*wrap(entry.text, width)]
    first, *further = wrap(entry.text, width - _HANGING)
    lead = entry.lead if first.startswith(entry.lead) else ""
    return [[(lead, "heading"), (first[len(lead) :], "")], *(" " * _HANGING + row for row in further)]
