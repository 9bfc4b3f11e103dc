"""In a wide window lines stay short: no text is wider than can be read without losing the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.widgets.wrapping import WIDEST
from support.people.marking import robin
from support.people.screens import App, app_at

SIZES = [(109, 30), (200, 60), (250, 60)]
OFFICE = ("accounts", "keeping", "audit", "follow_ups", "lock_time")
_RULE = re.compile(r"^[ ]*[-─]{3}")


def texts(app: App) -> list[str]:
    """What is drawn between header and key line, without rules, each pane and each column of a table by itself."""
    *lines, _keys = app.text().splitlines()
    below_header = lines if app.app.front.in_dialog else lines[2:]
    return [
        part.strip()
        for line in below_header
        if not _RULE.match(line)
        for part in re.split(r" [|│] |  +", f"{line} ")
    ]


def check(app: App) -> None:
    long = [text for text in texts(app) if len(text) > WIDEST]
    assert long == [], app.text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("section", SECTIONS)
async def test_no_section_has_a_line_of_more_than_ninety_columns(
    home: Path, section: str, size: tuple[int, int]
) -> None:
    async with app_at(home, section, size=size, change=robin) as app:
        check(app)
        for key in ("down", "tab", "down"):
            await app.press(key)
            check(app)


@pytest.mark.parametrize("size", SIZES)
async def test_no_place_over_a_section_has_one_either(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "red", size=size, change=robin) as app:
        for action in (
            "contacts",
            "guidance",
            "help",
            "keys",
            "display",
            "phone",
            "done",
            "account",
            *OFFICE,
        ):
            await app.app.run_action(f"app.{action}")
            await app.settle()
            check(app)
            await app.press("down")
            check(app)
            await app.press("escape")
        await app.press("ctrl+o")
        check(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [["f7"], ["f4"], ["enter"], ["f4", "down", "down"]])
async def test_no_question_has_one_either(home: Path, keys: list[str], size: tuple[int, int]) -> None:
    async with app_at(home, "red", size=size, change=robin) as app:
        await app.press(*keys)
        assert app.app.front.in_dialog
        check(app)


@pytest.mark.parametrize("section", ["amber", "result"])
async def test_nor_has_the_display_for_screen_readers(home: Path, section: str) -> None:
    async with app_at(home, section, size=(200, 60), change=robin) as app:
        app.app.appearance.show_for_screen_readers(True)
        for key in ("down", "end", "tab"):
            await app.press(key)
            check(app)
