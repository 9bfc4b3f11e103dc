"""The screening before in Result, Review and the phone script, by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.words import MarkName
from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.words.actions import NOTHING_THEN
from ce_tui.core.words.comparison import NOT_OVER, cannot_be_compared
from ce_tui.screens.screening.tier import TierScreen
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.text_view import TextView
from support.people.before import screened_before
from support.people.marking import marked, robin
from support.people.screens import App, Change, app_at

PATHWAY = default_pathway()
TITLE = "Compared with the screening of 3 October 2026"
THEN: dict[str, MarkName] = {"A3": "suspected", "A5": "suspected", "R2": "suspected"}


def now(answers: Answers) -> Answers:
    """A3 as before, A5 believed, A7 new, R2 looked at and not marked."""
    answers = marked(marked(robin(answers), "A5", "reasonably believe"), "A7")
    for tier in ("yellow", "amber", "red"):
        answers = replies.look_at(answers, tier)
    return answers


@asynccontextmanager
async def at_result(home: Path, change: Change = now, then: dict[str, MarkName] = THEN) -> AsyncIterator[App]:
    """At the Result of a screening whose child was screened before."""
    async with app_at(home, "review", change=change) as app:
        screened_before(app.draft.casebook, app.draft.screening.ref, then)
        app.draft.before.forget()
        await to(app, "result")
        yield app


async def to(app: App, section: str) -> None:
    app.app.navigator.show_section(section)
    await app.settle()


def items(app: App) -> list[Item]:
    return app.screen.query_one("#result", ItemList).items


def compared(app: App) -> list[str]:
    """What is shown from its heading on until the next thing."""
    lines = [f"{item.head} {item.text}".strip() for item in items(app)]
    return lines[lines.index(TITLE) : lines.index("What you can say at any time")]


async def choose(app: App, item_id: str) -> None:
    app.screen.query_one("#result", ItemList).go_to(item_id)
    await app.press("enter")


async def test_what_differs_stands_under_headings_with_both_days_tiers_and_that_it_is_not_over(
    home: Path,
) -> None:
    async with at_result(home) as app:
        lines = compared(app)
        text = {factor_id: factor.text for factor_id, factor in PATHWAY.factors.items()}
        assert lines[:4] == [
            TITLE,
            "Then: Red indicated, no decision made. Now: Amber indicated, no decision made.",
            NOTHING_THEN,
            f"! {NOT_OVER}",
        ]
        assert lines[4:12] == [
            "Newly marked",
            f"A7 Suspected: {text['A7']}",
            "Moved",
            f"A5 From suspected to reasonably believe: {text['A5']}",
            "Marked as before",
            f"A3 Suspected: {text['A3']}",
            "No longer marked",
            f"R2 Suspected before: {text['R2']}",
        ]
        assert lines[12].startswith("Still to be done: the area's own form")


async def test_what_was_said_of_danger_what_was_done_then_and_a_graver_one_before_stand_with_it(
    home: Path,
) -> None:
    def missing(answers: Answers) -> Answers:
        return say_danger(now(answers), "missing_now", True)

    async with at_result(home, change=missing, then={"A3": "suspected"}) as app:
        casebook, ref = app.draft.casebook, app.draft.screening.ref
        red = screened_before(casebook, ref, {"R2": "suspected"}, "2026-05-01")
        [earlier] = {each.ref for each in casebook.index.all()} - {ref, red}
        done = Action(at="2026-10-03T10:00", kind="phone", to="The Hub", came_of_it="accepted")
        casebook.actions.record(earlier, done)
        app.draft.before.forget()
        await to(app, "review")
        await to(app, "result")
        graver = "An earlier one, 1 May 2026: Red indicated, no decision made."
        assert compared(app)[:5] == [
            TITLE,
            "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made.",
            "Then, as far as is recorded: phone call to The Hub, 3 October 2026; accepted.",
            graver,
            "Newly said: missing now (not answered before).",
        ]
        [first] = [item for item in items(app) if item.id == "graver:before"]
        assert first.text == graver
        ids = [item.id for item in items(app)]
        assert len(ids) == len(set(ids))
        await choose(app, first.id)
        assert "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made." in app.said


async def test_each_item_has_an_id_of_its_own(home: Path) -> None:
    async with at_result(home) as app:
        ids = [item.id for item in items(app)]
        assert len(ids) == len(set(ids)) and "factor:A3" in ids


@pytest.mark.parametrize("factor_id", ["A7", "R2"])
async def test_enter_leads_from_a_factor_to_it_in_its_tier(home: Path, factor_id: str) -> None:
    async with at_result(home) as app:
        item = next(item for item in items(app) if item.id.startswith(f"compared:{factor_id}:"))
        assert item.words.endswith("Enter goes to it.")
        await choose(app, item.id)
        assert isinstance(app.screen, TierScreen)
        assert app.draft.place == f"{PATHWAY.tier_of[factor_id]}:{factor_id}"


async def test_enter_on_what_was_acted_on_says_it(home: Path) -> None:
    async with at_result(home) as app:
        await choose(app, "acted-on:before")
        assert "Then: Red indicated, no decision made. Now: Amber indicated, no decision made." in app.said


async def test_that_more_was_acted_on_before_stands_with_the_result_and_leads_to_what_differs(
    home: Path,
) -> None:
    async with at_result(home) as app:
        [verdict] = [at for at, item in enumerate(items(app)) if item.id == "outcome"]
        before = items(app)[verdict + 1]
        assert before.text == "Before, on 3 October 2026: Red indicated, no decision made."
        await choose(app, before.id)
        assert "Then: Red indicated, no decision made. Now: Amber indicated, no decision made." in app.said


async def test_a_completed_screening_shows_it_too(home: Path) -> None:
    async with at_result(home) as app:
        app.draft.complete()
        await to(app, "result")
        assert (
            compared(app)[1]
            == "Then: Red indicated, no decision made. Now: Amber indicated, no decision made."
        )
        await choose(app, next(item.id for item in items(app) if item.id.startswith("compared:A7:")))
        assert isinstance(app.screen, TierScreen)


async def test_a_mark_made_now_is_compared_at_once(home: Path) -> None:
    async with at_result(home) as app:
        assert "No longer marked" in compared(app)
        app.draft.apply(lambda answers: marked(answers, "R2"))
        await to(app, "red")
        await to(app, "result")
        assert "No longer marked" not in compared(app) and f"! {NOT_OVER}" not in compared(app)


async def test_what_was_marked_and_is_not_looked_at_now_is_neither_gone_nor_twice_in_the_list(
    home: Path,
) -> None:
    def first_meeting(answers: Answers) -> Answers:
        return replies.set_known(now(answers), PATHWAY, False)

    async with at_result(home, change=first_meeting) as app:
        lines, ids = compared(app), [item.id for item in items(app)]
        assert "No longer marked" not in lines
        assert "Marked before, not asked or not looked at now" in lines
        assert "Amber and Red not asked or not looked at now." in lines
        assert len(ids) == len(set(ids))


async def test_without_a_screening_before_there_is_nothing_of_it(home: Path) -> None:
    async with app_at(home, "result", change=now) as app:
        assert not any("Compared" in item.text or item.id.startswith("compared") for item in items(app))


async def test_one_that_cannot_be_read_is_said_to_be_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_result(home) as app:
        damaged = NotAsWritten("A screening")

        def unreadable(*_: object) -> None:
            raise damaged

        monkeypatch.setattr(app.draft.casebook.earlier, "before", unreadable)
        app.draft.before.forget()
        await to(app, "review")
        await to(app, "result")
        [item] = [item for item in items(app) if item.id == "not-compared"]
        assert item.text == cannot_be_compared(damaged.words)
        assert not any(item.id.startswith("compared") for item in items(app))


async def test_review_shows_it_in_what_the_pdf_will_say(home: Path) -> None:
    async with at_result(home) as app:
        await to(app, "review")
        shown = "\n".join(item.text for item in app.screen.query_one("#review", ItemList).items)
        assert "Compared with the screening before" in shown
        assert "Screened on 3 October 2026 and on 25 November 2026." in shown
        assert "- R2 suspected before: " in shown


async def test_it_is_read_on_the_phone(home: Path) -> None:
    async with at_result(home) as app:
        app.app.navigator.open("phone")
        await app.settle()
        script = [part.text for part in app.screen.query_one("#phone", TextView).parts]
        at = script.index("Since my screening before")
        assert script[at + 1 : at + 3] == [
            "The child was screened before, on 3 October 2026.",
            "Then: Red indicated, no decision made. Now: Amber indicated, no decision made.",
        ]


async def test_the_display_for_screen_readers_says_each_heading_once_with_what_stands_below_it(
    home: Path,
) -> None:
    async with at_result(home) as app:
        app.app.appearance.show_for_screen_readers(True)
        for item in [item for item in items(app) if item.id.startswith(("compared:", "acted-on:before"))]:
            app.screen.query_one("#result", ItemList).go_to(item.id)
            await app.settle()
            for title in (TITLE, "Newly marked", "Moved", "Marked as before", "No longer marked"):
                assert app.said.count(title) == (title in item.said or (title == TITLE and not item.said))


async def test_the_display_for_screen_readers_says_once_with_a_factor_what_it_was_before(home: Path) -> None:
    async with at_result(home) as app:
        app.app.appearance.show_for_screen_readers(True)
        await to(app, "amber")
        await app.press("down", "down")
        before = "Before, 3 October 2026: suspected, not confirmed."
        said = f"A3, 3 of 11: Suspected. {before} {PATHWAY.factors['A3'].text}"
        assert said in " ".join(app.said.split()) and app.words().count("Before, 3 October 2026") == 1
        mark, beside, _ = app.said.split("\n", 2)
        assert mark == "A3, 3 of 11: Suspected." and beside == before, "a mark changes the first row alone"
