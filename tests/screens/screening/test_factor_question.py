"""Enter on a factor: what can be done with it, for hands that have no letters to press."""

from __future__ import annotations

from pathlib import Path

from ce_tui.widgets.item_list import ItemList
from support.people.screens import App, app_at


def offered(app: App) -> list[str]:
    return [item.text for item in app.app.screen.query_one(ItemList).items]


async def test_enter_alone_marks_nothing(home: Path) -> None:
    async with app_at(home, "red") as app:
        await app.press("down", "enter")
        assert "R2 Holding drugs or weapons (for others)" in app.text()
        assert offered(app) == [
            "Leave it as it is: not marked",
            "Mark: suspected",
            "Mark: reasonably believe",
            "Write a note on this factor: its ID is put into the notes",
            "The sentences in your notes that cite this factor",
            "The tier's explanation, from the document",
        ]
        await app.press("enter")
        assert app.answers.marks == {} and app.said.startswith("R2,")


async def test_each_mark_it_takes_is_given_and_taken_back(home: Path) -> None:
    async with app_at(home, "red") as app:
        await app.press("enter", "down", "down", "enter")
        assert app.answers.marks == {"R1": "reasonably believe"}
        await app.press("enter")
        assert offered(app)[:3] == [
            "Leave it as it is: reasonably believe",
            "Mark: suspected",
            "Clear the mark",
        ]
        await app.press("down", "down", "enter")
        assert app.answers.marks == {}


async def test_a_vulnerability_is_noted(home: Path) -> None:
    async with app_at(home, "yellow", "V2") as app:
        await app.press("enter", "down", "enter")
        assert app.answers.marks == {"V2": "noted"}


async def test_a_note_its_citations_and_the_explanation_are_there(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("enter", "up", *["down"] * 2, "enter")
        assert app.screen.section == "notes"
        await app.type("seen")
        await app.press("f5", "enter", *["down"] * 3, "enter")
        assert "Y1: seen" in app.words()
        await app.press("escape", "enter", *["down"] * 4, "enter")
        assert app.screen.called == "Guidance"
