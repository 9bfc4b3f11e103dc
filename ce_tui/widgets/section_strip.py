"""The strip of a screening's sections, each with a sign of its state, in as many words as a width has room for.

The one where one is stands in brackets in place of its sign: what is in it stands below. With a sign there the row
would change at each mark, and a screen reader that follows the ordinary display reads out the whole of it each time.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.strip import StripCell
from ce_tui.widgets.tones import TIER_TONES, Piece
from ce_tui.widgets.wrapping import cells, fit

_SIGN = 2
"""Cells of a sign: where one is counted in two digits, no other moves."""


class SectionStrip:
    """The sections in their order."""

    def __init__(self, sections: Sequence[StripCell]) -> None:
        self._sections = sections

    def row(self, width: int) -> list[Piece]:
        """With their numbers where that fits; else their names; else as many about the current one as do."""
        everything = range(len(self._sections))
        for numbers in (True, False):
            row = self._row(everything, numbers=numbers)
            if _wide(row) <= width:
                return row
        return self._folded(width)

    def _folded(self, width: int) -> list[Piece]:
        """As many as fit about the current one, which says which it is: "[Yellow] (2 of 8)"."""
        here = next((at for at, each in enumerate(self._sections) if each.current), 0)
        shown = range(here, here + 1)
        if (over := _wide(self._row(shown, place=True)) - width) > 0:
            return self._cut(here, over)
        while wider := [each for each in self._grown(shown) if _wide(self._row(each, place=True)) <= width]:
            shown = min(wider, key=lambda each: abs(each.start + each.stop - 1 - 2 * here))
        return self._row(shown, place=True)

    def _cut(self, at: int, by: int) -> list[Piece]:
        """One section alone, its name cut with dots by so many cells."""
        name = self._sections[at].name
        shown = fit(name, max(cells(name) - by, 0)).rstrip()
        return [(f"[{shown}]", "here"), (f" ({at + 1} of {len(self._sections)})", "")]

    def _grown(self, shown: range) -> list[range]:
        """With one more section: behind, or before."""
        grown = range(shown.start, shown.stop + 1), range(shown.start - 1, shown.stop)
        return [each for each in grown if each.start >= 0 and each.stop <= len(self._sections)]

    def _row(self, shown: range, *, numbers: bool = False, place: bool = False) -> list[Piece]:
        pieces: list[Piece] = []
        for at in shown:
            section = self._sections[at]
            words = f"{section.number} " if numbers else ""
            if section.current:
                behind = f" ({at + 1} of {len(self._sections)}) " if place else " " * _SIGN
                pieces += [(f"[{words}{section.name}]", "here"), (behind, "")]
            else:
                said = f"{section.name} {section.sign}".rstrip()
                room = " " * (cells(section.name) + 1 + _SIGN - cells(said))
                pieces += [(f" {words}", ""), (said, TIER_TONES.get(section.tier, "")), (room, "")]
        *others, (last, tone_of_last) = pieces
        return [*others, (last.rstrip(), tone_of_last)]


def _wide(row: Sequence[Piece]) -> int:
    return sum(cells(text) for text, _ in row)
