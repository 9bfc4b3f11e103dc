"""Text in cells: width, cutting that says so, wrapping. Wide and combining characters count as terminals show them."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size

CUT = "..."
WIDEST = 90
"""Cells of a line that can be read without losing the way back; a wider window shows more, not longer lines."""


def cells(text: str) -> int:
    """How many cells a terminal shows `text` in."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: padded with spaces, or cut with "..." at the end."""
    wide = cells(text)
    if wide == width:
        return text
    if wide < width:
        return text + " " * (width - wide)
    if width <= len(CUT):
        return set_cell_size(text, max(width, 0))
    return set_cell_size(text, width - len(CUT)) + CUT


def wrap(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, broken at spaces where it can be. At least one line."""
    width = max(width, 1)
    if cells(text) <= width and "\n" not in text and not text.startswith(" "):  # as most rows of a long list
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            trial = f"{line} {word}" if line else word
            if cells(trial) <= width:
                line = trial
                continue
            if line:
                lines.append(line)
            *whole, line = chop_cells(word, width) if cells(word) > width else [word]
            lines.extend(whole)
        lines.append(line)
    return lines
