"""The screens for people and oversight: they fit 60 columns and 80, and each focus has words and a cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.at_the_door import at_home, until
from support.people.office import BEN, choose, go_to, hub
from support.people.screens import App

SIZES = [(60, 20), (80, 24)]
PLACES = {
    "accounts": [],
    "add": ["Add an account"],
    "hub": ["The hub's name"],
    "code": ["Replace the recovery code"],
    "new code": ["Replace the recovery code", "Make a new recovery code"],
    "person": [BEN],
    "roles": [BEN, "Change the roles"],
    "suspend": [BEN, "Suspend"],
    "revoke": [BEN, "Revoke"],
}


async def walk(door: App, steps: list[str]) -> None:
    for step in steps:
        before = door.app.screen
        await choose(door, step)
        if not step.startswith("Make"):  # that one stays on its screen
            await until(door, lambda before=before: door.app.screen is not before, step)
        await until(door, lambda: bool(door.app.screen.focused), "the focus")
        await door.settle()


def fits(door: App, size: tuple[int, int]) -> None:
    lines = door.text().splitlines()
    assert len(lines) <= size[1] and all(len(line) <= size[0] for line in lines)
    assert lines[-1].endswith("? help") or "Esc cancel" in lines[-1]
    focused = door.app.screen.focused
    assert focused is not None and door.said
    cursor = door.app.picture.cursor_now()
    assert focused.content_region.contains(cursor.x, cursor.y)


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_every_screen_about_people_fits_and_says_where_the_focus_is(
    home: Path, size: tuple[int, int]
) -> None:
    hub(home)
    async with at_home(home, size) as door:
        for steps in PLACES.values():
            await go_to(door, "accounts", "Accounts: 4" if size[1] > 20 else "What you can do")
            await walk(door, steps)
            fits(door, size)
            for _ in range(2):
                await door.press("tab")
                fits(door, size)
            while door.app.navigator.section or len(door.app.screen_stack) > 2:
                depth = len(door.app.screen_stack)
                await door.press("escape")
                await until(door, lambda depth=depth: len(door.app.screen_stack) < depth, "one step back")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_the_log_and_the_keeping_fit_and_say_where_the_focus_is(
    home: Path, size: tuple[int, int]
) -> None:
    hub(home)
    async with at_home(home, size) as door:
        for place, steps in (
            ("keeping", []),
            ("keeping", ["Decide on a screening"]),
            ("keeping", ["Rules of keeping"]),
            ("keeping", ["Back the store up"]),
            ("audit", []),
            ("audit", ["Record: all"]),
            ("audit", ["Person: everybody"]),
            ("audit", ["What: everything"]),
            ("audit", ["Verify"]),
        ):
            await go_to(door, place, "What you can do")
            await walk(door, steps)
            fits(door, size)
            for _ in range(2):
                await door.press("tab")
                fits(door, size)
            while len(door.app.screen_stack) > 2:
                depth = len(door.app.screen_stack)
                await door.press("escape")
                await until(door, lambda depth=depth: len(door.app.screen_stack) < depth, "one step back")


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
