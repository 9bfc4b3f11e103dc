"""What is being typed where the script is read, when the session is cut or the row is left: kept, and offered again."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.phone import PhoneScreen
from ce_tui.widgets.dialogs import InputDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.question_form import QuestionForm
from ce_tui.widgets.text_view import TextView
from support.people import office
from support.people.marking import marked
from support.people.screens import App, app_at, second_terminal

TYPED = "They send somebody at f"
CUT_OFF = f"What was said: cut off or left as you typed it: “{TYPED}”"


def red(answers: Answers) -> Answers:
    return marked(answers, "R2")


async def at_what_was_said(app: App) -> None:
    app.app.navigator.open("phone")
    await app.settle()
    assert isinstance(app.app.screen, PhoneScreen)
    await on_to_what_was_said(app)


async def on_to_what_was_said(app: App) -> None:
    app.screen.query_one("#phone", TextView).go_to("note=said")
    await app.press("enter")
    await app.until(lambda: app.app.front.in_dialog, "what is asked")


async def left_half_typed(app: App) -> None:
    await at_what_was_said(app)
    await app.type(TYPED)
    await app.press("escape")


def row(app: App) -> str:
    parts = app.screen.query_one("#phone", TextView).parts
    return next(part.text for part in parts if part.id == "note=said")


def kept(home: Path, ref: str) -> str:
    """What is kept of it with the account."""
    casebook = second_terminal(home)
    found = casebook.preferences.get(f"begun action.{ref}")
    casebook.close()
    return found


async def test_within_a_second_it_is_kept_though_the_row_still_stands(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        ref = app.draft.screening.ref
        await at_what_was_said(app)
        await app.type(TYPED)
        await app.until(lambda: TYPED in kept(home, ref), "the keeping of what is typed")
        assert isinstance(app.app.screen, InputDialog)


@pytest.mark.parametrize("leave", ["Someone else", "Leave", "f10", "hang-up"])
async def test_a_lock_and_whatever_ends_it_keep_what_stands_in_the_row(home: Path, leave: str) -> None:
    async with app_at(home, "result", change=red) as app:
        ref = app.draft.screening.ref
        await at_what_was_said(app)
        await app.type(TYPED)
        if leave == "f10":
            await app.press("f10")
        elif leave == "hang-up":
            assert app.app.could_save()
            app.app.ending.sign_out_at_once()
        else:
            await app.press("f9")
            await app.until(lambda: app.app.seat.locked, "the lock")
            await app.press("tab")
            await office.choose(app, leave)
        await app.until(lambda: app.app.seat.kept_session is None, "signing out")
        assert TYPED in kept(home, ref)


async def test_esc_leaves_it_beside_the_row_and_the_row_offers_it_again(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await left_half_typed(app)
        await app.settle()
        assert row(app) == CUT_OFF
        assert "Enter, or a letter, goes on with: What was said." in app.said
        await on_to_what_was_said(app)
        assert "cut off or left as you typed it" in app.words()
        await app.type("ive.")
        await app.press("enter")
        await app.settle()
        assert row(app) == f"What was said: {TYPED}ive."


async def test_emptied_it_is_not_offered_again(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        ref = app.draft.screening.ref
        await left_half_typed(app)
        await app.settle()
        await on_to_what_was_said(app)
        await app.press("ctrl+u", "enter")
        await app.settle()
        assert row(app) == "What was said: not written down yet" and kept(home, ref) == ""


async def test_the_record_has_it_and_says_that_it_was_cut_off(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await left_half_typed(app)
        await app.settle()
        app.screen.query_one("#phone", TextView).go_to("record=")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")
        await app.settle()
        assert "Cut off or left as you typed it: What was said." in app.said
        said = app.screen.query_one(QuestionForm).widget("said")
        assert isinstance(said, Field) and said.value == TYPED
