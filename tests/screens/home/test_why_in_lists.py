"""Home says with each screening why its tier is acted on, and that marks were set aside (rules 3 and 14)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from support.people.marking import first_meeting, marked
from support.people.screens import app_at


def aside(answers: Answers) -> Answers:
    for factor_id in ("A3", "R6", "Y1"):
        answers = marked(answers, factor_id, "yes" if factor_id == "Y1" else "reasonably believe")
    return first_meeting(answers)


def harm(answers: Answers) -> Answers:
    return say_danger(answers, "harm_today", True)


def young(answers: Answers) -> Answers:
    return say_danger(marked(answers, "A9"), "under_13", True)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])
@pytest.mark.parametrize(
    ("change", "row", "said"),
    [
        (aside, "Yellow, 2 set aside", ", draft, Yellow (marked earlier, then set aside: R6, A3), "),
        (harm, "Red: harm told", ", draft, Red: harm told (the marks alone: nothing marked), "),
        (young, "sexual sign under 13", ", draft, Amber, Essex, sexual sign under 13, "),
    ],
)
async def test_in_short_in_the_row_and_whole_in_the_status_line(
    home: Path, change: Callable[[Answers], Answers], row: str, said: str, size: tuple[int, int]
) -> None:
    async with app_at(home, "yellow", change=change, size=size) as app:
        await app.press("ctrl+o")
        await app.until(lambda: "New screening" in app.words(), "Home")
        assert row in app.words() and said in app.said
