"""Lines that a PDF draws, for those who write between them. Lengths are in millimetres."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

_MM = 25.4 / 96  # WeasyPrint draws in pixels, from the top of the page


@dataclass(frozen=True)
class Level:
    """A horizontal line: where it begins and ends, how far below the top of the page, how thick."""

    left: float
    right: float
    down: float
    weight: float


def levels(pdf: bytes, number: int) -> list[Level]:
    """The horizontal lines of a page (the first is 0), from the top to the bottom."""
    found = set()
    at, weight = (0.0, 0.0), 0.0
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for operands, operator in pikepdf.parse_content_stream(opened.pages[number]):
            if str(operator) == "w":
                weight = float(operands[0]) * _MM
            if str(operator) in ("m", "l"):
                to = (float(operands[0]) * _MM, float(operands[1]) * _MM)
                if str(operator) == "l" and to[1] == at[1]:
                    found.add(Level(*sorted((at[0], to[0])), to[1], weight))
                at = to
    return sorted(found, key=lambda level: (level.down, level.left))
