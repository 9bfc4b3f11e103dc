"""From a screen that lies over others straight to another place: what lies between is not shown, and ends nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.widgets.item_list import ItemList
from support.people.screens import app_at


@pytest.mark.parametrize("over", ["guidance", "phone"])
@pytest.mark.parametrize("section", ["start", "amber", "notes"])
async def test_home_from_a_screen_over_a_section_is_home(home: Path, section: str, over: str) -> None:
    async with app_at(home, section) as app:
        await app.app.run_action(f"app.{over}")
        await app.settle()
        await app.press("ctrl+o")
        await app.until(lambda: "Home" in app.text().splitlines()[0], "Home")
        assert app.app.crash is None


async def test_a_message_that_comes_after_the_draft_was_put_away_ends_nothing(home: Path) -> None:
    async with app_at(home, "result") as app:
        screen = app.app.screen
        listed = screen.query_one(ItemList)
        app.app.session.close_draft()
        screen.on_item_list_moved(ItemList.Moved(listed, listed.items[0]))
        await app.settle()
        assert app.app.crash is None
