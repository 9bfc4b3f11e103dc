"""A picture of a terminal's screen, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment

from ce_tui.terminal.characters import MOST_CODE_POINTS, encodable, graphemes, harmless
from ce_tui.terminal.looks import Look, LookBook

MOST_COLUMNS, MOST_ROWS = 400, 200
"""Of a larger window only so much is drawn: whoever signs in may claim 65,535 each way, and each cell is kept."""


class FrameRow:
    """One line: a character with its marks a cell ("" is the second half of a wide one), and a look a cell."""

    __slots__ = ("characters", "looks")

    def __init__(self, characters: list[str], looks: list[Look]) -> None:
        self.characters = characters
        self.looks = looks

    def copy(self) -> FrameRow:
        """A row that changes on its own."""
        return FrameRow(self.characters.copy(), self.looks.copy())

    def shows_as(self, other: FrameRow) -> bool:
        """Whether both look the same."""
        return self.characters == other.characters and self.looks == other.looks

    def put(self, x: int, characters: list[str], looks: list[Look], blank: Look) -> None:
        """Overwrite from column `x`; the other half of a wide character that is hit becomes a blank."""
        end = min(x + len(characters), len(self.characters))
        characters, looks = characters[: end - x], looks[: end - x]
        if not characters:
            return
        if end < len(self.characters) and self.characters[end] == "":
            self.characters[end], self.looks[end] = " ", blank
        if x > 0 and self.characters[x] == "":
            self.characters[x - 1], self.looks[x - 1] = " ", blank
        if _is_wide(characters[-1]) and end == len(self.characters):
            characters[-1] = " "
        self.characters[x:end], self.looks[x:end] = characters, looks


class Frame:
    """What the screen should show. `changed` holds the lines that were painted since they were last sent."""

    def __init__(self, width: int, height: int, looks: LookBook, encoding: str) -> None:
        self.width, self.height = width, height
        self.rows = blank_rows(width, height, looks.plain)
        self.changed: set[int] = set()
        self._looks = looks
        self._encoding = "" if encoding.replace("-", "").lower() == "utf8" else encoding

    def paint(self, x: int, y: int, segments: Iterable[Segment]) -> None:
        """Put `segments` at column `x` of line `y`; what lies outside is dropped."""
        if not 0 <= y < self.height or not 0 <= x < self.width:
            return
        characters, looks = self._cells(segments)
        row, end = self.rows[y], x + len(characters)
        if row.characters[x:end] != characters or row.looks[x:end] != looks:
            row.put(x, characters, looks, self._looks.plain)
            self.changed.add(y)

    def _cells(self, segments: Iterable[Segment]) -> tuple[list[str], list[Look]]:
        characters: list[str] = []
        looks: list[Look] = []
        for text, style, control in segments:
            if control or not text:
                continue
            look = self._looks.of(style)
            blank = self._looks.blank(look)
            text = harmless(text)
            if text.isascii():
                characters.extend(text)
                looks.extend(
                    [look] * len(text) if blank is look else [blank if c == " " else look for c in text]
                )
            else:
                self._wider(text, look, blank, characters, looks)
        return characters, looks

    def _wider(self, text: str, look: Look, blank: Look, characters: list[str], looks: list[Look]) -> None:
        for grapheme, width in graphemes(text):
            if self._encoding:
                grapheme = encodable(grapheme, width, self._encoding)
                if grapheme.isascii():
                    characters.extend(grapheme[:width])
                    looks.extend([look] * width)
                    continue
            if width:
                characters.extend([grapheme, ""][:width])
                looks.extend([blank if grapheme == " " else look] * width)
            elif characters:
                lead = -1 if characters[-1] else -2
                characters[lead] = (characters[lead] + grapheme)[:MOST_CODE_POINTS]


def blank_rows(width: int, height: int, look: Look) -> list[FrameRow]:
    """A cleared screen."""
    return [FrameRow([" "] * width, [look] * width) for _ in range(height)]


def _is_wide(character: str) -> bool:
    return not character.isascii() and any(width == 2 for _, width in graphemes(character))
