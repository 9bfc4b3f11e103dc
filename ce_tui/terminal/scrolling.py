"""Which lines of a screen moved up or down together: a list that was scrolled. Nothing of a terminal here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_tui.terminal.frame import FrameRow

_FEWEST = 3
"""So many lines at least must have moved for it to be worth telling the terminal."""


class Scroll(NamedTuple):
    """Lines `top` to `bottom`, both included, move up by `by` (negative: down)."""

    top: int
    bottom: int
    by: int


def find_scroll(before: Sequence[FrameRow], after: Sequence[FrameRow]) -> Scroll | None:
    """The scroll that brings the most lines of `before` to where they stand in `after`; None where too few move.

    The first line of the screen is never part of it: what a terminal scrolls out at its top it may keep in its
    scrollback, and nothing of a case may stay there. (xterm, PuTTY, VTE, Konsole and kitty keep what leaves a region
    that begins at the top, and only that.)
    """
    old, new = [_key(row) for row in before], [_key(row) for row in after]
    height = len(new)
    best: tuple[int, Scroll] | None = None
    for by in range(1, height - _FEWEST):
        for signed in (by, -by):
            moved = [
                y
                for y in range(max(1, 1 - signed), min(height, height - signed))
                if new[y] == old[y + signed] and new[y] != old[y]
            ]
            if len(moved) >= _FEWEST and (best is None or len(moved) > best[0]):
                top, bottom = moved[0] + min(0, signed), moved[-1] + max(0, signed)
                best = len(moved), Scroll(top, bottom, signed)
    return best[1] if best else None


def scrolled(rows: Sequence[FrameRow], scroll: Scroll, fresh: Sequence[FrameRow]) -> list[FrameRow]:
    """The lines after a scroll; those that come free are taken from `fresh`, which has as many lines as the screen."""
    after = list(rows)
    for y in range(scroll.top, scroll.bottom + 1):
        source = y + scroll.by
        after[y] = rows[source] if scroll.top <= source <= scroll.bottom else fresh[y]
    return after


def _key(row: FrameRow) -> tuple[str, tuple[int, ...]]:
    return "\0".join(row.characters), tuple(map(id, row.looks))
