"""The screens for people and oversight: they fit 60 columns and 80, and each focus has words and a cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size

from support.people.at_the_door import at_home, until
from support.people.office import BEN, choose, go_to, hub
from support.people.screens import App

SIZES = {Size(60, 20), Size(80, 24)}
ABOUT_THE_HUB = [
    [],
    ["Add an account"],
    ["The hub's name"],
    ["Replace the recovery code"],
    ["Replace the recovery code", "Make a new recovery code"],
]
ABOUT_A_PERSON = [[BEN], [BEN, "Change the roles"], [BEN, "Suspend"], [BEN, "Revoke"]]
ABOUT_KEEPING = [[], ["Decide on a screening"], ["Rules of keeping"], ["Back the store up"]]
ABOUT_THE_LOG = [[], ["Record: all"], ["Person: everybody"], ["What: everything"], ["Verify"]]


async def walk(door: App, steps: list[str]) -> None:
    for step in steps:
        before = door.app.screen
        await choose(door, step)
        if not step.startswith("Make"):  # that one stays on its screen
            await until(door, lambda before=before: door.app.screen is not before, step)
        await until(door, lambda: bool(door.app.screen.focused), "the focus")
        await door.settle()


def fits(door: App, size: Size, steps: list[str]) -> None:
    lines, where = door.text().splitlines(), f"{steps} in {size}:\n{door.text()}"
    assert len(lines) <= size.height and all(len(line) <= size.width for line in lines), where
    assert lines[-1].endswith(("? help", "F1 help")) or "Esc cancel" in lines[-1], where
    focused = door.app.screen.focused
    assert focused is not None and door.said, where
    cursor = door.app.picture.cursor_now()
    assert focused.content_region.contains(cursor.x, cursor.y), where


async def at_both_sizes(door: App, place: str, steps: list[str]) -> None:
    """To a place from Home in the window as it is, there in both sizes, and back: the next is come to in the other."""
    await go_to(door, place, "What you can do")
    await walk(door, steps)
    for size in (one := door.app.size, *(SIZES - {one})):
        await door.pilot.resize_terminal(*size)
        await door.settle()
        fits(door, size, steps)
        for _ in range(2):
            await door.press("tab")
            fits(door, size, steps)
    while len(door.app.screen_stack) > 1:
        depth = len(door.app.screen_stack)
        await door.press("escape")
        await until(door, lambda depth=depth: len(door.app.screen_stack) < depth, "one step back")


@pytest.mark.parametrize("screens", [ABOUT_THE_HUB, ABOUT_A_PERSON], ids=["the hub", "a person"])
async def test_every_screen_about_people_fits_and_says_where_the_focus_is(
    screens: list[list[str]], home: Path
) -> None:
    hub(home)
    async with at_home(home, min(SIZES)) as door:
        for steps in screens:
            await at_both_sizes(door, "accounts", steps)


async def test_the_log_and_the_keeping_fit_and_say_where_the_focus_is(home: Path) -> None:
    hub(home)
    async with at_home(home, max(SIZES)) as door:
        for steps in ABOUT_KEEPING:
            await at_both_sizes(door, "keeping", steps)
        for steps in ABOUT_THE_LOG:
            await at_both_sizes(door, "audit", steps)


async def test_without_markers_the_status_line_carries_what_they_would_show(home: Path) -> None:
    hub(home)
    async with at_home(home) as door:
        door.app.appearance.choose("display", "screen-reader")
        await go_to(door, "accounts", "Add an account (1 of 7)")
        assert ">" not in door.text()
        assert "Carol" not in door.text(), "what is not current is not drawn"
        for _ in range(4):
            await door.press("down")
        assert "Enter shows what can be done." in door.said
        name = door.said.split(":")[0]
        await until(door, lambda: name in door.words(), name)
        assert name in door.text().splitlines()[door.app.picture.cursor_now().y]
