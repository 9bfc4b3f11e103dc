"""The first-use walk: six steps through the demo, each with something to try. Knows no front end.

Keys stand in its words as {command ids}: they are said as they are set. The line mode has words where these have keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ce_tui.commands.key_names import say_key
from ce_tui.core.words.choice import Choice

Place = str
"""Where a step is tried: "home", or a section of a screening."""


class WalkStep(NamedTuple):
    """One step: its title, what it shows, what there is to try, and where; then both for the line mode.

    `words_in_lines`: empty where they are the same.
    """

    title: str
    words: str
    to_try: str
    place: Place
    try_in_lines: str
    words_in_lines: str = ""


STEPS = (
    WalkStep(
        "Home",
        "Home is the first thing after the sign-in. It leads with what is due, then lists your drafts, then what you "
        "completed. Nothing needs saving by hand: whatever you do is kept at once, and you come back to where you "
        "were.",
        "Move with Up and Down, and open the first draft with Enter. {home} leads Home from anywhere.",
        "home",
        "Type list, and the number of a draft to open it. home leads Home from any question.",
    ),
    WalkStep(
        "The indicators",
        "Each tier is a list, in the document's own words. Each indicator has a mark before it, and "
        "the line at the foot says in words where you are and what your marks come to.",
        "Press Space on an indicator, and again: the mark goes round. {section.next} is the next section, "
        "{section.back} the one before; {tier.explain} shows the document's explanation.",
        "amber",
        "Answer with y, s for suspected, b for believe, or n; type list to hear what is marked, and an ID, such as A3, "
        "to go there. next is the next section, previous the one before; explain reads the document's explanation.",
        "Each tier is asked one indicator at a time, in the document's own words, with its ID before it and how it is "
        "marked now behind it, which Enter leaves. where says where you are and what your marks come to.",
    ),
    WalkStep(
        "The notes",
        "What you know and what you think of it is written here. An indicator's ID, as it stands before it in "
        "its list, ties a sentence to it: as you type one, what fits is shown. Where marks need such words, "
        "Review says so.",
        "Write a sentence with an ID in it. {notes} leads to the notes and back to where you were.",
        "notes",
        "Type a sentence with an ID in it. notes leads to the notes, and back to where you were.",
        "What you know and what you think of it is written here, a line at a time. An indicator's ID, as it is said "
        "before it, ties a sentence to it, and what it stands for is said back. Where marks need such words, "
        "Review says so.",
    ),
    WalkStep(
        "The result",
        "It says what your marks indicate and why, what to do in this area, and whom to phone now. What you decide "
        "stands beside it; it may differ, with a reason.",
        "Read the steps with Down. Then press {goto}: immediate risk and harm that you saw today can be said there at "
        "any time, and show 999 and whom to phone at once.",
        "result",
        "Enter reads on, stop ends it. Then type risk, and Enter to leave it: immediate risk and harm that you saw "
        "today can be said at any question, and say 999 and whom to phone at once.",
    ),
    WalkStep(
        "Handing over, and keeping it to yourself",
        "Review says what is missing and makes the referral. {lock} hides everything at once and locks, on every "
        "screen. {quit} signs out and asks nothing: all is saved.",
        "Look through Review. {help} explains the screen that you are on, {goto} has everything else, the keys too, "
        "which you can change.",
        "review",
        "Look through Review with list. ? says what a question expects, help explains where you are, go lists "
        "everything else.",
        "Review says what is missing and makes the referral. lock hides everything at once and locks, at any question. "
        "quit signs out and asks nothing: all is saved.",
    ),
    WalkStep(
        "What was done, and the child over time",
        "Record what you do as you do it; Home leads with what is due. The next screening of a child stands beside "
        "the one before: the result says what is newly marked, moved or no longer marked. Review of a completed one "
        "has Screen this child again.",
        "Record a call with {action.record}. {goto} leads to What was done, and to Known here already: say there "
        "which screenings are of one child.",
        "result",
        "Record a call with record. done says what was done, and child who is known here already: say there which "
        "screenings are of one child.",
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


TO_THE_WALK = (
    "The walk shows the app in six steps, with made-up screenings. You are signed out for it, and everything "
    "is saved; it ends at the sign-in. Begin it?"
)
BEGIN_IT = "Sign out, and begin the walk"
NOT_SAVED_YET = "Not now: what you typed last is not saved yet."


def title(walk: Walk) -> str:
    """ "Step 2 of 6: The indicators"."""
    return f"Step {walk.number} of {len(STEPS)}: {walk.step.title}"


def ways(walk: Walk, where: str) -> list[Choice]:
    """What can be done at a step: try it (`where` is what its place is called), on, back, or out."""
    return [
        Choice("try", f"Try it: go to {where}"),
        *([] if walk.is_last else [Choice("next", f"Next: {STEPS[walk.number].title}")]),
        *([Choice("back", f"Back: {STEPS[walk.number - 2].title}")] if walk.number > 1 else []),
        *([Choice("begin", f"Begin again: {STEPS[0].title}")] if walk.number > 1 else []),
        Choice("end", "End the walk, and look around by yourself" if walk.is_last else "Skip the rest"),
    ]


def said(words: str, key_of: Callable[[str], str]) -> str:
    """Words with the keys that are in force. A command without a key is reached through the go-to menu."""
    return re.sub(r"\{([a-z_.]+)\}", lambda found: say_key(key_of(found[1])) or "the go-to menu", words)
