"""A result that is not whole says so: the document's reassuring words stand only where they hold; by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.replies import set_decision
from ce_tui.core.referral.content.result import verdict
from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import until
from support.people.marking import known, looked_at, marked, no_danger
from support.people.screens import App, app_at

REASSURING = "No immediate concerns"
SO_FAR = "YELLOW so far. Amber and Red were not looked at."


def nothing_marked(answers: Answers) -> Answers:
    """A child who is known, and three Noes."""
    return no_danger(known(answers))


def yellow(answers: Answers) -> Answers:
    """The same with every tier looked at, and one yellow mark."""
    return looked_at(marked(nothing_marked(answers), "Y1", "yes"))


def unsure(answers: Answers) -> Answers:
    return set_decision(yellow(answers), "unsure")


async def at_section(app: App, section: str) -> None:
    """Through the go-to menu to a section."""
    await app.press("ctrl+g")
    await until(app, lambda: app.app.front.in_dialog, "the go-to menu")
    menu = app.app.screen.query_one(ItemList)
    item = next(item for item in menu.items if item.id == f"section:{section}")
    await app.press(*menu.number_of(item), "enter")
    await app.until(lambda: app.screen.section == section, section)


def result(app: App) -> list[str]:
    return [f"{item.head} {item.text}" for item in app.screen.query_one("#result", ItemList).items]


async def test_a_yellow_with_amber_and_red_unopened_is_so_far_on_result_script_and_page_one(
    home: Path,
) -> None:
    async with app_at(home, "yellow", change=nothing_marked) as app:
        await app.press("space")
        await at_section(app, "result")
        assert result(app)[0] == f"=> {SO_FAR}"
        assert REASSURING not in " ".join(result(app)) and not app.draft.outcome.heading_holds
        assert verdict(app.draft.answers, app.draft.outcome, app.draft.pathway) == SO_FAR
        number = next(
            item.head for item in app.screen.query_one("#result", ItemList).items if item.id == "script"
        )
        await app.press(number, "enter")
        await app.until(lambda: "Who to phone" in app.words(), "the script")
        await app.press("end")
        assert REASSURING not in app.words()


@pytest.mark.parametrize(
    ("area", "worried"),
    [
        ("southend", "Worried now? 999 in danger; C-SPOC, 01702 215007."),
        (
            "essex",
            "Worried now? 999 in danger; the Children & Families' Hub, 0345 603 7627 (ask for the Consultation Line).",
        ),
        ("thurrock", "Worried now? 999 in danger; Thurrock MASH, 01375 652 802."),
    ],
)
async def test_on_yellow_the_areas_step_leads_and_one_line_says_whom_to_phone_if_worried(
    home: Path, area: str, worried: str
) -> None:
    async with app_at(home, "result", change=yellow, locality=area) as app:
        numbered = [row for row in result(app) if row[0].isdigit() and row[1] == " "]
        assert numbered[0].startswith("1 Next: Seek support from appropriate community-based agencies")
        assert numbered[1:] == [
            f"2 {worried}",
            "3 Your decision: none yet",
            "4 Read on the phone: in the order in which a call taker asks.",
        ]
        await app.press("2", "enter")
        await app.until(lambda: "Hours" in app.words() or "Source" in app.words(), "who that is")


async def test_an_alert_or_unsure_keeps_the_calls_first(home: Path) -> None:
    async with app_at(home, "result", change=unsure, locality="southend") as app:
        assert not any("Worried now?" in row for row in result(app))
        assert "1 01702 215007  C-SPOC: should be open" in result(app)
