"""From a screen that lies over others straight to another place: what lies between is not shown, and ends nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.screens import app_at


@pytest.mark.parametrize("over", ["guidance", "phone"])
@pytest.mark.parametrize("section", ["start", "amber", "notes"])
async def test_home_from_a_screen_over_a_section_is_home(home: Path, section: str, over: str) -> None:
    async with app_at(home, section) as app:
        await app.app.run_action(f"app.{over}")
        await app.settle()
        await app.press("ctrl+o")
        await app.until(lambda: "Home" in app.text().splitlines()[0], "Home")
        assert app.app.crash is None
