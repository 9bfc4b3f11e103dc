"""The first-use walk, by keyboard: six steps that can be tried, skipped and come back to; never by itself."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ce_tui.app.app import CeApp
from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.reading.help import HelpScreen
from ce_tui.screens.reading.walk import WalkScreen
from ce_tui.screens.screening.notes import NotesScreen
from ce_tui.screens.screening.result import ResultScreen
from ce_tui.screens.screening.tier import TierScreen
from ce_tui.session.departure import WALK, WALKED
from ce_tui.session.session import Session
from ce_tui.session.walk import STEPS, Walk, said
from ce_tui.settings.config import Config
from ce_tui.widgets.dialogs import MessageDialog
from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import at_home, fill, signed_out, until
from support.people.screens import NAME, PASSPHRASE, App, sign_in


@asynccontextmanager
async def demo(home: Path, *, walk: bool = True, size: tuple[int, int] = (80, 24)) -> AsyncIterator[App]:
    """The app as the demo begins it, over screenings of our own."""
    fill(home)
    pathways = Config().pathways()
    app = CeApp(Config(), home, Session(sign_in(home, NAME, PASSPHRASE), pathways))
    app.walking.walk = Walk() if walk else None
    async with app.run_test(size=size) as pilot:
        door = App(app, pilot)
        await until(door, lambda: bool(app.screen_stack[0].query("#screenings, #walk")), "Home")
        await door.settle()
        try:
            yield door
        finally:
            await app.ending.end_session()


async def pick(door: App, id: str) -> None:
    """Choose an item of the list in front, by its number."""
    await until(door, lambda: isinstance(door.app.screen.focused, ItemList), "a list")
    items = door.app.screen.focused
    assert isinstance(items, ItemList)
    ids = [item.id for item in items.items if not item.heading]
    await door.press("home", *str(ids.index(id) + 1), "enter")


def test_it_has_six_steps_whose_places_and_keys_exist() -> None:
    assert len(STEPS) == 6
    assert {step.place for step in STEPS} <= {"home", *SECTIONS}
    for step in STEPS:
        words = said(f"{step.words} {step.to_try}", lambda id: BY_ID[id].key)
        assert "{" not in words
        assert words.isprintable()


def test_it_names_the_keys_that_are_in_force() -> None:
    assert said("{goto}, {lock}", {"goto": "f2", "lock": ""}.__getitem__) == "F2, the go-to menu"


async def test_every_step_can_be_gone_through_back_and_forth_to_its_end(home: Path) -> None:
    async with demo(home) as door:
        assert isinstance(door.screen, WalkScreen)
        for number, step in enumerate(STEPS, 1):
            assert f"Step {number} of 6: {step.title}" in door.text()
            if number < 6:
                await pick(door, "next")
        assert "Next:" not in door.text()
        await pick(door, "back")
        assert "Step 5 of 6" in door.text()
        await pick(door, "next")
        await pick(door, "end")
        assert isinstance(door.app.screen, HomeScreen)
        assert door.app.walking.walk is None


async def test_a_step_is_tried_where_it_belongs_and_the_walk_waits(home: Path) -> None:
    async with demo(home) as door:
        await pick(door, "next")
        await pick(door, "try")
        await until(door, lambda: isinstance(door.app.screen, TierScreen), "the indicators")
        before = door.answers.marks
        await door.press("space")
        assert door.answers.marks != before
        await door.press("ctrl+g", *"walk")
        assert "Go on with the walk: step 3, The notes" in door.words()
        await door.press("enter")
        assert "Step 3 of 6" in door.text()
        await pick(door, "try")
        await until(door, lambda: isinstance(door.app.screen, NotesScreen), "the notes")


async def test_what_was_done_is_tried_in_the_result_and_the_walk_is_at_its_end(home: Path) -> None:
    async with demo(home) as door:
        for _ in range(5):
            await pick(door, "next")
        assert "What was done, and the child over time" in door.text()
        await pick(door, "try")
        await until(door, lambda: isinstance(door.app.screen, ResultScreen), "the result")
        await door.press("d")
        await until(door, lambda: "Record what was done" in door.words(), "recording")
        await door.press("escape")
        await door.press("ctrl+g", *"walk", "enter")
        assert "Step 6 of 6" in door.text()


async def test_it_can_be_skipped_at_once_and_esc_leaves_it_waiting(home: Path) -> None:
    async with demo(home) as door:
        await door.press("escape")
        assert isinstance(door.app.screen, HomeScreen)
        assert door.app.walking.walk is not None
        await door.press("ctrl+g", *"walk", "enter")
        await pick(door, "end")
        assert isinstance(door.app.screen, HomeScreen)
        assert door.app.walking.walk is None


async def test_left_on_the_way_it_goes_on_there_or_begins_again(home: Path) -> None:
    async with demo(home) as door:
        assert "Begin again" not in door.text()
        await pick(door, "next")
        await pick(door, "end")
        await door.press("ctrl+g", *"walk")
        assert "Go on with the walk: step 2" in door.words()
        await door.press("enter")
        assert "Step 2 of 6" in door.text()
        await pick(door, "begin")
        assert "Step 1 of 6" in door.text() and "Begin again" not in door.text()


async def test_ended_at_its_last_step_it_begins_with_the_first(home: Path) -> None:
    async with demo(home) as door:
        for _ in range(5):
            await pick(door, "next")
        await pick(door, "end")
        await door.press("ctrl+g", *"walk", "enter")
        assert "Step 1 of 6" in door.text()


async def test_it_calls_a_tier_as_the_edition_does(home: Path) -> None:
    assert not any(
        word in f"{step.words} {step.to_try}" for step in STEPS for word in ("Yellow", "Amber", "red")
    )
    async with demo(home) as door:
        await pick(door, "next")
        assert "Try it: go to Amber" in door.text()


async def test_it_never_begins_by_itself_and_help_begins_it_in_the_demo(home: Path) -> None:
    async with demo(home, walk=False) as door:
        assert isinstance(door.app.screen, HomeScreen)
        await door.press("f1")
        assert isinstance(door.app.screen, HelpScreen)
        await door.press("end")
        assert "Enter begins the walk" in door.words()
        await door.press("enter")
        await until(door, lambda: isinstance(door.app.screen, WalkScreen), "the walk")
        assert "Step 1 of 6" in door.text()


async def test_from_a_session_help_asks_first_and_then_signs_out_to_it(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        door.app.appearance.choose("display", "screen-reader")
        await door.press("f1", "end", "enter")
        assert door.app.front.in_dialog
        assert "You are signed out for it" in door.words()
        await door.press("escape")
        assert door.app.ending.departure is None
        assert isinstance(door.app.screen, HelpScreen)
        await door.press("enter")
        await pick(door, "yes")
        departure = door.app.ending.departure
        assert departure is not None
        assert departure.id == WALK.id
        assert departure.arguments[:2] == ("demo", "--walk")
        chosen = json.loads(departure.arguments[-1])
        assert re.fullmatch("0\\.[0-9a-f]{16}", chosen.pop("walk"))
        assert chosen == {
            "theme": "",
            "keys": "",
            "display": "screen-reader",
        }


async def test_before_the_sign_in_nobody_is_led_to_it(home: Path) -> None:
    fill(home)
    async with signed_out(home) as door:
        assert isinstance(door.app.screen, SignInScreen)
        assert not [item for item in door.app.goto.menu() if item.id == "command:app.walk"]
        await door.press("f1", "end", "enter")
        assert isinstance(door.app.screen, HelpScreen)
        assert "the walk" not in door.words()


async def test_a_walk_that_the_app_led_to_writes_no_file_and_goes_on_in_no_other_mode(home: Path) -> None:
    async with demo(home) as door:
        door.app.seat.walked_in = True
        await pick(door, "next")
        await pick(door, "next")
        await pick(door, "next")
        await pick(door, "next")
        await pick(door, "try")
        await pick(door, "text")
        await until(door, lambda: isinstance(door.app.screen, MessageDialog), "the refusal")
        assert "nothing is written to a file" in door.words()
        await door.press("enter")
        door.app.handing_on.to_lines()
        assert door.app.handing_on.done is None


def test_after_it_the_sign_in_says_so() -> None:
    assert WALKED.again
    assert "nothing of it is kept" in WALKED.words


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_each_step_fits_the_window(home: Path, size: tuple[int, int]) -> None:
    async with demo(home, size=size) as door:
        for number in range(1, 7):
            assert all(len(line) <= size[0] for line in door.text().splitlines())
            assert f"Step {number} of 6" in door.text()
            assert door.text().splitlines()[-1].endswith(("? help", "F1 help"))
            if number < 6:
                await pick(door, "next")
