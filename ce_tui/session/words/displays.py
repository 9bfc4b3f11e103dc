"""From the full screen to the line mode and back, in words."""

from __future__ import annotations

TO_LINES = (
    "The full screen ends, and everything goes on here a line at a time, as questions and answers. There the word "
    "screen leads back. Go on so?"
)
NO_SCREEN = "There is no full screen here: it takes a terminal that can move its cursor."
