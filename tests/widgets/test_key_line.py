"""The keys of a screen in one row: which of them give way where not all of them fit."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from ce_tui.widgets.header_line import KeyLine

KEYS = [
    ("Enter", "open"),
    ("a", "a key that says a good deal of itself"),
    ("d", "record"),
    ("^G", "go to"),
    ("?", "help"),
]


class OfKeys(App[None]):
    def compose(self) -> ComposeResult:
        yield KeyLine()


@pytest.mark.parametrize(
    ("width", "kept", "shown"),
    [
        (90, (), " Enter open   a a key that says a good deal of itself   d record   ^G go to   ? help"),
        (60, (), " Enter open   d record   ^G go to   ? help"),
        (60, ("go to", "record"), " Enter open   d record   ^G go to   ? help"),
        (34, (), " Enter open   d record   ? help"),
        (34, ("go to", "record"), " d record   ^G go to   ? help"),
        (24, ("go to", "record"), " ^G go to   ? help"),
        (24, ("record", "go to"), " d record   ? help"),
        (10, ("record", "go to"), " ? help"),
    ],
)
async def test_none_gives_way_to_a_less_important_one_and_room_that_is_left_is_used(
    width: int, kept: tuple[str, ...], shown: str
) -> None:
    app = OfKeys()
    async with app.run_test(size=(width, 5)) as pilot:
        line = app.query_one(KeyLine)
        line.say(KEYS, kept)
        await pilot.pause()
        assert line.render_line(0).text.rstrip() == shown
