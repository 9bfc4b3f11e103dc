"""The strip of a screening's sections, each with a sign of its state; in a narrow window the current one's name alone.

The one where one is stands in brackets in place of its sign: what is in it stands below. With a sign there the row
would change at each mark, and a screen reader that follows the ordinary display reads out the whole of it each time.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.strip import StripCell
from ce_tui.widgets.room import DRAWN_FROM
from ce_tui.widgets.tones import TIER_TONES, Piece
from ce_tui.widgets.wrapping import cells, fit

_SIGN = 2
"""Cells of a sign: where one is counted in two digits, no other moves."""


class SectionStrip:
    """The sections in their order."""

    def __init__(self, sections: Sequence[StripCell]) -> None:
        self._sections = sections

    def row(self, width: int) -> list[Piece]:
        """With their numbers where that fits, else their names; else the current one says which it is, in words alone:
        "[Yellow] (2 of 8)".
        """
        for numbers in (True, False) if width >= DRAWN_FROM else ():
            row = self._row(numbers=numbers)
            if sum(cells(text) for text, _ in row) <= width:
                return row
        here = next((at for at, each in enumerate(self._sections) if each.current), 0)
        name, place = self._sections[here].name, f" ({here + 1} of {len(self._sections)})"
        room = max(width - len("[]") - len(place), 0)
        return [(f"[{fit(name, room).rstrip()}]", "here"), (place, "")]

    def _row(self, *, numbers: bool) -> list[Piece]:
        pieces: list[Piece] = []
        for section in self._sections:
            words = f"{section.number} " if numbers else ""
            if section.current:
                pieces += [(f"[{words}{section.name}]", "here"), (" " * _SIGN, "")]
            else:
                said = f"{section.name} {section.sign}".rstrip()
                room = " " * (cells(section.name) + 1 + _SIGN - cells(said))
                pieces += [(f" {words}", ""), (said, TIER_TONES.get(section.tier, "")), (room, "")]
        *others, (last, tone_of_last) = pieces
        return [*others, (last.rstrip(), tone_of_last)]
