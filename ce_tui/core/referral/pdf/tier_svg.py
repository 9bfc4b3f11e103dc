"""The tiers at a glance as inline drawings, one a tier: every factor a box with its ID, marked ones with a letter.

The colour is beside the words, never instead of them. The template adds the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BOX, GAP, LABEL, HEAD = 30.0, 4.0, 100.0, 17.0
LETTER = 9.0  # room for one, on average
WIDTH = 661.0  # as wide as the page: a unit is 0.278 mm
COLOURS = {"yellow": "#ffd84d", "amber": "#ffab40", "red": "#e06666"}


@dataclass(frozen=True)
class Box:
    """One factor: where its box stands, and what is written in it."""

    x: float
    id: str
    letter: str
    fill: str


@dataclass(frozen=True)
class Drawing:
    """One tier: its name, its boxes, its words above them or, where they fit, beside them. Lengths are in units."""

    title: str
    words: str
    fill: str
    boxes: tuple[Box, ...]
    width: float
    head: float
    words_x: float
    words_y: float

    @property
    def height(self) -> float:
        """How high all of it is, lines included."""
        return self.head + BOX + 1


def draw(tiers: list[dict[str, Any]]) -> list[Drawing]:
    """A drawing for each tier, all as wide as the widest. `tiers` are the `TierRow`s of a referral, as plain values."""
    right = LABEL + max(len(tier["cells"]) for tier in tiers) * (BOX + GAP)
    return [_draw(tier, max(WIDTH, right)) for tier in tiers]


def _draw(tier: dict[str, Any], width: float) -> Drawing:
    fill = COLOURS[tier["name"]]
    boxes = tuple(
        Box(
            x=LABEL + place * (BOX + GAP),
            id=cell["id"],
            letter=cell["letter"],
            fill=fill if cell["letter"] else "#ffffff",
        )
        for place, cell in enumerate(tier["cells"])
    )
    beside = LABEL + len(boxes) * (BOX + GAP) + GAP
    fits = beside + len(tier["words"]) * LETTER <= width
    place = (0.5, beside, 21.0) if fits else (HEAD, LABEL, 13.0)
    return Drawing(tier["title"], tier["words"], fill, boxes, width, *place)
