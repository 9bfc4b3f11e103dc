"""The first-use walk: six steps through the demo, each with something to try. Knows no screen.

Keys stand in its words as {command ids}: they are said as they are set.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ce_tui.commands.key_names import say_key

Place = str
"""Where a step is tried: "home", or a section of a screening."""


class WalkStep(NamedTuple):
    """One step: its title, what it shows, what there is to try, and where."""

    title: str
    words: str
    to_try: str
    place: Place


STEPS = (
    WalkStep(
        "Home",
        "Home is the first thing after the sign-in. It leads with what is due, then lists your drafts, then what you "
        "completed. Nothing needs saving by hand: whatever you do is kept at once, and you come back to where you "
        "were.",
        "Move with Up and Down, and open the first draft with Enter. {home} leads Home from anywhere.",
        "home",
    ),
    WalkStep(
        "The indicators",
        "Each tier is a list, in the document's own words. Each indicator has a mark before it, and "
        "the line at the foot says in words where you are and what your marks come to.",
        "Press Space on an indicator, and again: the mark goes round. {section.next} is the next section, "
        "{section.back} the one before; {tier.explain} shows the document's explanation.",
        "amber",
    ),
    WalkStep(
        "The notes",
        "What you know and what you think of it is written here. An indicator's ID, as it stands before it in "
        "its list, ties a sentence to it: as you type one, what fits is shown. Some marks need such a narrative: "
        "Review says so.",
        "Write a sentence with an ID in it. {notes} leads to the notes and back to where you were.",
        "notes",
    ),
    WalkStep(
        "The result",
        "It says what your marks indicate and why, what to do in this area, and whom to phone now. What you decide "
        "stands beside it; it may differ, with a reason.",
        "Read the steps with Down. Then press {goto}: immediate risk and harm that you saw today can be said there at "
        "any time, and show 999 and whom to phone at once.",
        "result",
    ),
    WalkStep(
        "Handing over, and keeping it to yourself",
        "Review says what is missing and makes the referral. {lock} hides everything at once and locks, on every "
        "screen. {quit} signs out and asks nothing: all is saved.",
        "Look through Review. {help} explains the screen that you are on, {goto} has everything else, the keys too, "
        "which you can change.",
        "review",
    ),
    WalkStep(
        "What was done, and the child over time",
        "Record what you do as you do it; Home leads with what is due. The next screening of a child stands beside "
        "the one before: the result says what is newly marked, moved or no longer marked. Review of a completed one "
        "has Screen this child again.",
        "Record a call with {action.record}. {goto} leads to What was done, and to Known here already: say there "
        "which screenings are of one child.",
        "result",
    ),
)


class Walk:
    """Who is walked through, and how far they have come. `at`: how many steps they have behind them.

    `from_the_app`: the app led to it, and goes on after it.
    """

    def __init__(self, at: int = 0, *, from_the_app: bool = False) -> None:
        self._at = 0
        self.from_the_app = from_the_app
        self.go(at)

    @property
    def step(self) -> WalkStep:
        """The present step."""
        return STEPS[self._at]

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self._at + 1

    @property
    def behind(self) -> int:
        """How many steps lie behind: with as many it is gone on with."""
        return self._at

    @property
    def is_last(self) -> bool:
        """Whether none follows."""
        return self.number == len(STEPS)

    def go(self, by: int) -> None:
        """To the next or the previous step, where there is one."""
        self._at = min(max(self._at + by, 0), len(STEPS) - 1)

    def begin_again(self) -> None:
        """To the first step."""
        self._at = 0


def said(words: str, key_of: Callable[[str], str]) -> str:
    """Words with the keys that are in force. A command without a key is reached through the go-to menu."""
    return re.sub(r"\{([a-z_.]+)\}", lambda found: say_key(key_of(found[1])) or "the go-to menu", words)
