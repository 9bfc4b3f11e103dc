"""A capital letter does what the small one does, with Caps Lock or a sticky Shift: screens say keys in capitals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.screens.screening.notes import NotesScreen
from support.people.at_the_door import at_home, fill, until
from support.people.marking import robin
from support.people.screens import app_at


async def test_home_says_that_n_begins_a_new_screening_in_capitals_and_so_it_does(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        assert "N begins a new screening" in door.said
        await door.press("N")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")


@pytest.mark.parametrize(("key", "mark"), [("S", "suspected"), ("B", "reasonably believe")])
async def test_a_factor_is_marked_and_the_mark_is_taken_back(home: Path, key: str, mark: str) -> None:
    async with app_at(home, "red", change=robin) as app:
        factor_id = app.screen.here
        await app.press(key)
        assert app.answers.marks[factor_id] == mark
        await app.press("X")
        assert factor_id not in app.answers.marks


async def test_a_vulnerability_is_still_gone_to_by_its_capital(home: Path) -> None:
    async with app_at(home, "yellow", change=robin) as app:
        await app.press("V", "3")
        assert app.screen.here == "V3" and not app.answers.marks.get("V3")


async def test_where_text_is_typed_capitals_stay_text(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("WNXD")
        assert app.answers.notes == "WNXD" and isinstance(app.screen, NotesScreen)


async def test_where_letters_are_switched_off_capitals_are_too(home: Path) -> None:
    async with app_at(home, "red", change=robin) as app:
        app.app.keys.choose(app.app.surroundings.keys.with_letters(False))
        before = dict(app.answers.marks)
        await app.press("S", "B", "X", "Y")
        assert dict(app.answers.marks) == before
