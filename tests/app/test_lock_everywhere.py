"""The key that locks works in every place, and the passphrase leads back to that very place, as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.app.navigator import LOCKED
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.settings.config import Config
from ce_tui.widgets.field import Field
from support.people.at_the_door import CHILDREN, PASSPHRASE, at_home, fill, until
from support.people.screens import App, app_at
from support.terminal.rules import is_rule

OF_A_CASE = [word for name in CHILDREN for word in name.split()] + ["lighthouse", "CE-", "Thurrock"]
ACTIONS = (
    "go_to", "contacts", "guidance", "help", "keys", "display", "account", "lock_time", "accounts", "keeping", "audit",
    "phone",
)  # fmt: skip


def body(door: App) -> list[str]:
    """What is between the rules: the line at the foot may say something else than just before."""
    rows = door.text().splitlines()
    rules = [number for number, row in enumerate(rows) if is_rule(row)]
    return rows[1 : rules[-1]]


async def lock(door: App) -> None:
    await door.pilot.press("ctrl+l")
    await until(door, lambda: isinstance(door.app.screen, LockScreen), "the lock")
    await until(door, lambda: "Locked." in door.text(), "its words")
    assert not [word for word in OF_A_CASE if word in door.text()]


async def unlock(door: App) -> None:
    field = door.app.screen.query_one("#passphrase", Field)
    field.value = PASSPHRASE
    field.focus()
    await door.pilot.press("enter")
    await until(door, lambda: not door.app.seat.locked, "the place before the lock")
    await door.pilot.pause()


async def there_and_back(door: App) -> None:
    await door.pilot.pause()
    stack, focus, before = list(door.app.screen_stack), door.app.screen.focused, body(door)
    await lock(door)
    await unlock(door)
    assert door.app.screen_stack == stack
    assert door.app.screen.focused is focus
    await until(door, lambda: body(door) == before, "the screen as it was")


async def open_first(door: App) -> None:
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")


async def test_in_every_section(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        for section in SECTIONS:
            door.app.navigator.show_section(section)
            await door.settle()
            await door.press("down", "down")
            await there_and_back(door)


async def test_over_everything_that_the_menu_leads_to(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        for action in ACTIONS:
            await door.app.run_action(f"app.{action}")
            await until(
                door, lambda: door.app.navigator.section != "start" or len(door.app.screen_stack) > 1, action
            )
            await door.settle()
            await there_and_back(door)
            await door.press("escape")


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("notes", ["ctrl+r"]),
        ("start", ["tab", "tab"]),
        ("review", ["down", "down", "down", "enter"]),
        ("amber", ["c"]),
    ],
)
async def test_in_the_middle_of_something(home: Path, section: str, keys: list[str]) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        door.app.navigator.show_section(section)
        await door.settle()
        await door.press(*keys)
        await there_and_back(door)


async def test_in_a_search_half_typed(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("slash", *"Quillf")
        await there_and_back(door)
        assert door.app.screen.query_one("#search", Field).value == "Quillf"


async def test_while_the_ids_that_fit_are_offered(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        door.app.navigator.show_section("notes")
        await door.settle()
        await door.press("a", "1")
        await until(door, lambda: "A10  Carrying weapons" in door.text(), "the IDs that fit")
        await lock(door)
        await unlock(door)
        assert "older.a1" in door.text()
        assert "A10  Carrying weapons" in door.text()


async def test_by_another_key_where_one_was_given(home: Path) -> None:
    async with app_at(home, "notes", config=Config(keys={"lock": "ctrl+k"})) as door:
        assert door.app.hiding_keys == {"ctrl+k"}
        await door.press("ctrl+l")
        assert not door.app.seat.locked
        await door.press("ctrl+k")
        assert door.app.seat.locked
        assert door.app.hiding_keys == frozenset()


async def test_keys_for_a_screening_say_nothing_of_one_while_it_is_locked(home: Path) -> None:
    """That none is open would be wrong: it lies beneath. They say to unlock it, and of danger to phone 999."""
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        await lock(door)
        for key in ("ctrl+t", "f5", "ctrl+n"):
            await door.press("tab", key)
            assert door.said == LOCKED, key
        for key in ("f7", "f8"):
            await door.press("tab", key)
            assert door.said == f"{LOCKED} In danger now: phone 999.", key
        await unlock(door)
        assert door.app.seat.open_draft is not None
