"""The first page of the Result: all that is needed in an emergency, in 24 rows of 80, at any hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.screens.screening.result_items import first_page
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import ItemRows
from ce_tui.widgets.text_view import TextView
from support.checkout import CHECKOUT
from support.people.marking import marked
from support.people.screens import App, app_at
from support.recorded import compare

PATHWAY = default_pathway()
AREAS = [area.id for area in PATHWAY.localities]
ROWS, COLUMNS = 17, 80
"""Of the list in a terminal of 24 rows, without its rules, status and keys."""
CHRISTMAS = datetime(2026, 12, 24, 8, 0, tzinfo=LONDON)


def a_red(answers: Answers) -> Answers:
    answers = replies.set_known(answers, PATHWAY, True)
    for factor_id in ("R2", "R5"):
        answers = replies.mark(answers, PATHWAY, factor_id, "suspected")
    for tier in ("yellow", "amber", "red"):
        answers = replies.look_at(answers, tier)
    return answers


def everything(answers: Answers) -> Answers:
    """All that can stand there at once: every mark of Red and Amber, risk, harm, the family, missing now."""
    answers = a_red(answers)
    for tier in ("amber", "red"):
        for factor in PATHWAY.tier(tier).factors:
            answers = replies.mark(answers, PATHWAY, factor.id, "reasonably believe")
    for name in ("immediate_risk", "harm_today", "family_involved", "missing_now"):
        answers = say_danger(answers, name, True)
    return answers


def shown(app: App) -> str:
    """The screen but for what differs from run to run."""
    return app.text().partition("\n")[2]


@pytest.mark.parametrize("area", AREAS)
async def test_a_red_in_each_area_stands_on_one_page(home: Path, area: str) -> None:
    async with app_at(home, "result", change=a_red, locality=area) as app:
        compare(shown(app), CHECKOUT / "tests" / "data" / "results" / f"{area}.txt")
        page = app.text()
        for words in (
            "RED: Exploitation or immediate risk indicated",
            "999",
            "Next: ",
            "Tell the police: not recorded",
            "Your decision: none yet",
            "Read on the phone",
        ):
            assert words in page


def hours() -> Iterator[datetime]:
    for hour in range(0, 6 * 24, 3):
        yield CHRISTMAS + timedelta(hours=hour)


@pytest.mark.parametrize("area", AREAS)
def test_whatever_is_said_and_marked_the_numbers_are_on_the_page_at_every_hour(area: str) -> None:
    answers = everything(Answers(pathway=PATHWAY.id, locality=area, screened_on="2026-12-24"))
    for at in hours():
        items = first_page(answers, evaluate(answers, PATHWAY, at), PATHWAY)
        rows = ItemRows([*items], COLUMNS)
        last_number = max(index for index, item in enumerate(items) if item.id.startswith("phone:"))
        numbers_end = max(y for y, row in enumerate(rows.rows) if row.item == last_number)
        assert numbers_end < ROWS, f"a number is not on the page, {at}"
        phones = [item for item in items if item.id.startswith("phone:")]
        assert phones[0].text.startswith("999") and len(phones) in (2, 3)
        assert "closed" not in phones[1].text, f"closed, and to be phoned first, {at}"
        assert all("Source" not in item.text for item in items)


async def test_a_digit_leads_to_each_line_and_enter_to_what_stands_behind_it(home: Path) -> None:
    async with app_at(home, "result", change=a_red) as app:
        await app.press("2", "enter")
        assert "Hours: Mon–Thu 9am–5:30pm" in app.words() and "Source: the pathway document" in app.words()
        await app.press("enter", "4", "enter")
        assert app.screen.here.startswith("step:")
        await app.press("5", "enter")
        assert app.said.startswith(
            "4. Share it with the police: occhildexploitationtriageteam@essex.police.uk."
        )
        await app.press("6", "enter")
        assert app.screen.here.startswith("decide:")
        await app.press("7", "enter")
        assert "Who to phone" in app.words()


@pytest.mark.parametrize("under_13", [True, False])
async def test_after_deciding_for_more_the_decision_is_in_sight_and_it_is_said_whom_to_phone(
    home: Path, under_13: bool
) -> None:
    """The numbers and the steps move above the decision then: what was chosen must not be lost behind them."""
    async with app_at(home, "result", change=lambda answers: marked(answers, "A9")) as app:
        app.app.navigator.open("phone")
        await app.settle()
        app.screen.query_one("#phone", TextView).go_to(f"under_13={'yes' if under_13 else 'no'}")
        await app.press("enter", "escape", "5", "enter", "down", "enter")
        assert app.screen.here == "decide:red" and app.answers.decision.outcome == "red"
        assert "> (x) Red: " in app.text()
        assert "Now Red. Phone 999 in danger, else " in app.words()
        await app.press("down")
        assert "> ( ) Unsure: " in app.text()


async def test_while_nobody_said_who_in_the_family_is_involved_the_caution_stands_among_the_alerts(
    home: Path,
) -> None:
    async with app_at(home, "result", change=a_red) as app:
        rows = [line for line in app.text().splitlines() if " !! " in line]
        assert [row.split("!!")[1].strip()[:41] for row in rows] == [
            "Ask the service before the family is told"
        ]
        items = app.screen.query_one("#result", ItemList).items
        assert "not answered here" in next(item.text for item in items if item.id == "consent")
        app.app.navigator.show_section("result", "unanswered:family_involved")
        await app.settle()
        await app.press("enter")
        assert app.screen.here == "family_involved"


async def test_all_that_can_be_decided_is_on_the_screen_and_the_cursor_on_what_is_indicated(
    home: Path,
) -> None:
    async with app_at(home, "result", change=a_red) as app:
        await app.press("6", "enter")
        assert app.screen.here == "decide:red" and app.answers.decision.outcome == ""
        for words in (
            "No action under this pathway",
            "Yellow: ",
            "Amber: ",
            "Red: ",
            "Unsure: ",
            "Your reason",
        ):
            assert words in app.text()


async def test_the_childs_own_words_stand_below_the_alert_of_a_harm_and_nobodys_decision_is_not_said_to_be_one(
    home: Path,
) -> None:
    def told(answers: Answers) -> Answers:
        return replies.set_field(
            say_danger(answers, "harm_today", True), "harm.words", "Mum's boyfriend hit me"
        )

    async with app_at(home, "result", change=told) as app:
        alert, said, *_ = app.screen.query_one("#result", ItemList).items
        assert alert.id == "alert:harm" and said.text == "Seen or said: “Mum's boyfriend hit me”"
        assert app.said.startswith("Alert: "), "what is to be known first is heard first"
        assert "Your decision: none yet; harm told counts as Red" in app.words()


async def test_of_a_child_who_is_missing_the_alert_stands_above_that_nothing_is_marked(home: Path) -> None:
    def missing(answers: Answers) -> Answers:
        return say_danger(answers, "missing_now", True)

    async with app_at(home, "result", change=missing) as app:
        first, second, *_ = app.screen.query_one("#result", ItemList).items
        assert first.text.startswith("The child is missing now: phone 101")
        assert second.text.startswith("Nothing is marked.")
        assert "So far: the child is missing now; nothing marked." in app.said
        await app.press("ctrl+g")
        assert "Start: Essex, missing now, not answered: immediate risk" in app.words()


async def test_what_is_shortened_is_heard_in_full_and_stands_in_full_below(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return say_danger(everything(answers), "family_involved", True)

    async with app_at(home, "result", "alert:family_involved", change=change) as app:
        assert "Do not ask or tell the family yet" in app.said and "Phone " in app.said
        await app.press("enter")
        assert app.screen.here == "alert-full:family_involved"


async def test_what_the_notes_cite_is_marked_with_one_key_and_only_as_the_practitioner_says(
    home: Path,
) -> None:
    def change(answers: Answers) -> Answers:
        return msgspec.structs.replace(a_red(answers), notes="R1 and A3 were told by the school.")

    async with app_at(home, "result", "cited-unmarked", change=change) as app:
        assert "Your notes cite A3 and R1, which are not marked. Enter marks them." in app.said
        await app.press("enter")
        assert "Your notes cite A3, which is not marked" in app.words()
        await app.press("3", "enter", "2", "enter")
        assert app.answers.marks["R1"] == "reasonably believe" and "A3" not in app.answers.marks
        assert app.said.startswith("Marked: R1.")


async def test_what_was_marked_by_the_notes_alone_is_no_look_at_the_rest_of_its_tier(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        known = replies.set_known(answers, PATHWAY, True)
        return replies.set_notes(known, "A8 and R3 were told by the school.")

    async with app_at(home, "result", "cited-unmarked", change=change) as app:
        await app.press("enter", "1", "enter", "1", "enter")
        await app.until(lambda: "R3" in app.answers.marks, "both marked")
        await app.press("escape")
        items = [f"{item.head} {item.text}" for item in app.screen.query_one("#result", ItemList).items]
        assert any("Yellow not looked at." in item for item in items)
        only = "! Amber and Red: only what the notes cite was marked, the rest was not looked at."
        assert only in items, "in full, further down"
