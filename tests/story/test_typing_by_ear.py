"""By ear, in a real terminal: a line to type in is shown while one is in it, in a question too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.people.marking import known
from support.people.practitioner import Practitioner
from support.people.screens import app_at
from support.terminal.pty_screen import ENTER, ctrl

BORN = "child.date_of_birth"
both_sizes = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])
F8 = b"\x1b[19~"


@pytest.fixture
def pat(tmp_path: Path) -> Iterator[Practitioner]:
    practitioner = Practitioner(tmp_path, 80, 24)
    yield practitioner
    practitioner.get_up()


def sees_typed(pat: Practitioner, label: str, words: str) -> None:
    """What is typed stands below its label, and the cursor behind it."""
    pat.type(words)
    pat.wait_for(f"{label} {words}")
    row, column = pat.at.cursor
    assert pat.at.line(row)[:column].endswith(words), pat.at.text


def test_what_is_asked_of_a_harm_is_typed_where_it_is_seen(pat: Practitioner) -> None:
    pat.set_up(for_screen_reader=True)
    pat.press(b"n")
    pat.wait_for("Where does the child live?")
    pat.press(ENTER)
    pat.wait_for("3 Start")
    pat.press(F8)
    pat.wait_for("Did you see, or were you told of, harm today?")
    pat.press(b"2", ENTER)
    pat.wait_for("On which day was it seen or told?")
    pat.press(ctrl("u"))
    sees_typed(pat, "Day", "31 feb 2026")
    pat.press(ENTER)
    pat.wait_for("must be a real date")
    pat.press(ctrl("u"))
    sees_typed(pat, "Day", "25 november 2026")
    pat.press(ENTER)
    pat.wait_for("What was seen or said?")
    sees_typed(pat, "One line", "bruises on both arms")
    pat.press(ENTER)
    pat.wait_for("Could someone in the family or household")


async def test_in_the_smallest_window_too(home: Path) -> None:
    async with app_at(home, "amber", change=known, size=(60, 20)) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("f8", "2", "enter")
        await app.press("ctrl+u")
        await app.type("25 november 2026")
        assert "Day 25 november 2026" in app.words()
        await app.press("enter")
        await app.type("bruises on both arms")
        assert "One line bruises on both arms" in app.words()


@both_sizes
async def test_all_three_parts_of_a_date_are_seen_while_they_are_typed(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", BORN, change=known, size=size) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.type("3")
        await app.press("tab")
        await app.type("4")
        await app.press("tab")
        await app.type("2014")
        row = next(line for line in app.text().splitlines() if "Year" in line)
        assert [word for word in row.split() if word.isdigit()] == ["3", "4", "2014"]


@both_sizes
async def test_what_is_wrong_with_a_date_is_said_on_leaving_it_and_the_next_line_is_seen(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", BORN, change=known, size=size) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.type("31 2 2014")
        await app.press("tab", "tab", "tab")
        assert app.said.startswith("Child's date of birth: Error: Date of birth must be a real date.")
        assert app.screen.here == "child.phone"
        await app.type("99")
        await app.until(lambda: "Phone" in app.words() and "99" in app.words(), "the next line in sight")


async def test_what_a_key_came_to_is_not_said_again_on_coming_back(home: Path) -> None:
    async with app_at(home, "review", change=known) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("d")
        app.app.front.note("z: no effect")
        await app.settle()
        assert "z: no effect. Not chosen: " in app.words()
        await app.press("ctrl+g", "escape")
        assert "no effect" not in app.words() and "Not chosen: " in app.words()
