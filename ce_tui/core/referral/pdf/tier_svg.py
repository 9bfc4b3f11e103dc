"""The tiers at a glance as inline drawings, one a tier: every factor a box with its ID, marked ones with a letter.

The colour is beside the words, never instead of them. The template adds the words.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from ce_tui.core.pathway.words import grade

BOX, GAP, LABEL, HEAD = 30.0, 4.0, 100.0, 17.0
LETTER = 9.0  # room for one, on average
NAME = 9  # letters of a title that its own box has room for
WIDTH = 661.0  # as wide as the page: a unit is 0.278 mm


@dataclass(frozen=True)
class Box:
    """One factor: where its box stands, and what is written in it."""

    x: float
    id: str
    letter: str
    fill: str


@dataclass(frozen=True)
class Drawing:
    """One tier: its name, its boxes, its words above them or, where they fit, beside them. Lengths are in units.

    A title that is too long for its own box stands before the words, in as many rows as it takes.
    """

    title: str
    words: tuple[str, ...]
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
    fill = grade(tier["name"]).on_paper
    boxes = tuple(
        Box(
            x=LABEL + place * (BOX + GAP),
            id=cell["id"],
            letter=cell["letter"],
            fill=fill if cell["letter"] else "#ffffff",
        )
        for place, cell in enumerate(tier["cells"])
    )
    title, words = tier["title"], tier["words"]
    beside = LABEL + len(boxes) * (BOX + GAP) + GAP
    if len(title) > NAME:
        title, words, left = "", f"{title}: {words}", 0.0
    elif beside + len(words) * LETTER <= width:
        return Drawing(title, (words,), fill, boxes, width, 0.5, beside, 21.0)
    else:
        left = LABEL
    rows = tuple(textwrap.wrap(words, int((width - left) // LETTER)))
    return Drawing(title, rows, fill, boxes, width, HEAD * len(rows), left, 13.0)
