"""The status line of the Result: of an alert that does not fit, the numbers to phone stay, and other words give way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.widgets.item_list import ItemList
from support.people.marking import marked
from support.people.screens import App, app_at
from support.people.situations import numbers_in
from support.terminal.rules import is_rule

AREAS = ("southend", "essex", "thurrock", "elsewhere")
SIZES = [(80, 24), (60, 20)]
both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "60x20"])


def all_that_alerts(answers: Answers) -> Answers:
    """Of a child under 13 with signs of a sexual kind, whose family was said to be involved at an earlier screening."""
    for factor_id in ("A9", "R3", "R10"):
        answers = marked(answers, factor_id)
    return msgspec.structs.replace(
        answers,
        immediate_risk=True,
        harm_today=True,
        harm=Harm("2026-11-25", "he hits me"),
        missing_now=True,
        under_13=True,
        family_before="2026-10-03",
    )


def status(app: App) -> str:
    """What of the status line is on the screen, in one line."""
    rows = app.text().splitlines()
    rule = max(number for number, row in enumerate(rows) if is_rule(row))
    return " ".join(" ".join(rows[rule + 1 : -1]).split())


@both_sizes
@pytest.mark.parametrize("locality", AREAS)
async def test_of_each_alert_all_numbers_are_in_sight(
    home: Path, size: tuple[int, int], locality: str
) -> None:
    async with app_at(home, "result", change=all_that_alerts, size=size, locality=locality) as app:
        result = app.screen.query_one("#result", ItemList)
        alerts = [item for item in result.items if item.id.startswith("alert:")]
        assert len(alerts) == 6
        for alert in alerts:
            while result.current is not alert:
                await app.press("down")
            assert status(app).startswith("Alert: ")
            assert set(numbers_in(alert.words)) <= set(numbers_in(status(app))), status(app)


@both_sizes
async def test_what_gives_way_is_said_to_be_left_out_and_whom_to_phone_is_whole(
    home: Path, size: tuple[int, int]
) -> None:
    def begun_again(answers: Answers) -> Answers:
        return msgspec.structs.replace(marked(answers, "A1"), family_before="2026-10-03")

    async with app_at(home, "result", change=begun_again, size=size) as app:
        assert status(app).startswith("Alert: Do not ask or tell the family yet, unless someone needs urgent")
        assert "Phone the Children & Families' Hub on 0345 603 7627 first." in status(app)
        assert (" ... Phone" in status(app)) == (size == (60, 20))


@both_sizes
async def test_behind_what_was_announced_it_is_in_sight_too(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "result", change=all_that_alerts, size=size) as app:
        app.screen.announce(
            "A new screening of the child of CE-7K3M-2Q. " + "Every factor is asked anew. " * 5
        )  # type: ignore[attr-defined]
        app.screen.say_where()  # type: ignore[attr-defined]
        await app.settle()
        wanted = ["999", "0345 603 7627", "101"]
        assert status(app).startswith("A new ") and numbers_in(status(app)) == wanted, status(app)
