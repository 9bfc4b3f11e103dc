"""The status line on a screen: that something is left out is said only where something is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.widgets.header_line import StatusLine
from ce_tui.widgets.wrapping import CUT
from support.people.screens import app_at

THREE_ROWS = " ".join(["It takes three rows at eighty columns, all of it, and no more than that."] * 3)


@pytest.mark.parametrize(
    ("so_far", "cut"), [("", False), ("So far: nothing marked.", True)], ids=["alone", "and more"]
)
async def test_words_that_fill_their_rows_are_not_said_to_be_cut(home: Path, so_far: str, cut: bool) -> None:
    async with app_at(home, "start") as app:
        app.app.navigator.guidance()
        await app.settle()
        app.screen.query_one(StatusLine).say(THREE_ROWS, so_far)
        await app.settle()
        rows = app.text().splitlines()[-4:-1]
        assert "It takes three rows" in rows[0] and "that." in rows[2]
        assert rows[2].endswith(CUT) is cut
