"""What is typed into a question over a section and not accepted: kept with the screening, shown, taken by Enter."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.shape import Line
from ce_tui.session.reviewing import lacking
from ce_tui.widgets.dialogs import InputDialog
from ce_tui.widgets.field import Field
from support.people import office
from support.people.screens import App, app_at, second_terminal

PATHWAY = default_pathway()
WORDS = "he hits me"


def less(answers: Answers) -> Answers:
    marked = replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, "R2", "suspected")
    return replies.set_decision(marked, "yellow")


async def to_what_was_said(app: App) -> None:
    """F8, yes, the day as proposed: to the one line on what was seen or said."""
    await app.press("f8")
    await app.until(lambda: app.app.front.in_dialog, "the question whether harm was told")
    await app.press("2", "enter")
    await app.until(lambda: "On which day" in app.words(), "the question of the day")
    await app.press("enter")
    await app.until(lambda: "What was seen or said?" in app.words(), "the question of what was said")


async def leave_it_typed(app: App) -> None:
    await to_what_was_said(app)
    await app.type(WORDS)
    await app.press("escape")
    await app.until(lambda: not app.app.front.in_dialog, "the way out of the questions")
    await app.settle()


def in_the_store(home: Path, ref: str) -> Screening:
    other = second_terminal(home)
    try:
        return other.screenings.open(ref)
    finally:
        other.close()


async def test_what_was_seen_is_kept_on_esc_and_said_to_be_kept(home: Path) -> None:
    async with app_at(home, "start") as app:
        await leave_it_typed(app)
        assert "Not said yet: who could be involved." in app.said
        assert "Kept as you typed it, and not taken yet: what was seen or said." in app.said
        assert app.draft.saved and in_the_store(home, app.draft.screening.ref).unfinished == {
            "harm.words": WORDS
        }
        assert app.answers.harm.words == "", "nobody has said that it is so yet"


async def test_it_stands_at_start_where_enter_takes_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await leave_it_typed(app)
        app.app.navigator.show_section("start", "harm.words")
        await app.settle()
        assert f"[ {WORDS} " in app.text() and app.answers.harm.words == "", "to look takes nothing"
        assert "Kept as you typed it, and not taken yet." in app.words()
        assert "Enter takes it." in app.said
        await app.press("enter")
        assert app.answers.harm.words == WORDS and app.draft.screening.unfinished == {}
        assert "not taken yet" not in app.words()


async def test_the_result_and_review_say_that_it_is_kept_and_lead_to_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await leave_it_typed(app)
        app.app.navigator.show_section("result", "kept:harm.words")
        await app.settle()
        assert f"“{WORDS}” is kept as you typed it, and not taken yet" in app.said
        await app.press("enter")
        await app.until(lambda: app.screen.here == "harm.words", "the question at Start")
        said = [each.words for each in lacking(app.draft)]
        assert "What was seen or said: kept as you typed it, and not taken yet, so it is not printed" in said


async def test_within_a_second_it_is_in_the_store_though_the_question_still_stands(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await to_what_was_said(app)
        await app.type(WORDS)
        await app.until(lambda: app.draft.saved, "the saving of what is typed")
        assert isinstance(app.app.screen, InputDialog)
        assert in_the_store(home, app.draft.screening.ref).unfinished == {"harm.words": WORDS}


@pytest.mark.parametrize("leave", ["Someone else", "Leave", "f10"])
async def test_a_lock_and_whatever_ends_it_keep_what_stands_in_the_question(home: Path, leave: str) -> None:
    async with app_at(home, "yellow") as app:
        ref = app.draft.screening.ref
        await to_what_was_said(app)
        await app.type(WORDS)
        if leave == "f10":
            await app.press("f10")
        else:
            await app.press("f9")
            await app.until(lambda: app.app.seat.locked, "the lock")
            await app.press("tab")
            await office.choose(app, leave)
        await app.until(lambda: app.app.seat.kept_session is None, "signing out")
        assert in_the_store(home, ref).unfinished == {"harm.words": WORDS}


async def test_the_final_answer_clears_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await to_what_was_said(app)
        await app.type(WORDS)
        await app.press("enter")
        await app.until(lambda: "Could someone in the family" in app.words(), "the next question")
        assert app.answers.harm.words == WORDS and app.draft.screening.unfinished == {}


async def test_a_day_that_is_left_half_typed_is_kept_and_no_other_day_is_said_for_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f8")
        await app.until(lambda: app.app.front.in_dialog, "the question whether harm was told")
        await app.press("2", "enter")
        await app.until(lambda: "On which day" in app.words(), "the question of the day")
        app.app.screen.query_one(Field).value = ""
        await app.type("31 2")
        await app.press("escape")
        await app.until(lambda: not app.app.front.in_dialog, "the way out of the questions")
        assert app.draft.screening.unfinished == {"harm.on": "31 2"} and app.answers.harm.on == ""
        assert "not taken yet: on which day." in app.said


async def test_a_reason_that_is_left_stands_beside_the_decision_and_when_it_is_asked_again(
    home: Path,
) -> None:
    async with app_at(home, "result", "reason", change=less) as app:
        await app.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "the question why")
        await app.type("seen by the team")
        await app.press("escape")
        await app.until(lambda: not app.app.front.in_dialog, "the result")
        await app.settle()
        assert "Your reason: “seen by the team” is kept as you typed it, and not taken yet" in app.words()
        assert app.answers.decision.reason == "" and "decision.reason" in app.draft.outcome.missing
        await app.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "the question why")
        assert "[ seen by the team " in app.text()
        await app.press("enter")
        await app.settle()
        await app.until(lambda: app.answers.decision.reason == "seen by the team", "the reason")
        assert app.draft.screening.unfinished == {} and "not taken yet" not in app.words()


async def test_a_passphrase_or_the_like_is_not_kept_with_the_screening(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        app.app.push_screen(InputDialog("Whose is it?", Line("Name")))
        await app.settle()
        await app.type("somebody")
        await app.press("escape")
        assert app.draft.screening.unfinished == {}
