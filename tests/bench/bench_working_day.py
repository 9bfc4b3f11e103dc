"""Memory of one session's own after a working day: ten thousand keys over every place that the go-to menu leads to.

The start is after a warm-up: each place has been gone to twice, and a burst of keys pressed there, so that all code
is loaded and every cache of fixed size has begun to fill. Both are `Private_Clean` and `Private_Dirty` of the app's
process in smaps_rollup, after a collection of garbage.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.people.places import open_draft, sign_in
from support.stores.full_store import Full, fill
from support.terminal.pty_screen import BACKSPACE, DOWN, END, HOME, LEFT, RIGHT, SPACE, TAB, UP, ctrl
from support.terminal.walker import Walker

KEYS, BURST = 10_000, 100
MOST = 10  # MiB more than at the start
ELSEWHERE = ("sign_out", "lock", "lines", "take_over", "complete", "immediate_risk", "harm_today")
"""What leads out of the session, or asks before it changes the screening."""
MOVES = [UP, DOWN, DOWN, LEFT, RIGHT, HOME, END]
WRITTEN = [*MOVES, SPACE, TAB, BACKSPACE, ctrl("z"), ctrl("y")]
WRITTEN += [letter.encode() for letter in "a3 she said that he waited at the harbour. y"]
WRITTEN_IN = ("start", "yellow", "amber", "red", "notes", "details")
"""Sections in which anything is pressed; elsewhere one moves and reads: a choice there could end the session."""


class Day:
    """Somebody at work."""

    def __init__(self, walker: Walker, store: Full) -> None:
        self.walker, self.store = walker, store
        self.chance = Random(1)
        sign_in(walker, store)
        open_draft(walker, store)
        menu = walker.rest().menu
        places = [item for item in menu if item.startswith(("section:", "command:"))]
        self.places = [item for item in places if item.removeprefix("command:app.") not in ELSEWHERE]

    def works(self, keys: int) -> None:
        """Go from place to place, and press keys in each."""
        pressed = 0
        while pressed < keys:
            for place in self.places:
                self._comes_back()
                self.walker.go(place)
                keys_here = WRITTEN if place.removeprefix("section:") in WRITTEN_IN else MOVES
                self.walker.send(b"".join(self.chance.choices(keys_here, k=BURST)))
                pressed += BURST
                if pressed >= keys:
                    break
        self._comes_back()

    def _comes_back(self) -> None:
        """To a section of the draft, whatever was opened meanwhile."""
        walker = self.walker
        while "Dialog" in walker.rest().front or len(walker.state.stack) > 2:
            if "Dialog" in walker.state.front:
                walker.escape()
            else:
                walker.go("command:app.back")
        if walker.state.front == "HomeScreen" or walker.state.draft != self.store.draft:
            open_draft(walker, self.store)
        walker.go("section:yellow")
        walker.until(lambda state: state.workers == 0, "an end to what goes on beside it")


def rows() -> list[str]:
    """The one row."""
    with tempfile.TemporaryDirectory() as folder:
        store = fill(Path(folder) / "home")
        with Walker(store.home) as walker:
            day = Day(walker, store)
            day.works(2 * BURST * len(day.places))
            start = walker.private_memory() / 1024
            day.works(KEYS)
            end = walker.private_memory() / 1024
    return [
        f"| memory of a session's own after {KEYS:,} keys over {len(day.places)} places | {end - start:+.1f} MiB "
        f"| ≤ {MOST} MiB more than at the start | {start:.1f} MiB at the start, {end:.1f} MiB after them |"
    ]


if __name__ == "__main__":
    print("\n".join(rows()))
