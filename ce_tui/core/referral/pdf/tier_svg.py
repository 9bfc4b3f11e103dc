"""The tiers at a glance as an inline drawing: every factor a box with its ID, marked ones with a letter.

The colour is beside the words, never instead of them. The template adds the title and the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BOX, GAP, LABEL, LINE, HEAD = 30.0, 4.0, 100.0, 60.0, 20.0
WIDTH = 640.0
COLOURS = {"yellow": "#ffd84d", "amber": "#ffab40", "red": "#e06666"}


@dataclass(frozen=True)
class Box:
    """One factor: where its box stands, and what is written in it."""

    x: float
    y: float
    id: str
    letter: str
    fill: str


@dataclass(frozen=True)
class DrawnTier:
    """One tier: its name, its words, its boxes."""

    y: float
    title: str
    words: str
    fill: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Drawing:
    """What the template draws. Lengths are in the drawing's own units."""

    width: float
    height: float
    rows: tuple[DrawnTier, ...]


def draw(tiers: list[dict[str, Any]]) -> Drawing:
    """Lay the tiers out, one below the other. `tiers` are the `TierRow`s of a referral, as plain values."""
    rows = []
    for number, tier in enumerate(tiers):
        top = number * LINE
        fill = COLOURS.get(tier["name"], "#dddddd")
        boxes = tuple(
            Box(
                x=LABEL + place * (BOX + GAP),
                y=top + HEAD,
                id=cell["id"],
                letter=cell["letter"],
                fill=fill if cell["letter"] else "#ffffff",
            )
            for place, cell in enumerate(tier["cells"])
        )
        rows.append(DrawnTier(y=top, title=tier["title"], words=tier["words"], fill=fill, boxes=boxes))
    right = max((box.x + BOX for row in rows for box in row.boxes), default=WIDTH)
    return Drawing(width=max(WIDTH, right + 2), height=len(rows) * LINE - 8, rows=tuple(rows))
