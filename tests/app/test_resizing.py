"""From 200 by 60 to 60 by 20 and back in the middle of something: nothing is lost, and the cursor is in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.widgets.factor_list import FactorList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.notes_editor import NotesEditor
from ce_tui.widgets.text_area import DateField
from support.people.at_the_door import at_home, fill
from support.people.marking import amber
from support.people.screens import App, app_at

PATHWAY = default_pathway()
LARGE, SMALL = (200, 60), (60, 20)
THERE_AND_BACK = (SMALL, LARGE, (40, 10), SMALL, (80, 24), LARGE)


async def resize(app: App, size: tuple[int, int]) -> None:
    await app.pilot.resize_terminal(*size)
    await app.settle()


def under_cursor(app: App) -> str:
    """The row that the cursor stands in, which is on the screen and in what has the focus."""
    cursor, focused = app.app.picture.cursor_now(), app.app.screen.focused
    assert focused is not None and focused.content_region.contains(cursor.x, cursor.y), app.text()
    assert cursor.y < app.app.size.height and cursor.x < app.app.size.width
    return app.text().splitlines()[cursor.y]


async def there_and_back(app: App, words: str) -> None:
    """After each resize the row with the cursor has these words; nothing typed while it is too small arrives."""
    for size in THERE_AND_BACK:
        if size[0] < SMALL[0]:
            await app.pilot.resize_terminal(*size)
            await app.pilot.pause()
            assert "too small" in app.words()
            await app.pilot.press("x", "enter", "escape")
        else:
            await resize(app, size)
            assert words in under_cursor(app), (size, app.text())


async def test_in_the_middle_of_a_note(home: Path) -> None:
    note = "\n".join(f"Line {number} of what was seen." for number in range(30))

    async with app_at(
        home, "notes", change=lambda answers: replies.set_notes(amber(answers), note), size=LARGE
    ) as app:
        editor = app.screen.query_one(NotesEditor)
        editor.move_cursor((17, 7))
        await app.type(" a half")
        await there_and_back(app, "Line 17 a half of what")
        await app.type(" word")
        assert app.answers.notes == note.replace("Line 17", "Line 17 a half word")


async def test_with_an_id_half_typed_and_its_list_open(home: Path) -> None:
    async with app_at(home, "notes", change=amber, size=LARGE) as app:
        await app.press("ctrl+end", "enter")
        await app.type("Seen A1")
        await there_and_back(app, "Seen A1")
        await app.type("0")
        assert app.answers.notes.endswith("Seen A10")


async def test_in_a_half_typed_date(home: Path) -> None:
    async with app_at(home, "details", "child.date_of_birth", size=LARGE) as app:
        await app.press("3", "tab", "1")
        field = app.screen.query_one(DateField)
        await there_and_back(app, "Day [ 3")
        assert (field.value, field.error) == ("3/1/", "")
        await app.press("2", "tab")
        await app.type("2010")
        assert app.answers.child.date_of_birth == "2010-12-03"


@pytest.mark.parametrize("question", ["practitioner.email", "child.address", "consent.reason"])
async def test_in_a_line_of_the_details(home: Path, question: str) -> None:
    async with app_at(home, "details", question, size=LARGE) as app:
        await app.type("half typ")
        await there_and_back(app, "half typ")
        await app.type("ed")
        field = app.screen.form.widget(question)  # type: ignore[attr-defined]
        assert isinstance(field, Field) and field.value == "half typed"


async def test_on_a_choice_of_the_details(home: Path) -> None:
    async with app_at(home, "details", "consent.child_told", size=LARGE) as app:
        await app.press("home", "down")
        await there_and_back(app, "> ( ) No")
        await app.press("space")
        assert app.answers.consent.child_told is False


async def test_on_a_factor_in_the_middle_of_a_tier(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        for factor in PATHWAY.tier("amber").factors:
            answers = replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, factor.id, "suspected")
        return answers

    async with app_at(home, "amber", "A6", change=change, size=LARGE) as app:
        await there_and_back(app, "> A6  [S] ")
        assert app.screen.query_one(FactorList).current_id == "A6"
        await app.press("b")
        assert "> A6  [B] " in under_cursor(app)


async def test_in_an_open_dialog(home: Path) -> None:
    async with app_at(home, "result", change=amber, size=LARGE) as app:
        app.screen.query_one("#result", ItemList).go_to("to-decision")
        await app.press("f7", "up")
        await there_and_back(app, "> ")
        assert app.app.front.in_dialog
        before = app.app.screen.query_one(ItemList).current
        await resize(app, SMALL)
        assert app.app.screen.query_one(ItemList).current is before
        await app.press("escape")
        assert app.answers.immediate_risk is None


async def test_in_a_line_of_an_open_dialog(home: Path) -> None:
    async with app_at(home, "review", change=amber, size=LARGE) as app:
        app.screen.query_one("#review", ItemList).go_to("text")
        await app.press("enter", "ctrl+u")
        await app.type("half")
        await there_and_back(app, "[ half")
        assert app.app.front.in_dialog
        await app.press("escape")


async def test_in_a_search_of_the_screenings_and_of_the_guidance(home: Path) -> None:
    fill(home)
    async with at_home(home, LARGE) as app:
        await app.press("slash")
        await app.type("lighth")
        await there_and_back(app, "[ lighth")
        await app.type("ouse")
        await app.press("enter")
        await app.until(lambda: "found for: lighthouse" in app.words(), "what is found")
        for size in THERE_AND_BACK:
            await resize(app, size)
        assert "found for: lighthouse" in app.words()
        await app.app.run_action("app.guidance")
        await app.settle()
        await app.press("slash")
        await app.type("count")
        await there_and_back(app, "[ count")
