"""The key line in a narrow window: the way to everything else and the help stand in it to the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.marking import red, robin
from support.people.screens import App, app_at

SECTIONS = ("start", "yellow", "amber", "red", "notes", "result", "details", "review")
PLACES = ("contacts", "guidance", "phone", "done", "known", "help", "keys", "display", "account", "home")


def keys(app: App) -> str:
    return app.text().splitlines()[-1]


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_go_to_lock_leave_and_help_are_named_everywhere(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "start", change=robin, size=size) as app:
        for section in SECTIONS:
            app.app.navigator.show_section(section)
            await app.settle()
            assert "   ^G go to   ^L lock   ^Q leave   " in keys(app), f"{section}: {keys(app)}"
            assert keys(app).endswith(("? help", "F1 help")), section
        for place in PLACES:
            await app.app.run_action(f"app.{place}")
            await app.settle()
            assert "^G go to   ^L lock   ^Q leave   " in keys(app), f"{place}: {keys(app)}"
            if place != "home":
                await app.press("escape")


async def test_what_is_less_needed_gives_way_first_and_what_is_as_short_as_the_rest_stays(home: Path) -> None:
    async with app_at(home, "amber", change=robin) as app:
        assert keys(app) == (" Space change mark   n note   ^N next   ^G go to   ^L lock   ^Q leave   ? help")
        await app.pilot.resize_terminal(60, 20)
        await app.settle()
        assert keys(app) == " Space change mark   ^G go to   ^L lock   ^Q leave   ? help"
        await app.press("ctrl+g")
        assert "Go to: a number" in app.words()


@pytest.mark.parametrize("place", ["result", "review", "phone", "done"])
async def test_the_key_that_records_what_was_done_is_in_sight_where_red_is_acted_on_also_in_a_narrow_window(
    home: Path, place: str
) -> None:
    async with app_at(home, "start", change=red, size=(60, 20)) as app:
        if place in SECTIONS:
            app.app.navigator.show_section(place)
        else:
            await app.app.run_action(f"app.{place}")
        await app.settle()
        for key in ("d record", "^G go to", "? help"):
            assert key in keys(app), keys(app)
