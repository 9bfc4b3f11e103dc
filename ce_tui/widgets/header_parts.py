"""What a header says, part by part: in a narrow window the least important gives way, and what counts stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_tui.widgets.wrapping import cells, fit

_BETWEEN = "   "


class HeaderPart(NamedTuple):
    """Words of a header. The lowest `rank` gives way first: to its `shorter` words, which may be none. 0: it stays."""

    words: str
    rank: int = 0
    shorter: str = ""


def in_width(parts: Sequence[HeaderPart], width: int) -> str:
    """The parts in no more than `width` cells; what still does not fit is cut out of the longest."""
    shown = list(parts)
    while cells(_joined(shown)) > width and (giving := [part for part in shown if part.rank]):
        least = min(giving, key=lambda part: part.rank)
        shown[shown.index(least)] = HeaderPart(least.shorter)
    if (over := cells(_joined(shown)) - width) > 0:
        longest = max(shown, key=lambda part: cells(part.words))
        shown[shown.index(longest)] = HeaderPart(fit(longest.words, max(cells(longest.words) - over, 0)))
    return _joined(shown)


def _joined(parts: Sequence[HeaderPart]) -> str:
    return _BETWEEN.join(part.words for part in parts if part.words)
